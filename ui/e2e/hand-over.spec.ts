import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { Host } from './host.ts';

let host: Host;
let workshop: string;
let giver: Page;
const contexts: BrowserContext[] = [];

test.beforeAll(async () => {
  host = await Host.start();
});
test.afterAll(() => host.stop());

/** The facilitator's console at the place where others are given one. */
async function makeLink(name: string, way: 'Share it' | 'Hand it over'): Promise<string> {
  await giver.keyboard.press('Control+k');
  await giver.keyboard.type('co-facilitator');
  await giver.keyboard.press('Enter');
  await expect(giver.getByLabel('Co-facilitator')).toBeFocused();
  await giver.keyboard.type(name);
  await giver.getByRole('radio', { name: way }).click();
  await giver.getByRole('button', { name: 'Make the link' }).click();
  return giver.getByLabel('Link for one other device').inputValue();
}

test('a workshop is shared with another device, handed over to it, and taken back at once', async ({
  browser,
}) => {
  workshop = await host.api.create('Harbour, company star');
  const own = await browser.newContext();
  const theirs = await browser.newContext();
  contexts.push(own, theirs);
  giver = await own.newPage();
  await host.console(giver, workshop);

  const other = await test.step('a link asks first and works once', async () => {
    const link = await makeLink('Hanna', 'Share it');
    expect(link).toContain('/console.html#k=');
    // A code that leads to this computer alone is never drawn.
    await expect(giver.getByText('on this computer only')).toBeVisible();
    await expect(giver.getByRole('img', { name: /Code that opens this console/ })).toHaveCount(0);
    const page = await theirs.newPage();
    await page.goto(link);
    expect(page.url(), 'the secret stays in no address').not.toContain('k=');
    await expect(page.getByRole('heading', { name: 'Harbour, company star' })).toBeVisible();
    await expect(giver.getByText('has not opened the link yet')).toBeVisible();
    await page.getByRole('button', { name: 'Facilitate together' }).click();
    await expect(page.locator('.rail')).toBeVisible();
    await expect(giver.getByText('is here and can act')).toBeVisible();
    await expect(page.getByRole('button', { name: 'To the library' }), 'no library is given').toHaveCount(0);
    const late = await (await browser.newContext()).newPage();
    await late.goto(link);
    await expect(late.getByText('This link was used already')).toBeVisible();
    await late.context().close();
    return page;
  });

  await test.step('both act, and each sees what the other did', async () => {
    await other.getByRole('button', { name: 'Start', exact: false }).first().click();
    await expect.poll(async () => (await host.api.view(workshop)).timer.running).toBe(true);
    await expect(giver.getByRole('button', { name: /Pause/ }).first()).toBeVisible();
    await other.reload();
    await expect(other.locator('.rail'), 'a reload keeps the console').toBeVisible();
  });

  await test.step('the keyboard that is passed here is not seen there', async () => {
    await host.api.send(workshop, {
      type: 'add_participant',
      participant: { name: 'Noor', discipline: 'design', roles: ['contributor'] },
    });
    const person = (await host.api.view(workshop)).people[0]?.id ?? '';
    await host.api.pass(workshop, { type: 'hand_keyboard', participantId: person });
    await expect(other.getByText('The keyboard goes round at the console')).toBeVisible();
    await expect(other.getByText('Noor')).toHaveCount(0);
    await host.api.pass(workshop, { type: 'take_back_keyboard' });
    await expect(other.locator('.rail')).toBeVisible();
  });

  await test.step('what is taken back ends there at once', async () => {
    await giver.keyboard.press('g');
    await giver.keyboard.press('r');
    if (!(await giver.getByRole('button', { name: 'Take back' }).isVisible())) {
      await giver.keyboard.press('g');
      await giver.keyboard.press('r');
    }
    await giver.getByRole('button', { name: 'Take back' }).click();
    await giver.keyboard.press('Enter');
    await expect(other.getByText('This workshop was taken back')).toBeVisible();
    await expect(other.getByRole('button', { name: 'Try again' }), 'it would change nothing').toHaveCount(0);
    await expect(other.getByText('Harbour')).toHaveCount(0);
    await expect(giver.getByRole('list', { name: 'Consoles' }).getByText('Hanna')).toHaveCount(0);
  });

  await test.step('handed over, the giver looks and the other one acts', async () => {
    const link = await makeLink('Ruth', 'Hand it over');
    const page = await theirs.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: 'Take the workshop over' }).click();
    await expect(page.locator('.rail')).toBeVisible();
    await expect(giver.getByText('Ruth has this workshop.')).toBeVisible();
    await expect(giver.getByRole('button', { name: /Ctrl Enter/ })).toHaveCount(0);
    await giver.getByRole('button', { name: /\+1 min/ }).click();
    await expect(giver.getByText('This workshop is handed over.')).toBeVisible();
    await page.getByRole('button', { name: /\+1 min/ }).click();
    await expect(page.getByText('handed over')).toHaveCount(0);
    await giver.getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByText('This workshop was taken back')).toBeVisible();
    await expect(giver.getByText('has this workshop.')).toHaveCount(0);
    await giver.getByRole('button', { name: /\+1 min/ }).click();
    await giver.getByText('Who facilitated when').click();
    await expect(
      giver.getByRole('list', { name: 'Who facilitated when' }).getByRole('listitem'),
    ).toContainText([
      'Offered to share the workshop with Hanna',
      'Shared the workshop with Hanna',
      'Ended sharing the workshop with Hanna',
      'Offered to hand the workshop over to Ruth',
      'Handed the workshop over to Ruth',
      'Took the workshop back from Ruth',
    ]);
  });
  for (const context of contexts) await context.close();
});

test('half a sentence stays at its own console, and goes along when the workshop is handed over', async ({
  browser,
}) => {
  const typed = await host.api.create('Pier, company star');
  await host.api.send(typed, { type: 'advance', note: 'on' });
  await host.api.send(typed, { type: 'add_core_user', coreUser: { name: 'Planners', reason: 'They pay' } });
  const own = await browser.newContext();
  const theirs = await browser.newContext();
  giver = await own.newPage();
  await host.console(giver, typed);
  const line = (page: Page) => page.getByLabel('Agreed sentence');
  const kept = (page: Page) =>
    page.waitForResponse(
      (answer) => answer.url().includes('/drafts/') && answer.request().method() === 'POST',
    );
  const type = async (page: Page, words: string): Promise<void> => {
    const saved = kept(page);
    await line(page).fill(words);
    expect((await saved).status()).toBe(200);
  };
  const arrive = async (name: string, way: 'Share it' | 'Hand it over', button: string): Promise<Page> => {
    const link = await makeLink(name, way);
    const page = await theirs.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: button }).click();
    await expect(page.locator('.rail')).toBeVisible();
    return page;
  };
  await type(giver, 'Teams want to');
  const shared = await arrive('Hanna', 'Share it', 'Facilitate together');
  await expect(line(shared)).toHaveValue('');
  await type(shared, 'People come for');
  await shared.reload();
  await expect(line(shared)).toHaveValue('People come for');

  const alone = await arrive('Ruth', 'Hand it over', 'Take the workshop over');
  await expect(line(alone)).toHaveValue('Teams want to');
  await type(alone, 'Teams want to plan a week');
  await giver.getByRole('button', { name: 'Take it back' }).click();
  await expect(alone.getByText('This workshop was taken back')).toBeVisible();
  await giver.keyboard.press('Escape');
  await expect(line(giver)).toHaveValue('Teams want to plan a week');
  await own.close();
  await theirs.close();
});

import { expect, test, type Browser, type Page } from '@playwright/test';
import type { ConsoleView, TableView } from '../src/lib/bindings/index.ts';
import { defects, violations, type Rules } from './geometry.ts';
import { Host } from './host.ts';
import { atTables, broughtBack, revealed } from './large.ts';
import { ugly } from './ugly.ts';

let host: Host;
test.beforeAll(async () => {
  host = await Host.start(['--join-listen', '127.0.0.1:0']);
});
test.afterAll(() => host.stop());

/** A device of somebody who is on the roster already. */
async function seat(browser: Browser, link: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const phone = await context.newPage();
  await phone.goto(link);
  await phone.getByLabel('Name, or any alias').fill(name);
  await phone.getByRole('radio', { name: 'Other' }).click();
  await phone.getByRole('button', { name: 'Join as' }).click();
  await phone.getByText('You are at table').or(phone.getByText('answers together')).first().waitFor();
  return phone;
}

function table(view: ConsoleView, number: number): TableView {
  const found = view.tables.find((one) => one.number === number);
  if (found === undefined) throw new Error(`there is no table ${number}`);
  return found;
}

function nameAt(view: ConsoleView, number: number, place: number): string {
  const id = table(view, number).people[place];
  return view.people.find((one) => one.id === id)?.name ?? '';
}

test('each table answers on one device, and the wall shows how far the tables lie apart', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { api } = host;
  const id = await api.sample();
  let view = await atTables(api, id);
  expect(view.tables.map((one) => one.people.length)).toEqual([5, 5, 5, 5, 5, 5]);
  view = await api.send(id, { type: 'go_to_stage', stage: 'frame' });
  const link = await host.api.openRoom(id);
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await host.projector(wall, id);
  const console_ = await (await browser.newContext()).newPage();
  await host.console(console_, id);
  const carryOn = console_.getByRole('button', { name: 'Carry on' });
  await carryOn.waitFor({ timeout: 3000 }).catch(() => undefined);
  if (await carryOn.isVisible()) await carryOn.click();

  const ana = await seat(browser, link, nameAt(view, 2, 1));
  const bo = await seat(browser, link, nameAt(view, 2, 2));
  const take = (phone: Page) => phone.getByRole('button', { name: 'I write for our table' });
  const answer = (phone: Page) => phone.getByLabel('Your table’s answer');

  await test.step('one takes the device, the others see the same question and cannot answer', async () => {
    await api.send(id, { type: 'ask_frame', question: 'job' });
    await expect(take(bo)).toBeVisible();
    await take(ana).click();
    await expect(ana.getByText('You write for table 2.')).toBeVisible();
    await expect(bo.getByText('on another device at your table')).toBeVisible();
    expect(await bo.getByRole('heading', { level: 1 }).textContent()).toBe(
      await ana.getByRole('heading', { level: 1 }).textContent(),
    );
    await expect(answer(bo)).toHaveCount(0);
    await expect(take(bo)).toHaveCount(0);
  });
  await test.step('a table counts once', async () => {
    await answer(ana).fill('They want the week to hold');
    await ana.getByRole('button', { name: 'Send our answer' }).click();
    await expect(wall.getByText('of 6 tables have answered')).toBeVisible();
    await expect(console_.getByText('2 of 2 here, 1 of 6 tables').first()).toBeVisible();
    await expect(bo.getByText('Your table has answered:')).toBeVisible();
    await expect(bo.getByText('They want the week to hold', { exact: true })).toBeVisible();
    await answer(ana).fill('They want the week to hold as it was planned');
    await ana.getByRole('button', { name: 'Replace our answer' }).click();
    await expect(ana.getByText('Your answer is in.')).toBeVisible();
    await expect(bo.getByText('They want the week to hold as it was planned')).toBeVisible();
    expect((await api.view(id)).frameAsks.find((one) => one.open)?.answered).toBe(1);
  });
  await test.step('the facilitator hands the device on, and the answer goes with it', async () => {
    await console_.keyboard.press('g');
    await console_.keyboard.press('r');
    const writer = console_.getByLabel('Who writes for table 2');
    await writer.selectOption({ label: nameAt(view, 2, 2) });
    await expect(answer(bo)).toHaveValue('They want the week to hold as it was planned');
    await expect(ana.getByText('on another device at your table')).toBeVisible();
    await writer.selectOption({ label: nameAt(view, 2, 1) });
    await expect(answer(ana)).toBeVisible();
  });
  await test.step('when its holder is gone, another takes over', async () => {
    await ana.context().setOffline(true);
    await ana.context().close();
    await expect(take(bo)).toBeVisible({ timeout: 40_000 });
    await expect(console_.getByText('its device is out of reach')).toBeVisible();
    await take(bo).click();
    await expect(answer(bo)).toHaveValue('They want the week to hold as it was planned');
  });
  await test.step('challenges and moves are the table’s too', async () => {
    await api.send(id, { type: 'go_to_stage', stage: 'challenge' });
    await bo.getByLabel('How would you cheat it?').fill('Open it with a script');
    await bo.getByRole('button', { name: 'Send the story' }).click();
    await expect(bo.getByText('Your table’s stories')).toBeVisible();
    await api.send(id, { type: 'go_to_stage', stage: 'decompose' });
    await bo.getByLabel('What must not get worse while it rises?').fill('Meetings that nobody joins');
    await bo.getByRole('button', { name: 'Send the idea' }).click();
    await expect(bo.getByText('Your table’s ideas')).toBeVisible();
    await bo.getByRole('button', { name: 'Let somebody else write' }).click();
    await expect(take(bo)).toBeVisible();
  });
  await test.step('the facilitator lets everybody answer alone', async () => {
    await api.send(id, { type: 'go_to_stage', stage: 'frame' });
    await api.send(id, { type: 'reveal_frame_answers', question: 'job' });
    await console_.getByLabel('Everybody alone').click();
    await api.send(id, { type: 'ask_frame', question: 'strategy' });
    await expect(bo.getByLabel('Your answer', { exact: true })).toBeVisible();
    await expect(wall.getByText('Answer alone')).toBeVisible();
  });
  await test.step('at the reveal each table has its median and its range beside the dots', async () => {
    await broughtBack(api, id);
    await api.send(id, { type: 'go_to_stage', stage: 'score' });
    const { score } = await revealed(api, id);
    expect(score.map?.talk.filter((one) => one.number !== null)).toHaveLength(5);
    await expect(wall.getByText('By table')).toBeVisible();
    await expect(wall.getByLabel(/^Table 6: median [\d.]+, from 0 to 3$/)).toBeVisible();
  });
});

const themes = ['chart', 'night'] as const;

test('thirty people at six tables, with the longest words, fit on every surface', async ({
  browser,
  page,
}) => {
  test.setTimeout(300_000);
  const { api } = host;
  const id = await ugly(api);
  await atTables(api, id);
  const link = await host.api.openRoom(id);
  await api.send(id, { type: 'go_to_stage', stage: 'frame' });
  const view = await api.send(id, { type: 'ask_frame', question: 'job' });
  const found: string[] = [];
  const look = async (
    what: string,
    shown: Page,
    rules: Rules,
    sizes: readonly { width: number; height: number }[],
  ): Promise<void> => {
    for (const size of sizes) {
      await shown.setViewportSize(size);
      for (const theme of themes) {
        await shown.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
        for (const one of await defects(shown, rules)) found.push(`${what} ${size.width} ${theme}: ${one}`);
        for (const one of await violations(shown)) found.push(`${what} ${theme}: ${one}`);
      }
    }
  };
  const thumb: Rules = { target: 48, text: 14, scrolls: true };
  const small = [
    { width: 390, height: 844 },
    { width: 360, height: 640 },
  ];
  const first = await seat(browser, link, nameAt(view, 1, 0));
  await look('nobody writes yet', first, thumb, small);
  await first.getByRole('button', { name: 'I write for our table' }).click();
  await first.getByText('You write for table 1.').waitFor();
  await look('writes in frame', first, thumb, small);
  const second = await seat(browser, link, nameAt(view, 1, 1));
  await second.getByText('device.').first().waitFor();
  await look('reads along in frame', second, thumb, small);
  await host.console(page, id);
  const carryOn = page.getByRole('button', { name: 'Carry on' });
  await carryOn.waitFor({ timeout: 3000 }).catch(() => undefined);
  if (await carryOn.isVisible()) await carryOn.click();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByLabel('Who writes for table 6').waitFor();
  const desk: Rules = { target: 32, text: null, scrolls: true };
  await look('the room with tables', page, desk, [
    { width: 1280, height: 800 },
    { width: 960, height: 640 },
  ]);
  for (const stage of ['challenge', 'decompose'] as const) {
    await api.send(id, { type: 'go_to_stage', stage });
    await second.getByText('Your table answers together').waitFor();
    await look(`writes in ${stage}`, first, thumb, small);
    await look(`reads along in ${stage}`, second, thumb, small);
  }
  await api.send(id, { type: 'go_to_stage', stage: 'score' });
  await revealed(api, id);
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await host.projector(wall, id);
  await wall.getByText('By table').waitFor();
  const far: Rules = { target: 32, text: 25, reasons: 46, scrolls: false };
  for (const one of await defects(wall, far)) found.push(`wall: ${one}`);
  expect(found.join('\n')).toBe('');
});

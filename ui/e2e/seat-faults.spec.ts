import { expect, test, type Locator, type Page } from '@playwright/test';
import { freePort, Host } from './host.ts';

/** Opens the room and names its link. */
async function opened(host: Host, id: string): Promise<string> {
  const screen = await host.api.pass(id, { type: 'room', room: { type: 'open', address: null } });
  const room = screen.surface === 'console' ? screen.session.room.announcement : null;
  if (room === null) throw new Error('the room did not open');
  return room.link;
}

/** A workshop in Write with its room open. */
async function writing(host: Host): Promise<{ id: string; link: string }> {
  const id = await host.api.create('Faults');
  const link = await opened(host, id);
  await host.api.send(id, {
    type: 'add_participant',
    participant: { name: 'Ada', discipline: 'product', roles: ['contributor'] },
  });
  for (let stage = 0; stage < 2; stage += 1) await host.api.send(id, { type: 'advance', note: 'Quick.' });
  return { id, link };
}

async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Name, or any alias').fill(name);
  await page.getByRole('radio', { name: 'Sales' }).click();
  await page.getByRole('button', { name: `Join as ${name}` }).click();
  const late = page.getByRole('button', { name: 'Take my seat' });
  await page.getByText('Write alone').or(late).first().waitFor();
  if (await late.isVisible()) await late.click();
  await page.getByLabel('who', { exact: true }).waitFor();
}

async function write(page: Page, who: string): Promise<void> {
  await page.getByLabel('who', { exact: true }).fill(who);
  await page.getByLabel('that do what').fill('come back');
  await page.getByLabel('of what').fill('berths');
  await page.getByRole('button', { name: 'Add this one' }).click();
}

const own = (page: Page, who: string): Locator => page.locator('.own li', { hasText: who });
const underWay = (page: Page, who: string): Locator => own(page, who).getByText('waits to be sent');

/** The count of the room moves in steps of fifteen seconds (T1). */
async function counts(host: Host, id: string, candidates: number): Promise<void> {
  const count = async (): Promise<number> => (await host.api.view(id)).write.candidates;
  await expect.poll(count, { timeout: 20_000 }).toBe(candidates);
}

test.use({ viewport: { width: 390, height: 844 } });

test('f39_f40_f47_a_program_that_is_killed_while_phones_write_loses_nothing_and_counts_nothing_twice', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const listen = ['--join-listen', `127.0.0.1:${await freePort()}`];
  let host = await Host.start(listen);
  try {
    const { id, link } = await writing(host);
    await join(page, link, 'Yusuf');
    await write(page, 'Skippers');
    await expect(own(page, 'Skippers').getByRole('button')).toHaveCount(2);
    const folder = await host.kill();
    await write(page, 'Night watches');
    await expect(underWay(page, 'Night watches')).toBeVisible();
    await page.getByLabel('who', { exact: true }).fill('Half a thou');
    await page.waitForTimeout(500);
    host = await Host.start(listen, folder);
    await opened(host, id);
    await expect(underWay(page, 'Night watches')).toBeHidden({ timeout: 40_000 });
    await expect(own(page, 'Night watches')).toHaveCount(1);
    await page.reload();
    await expect(page.getByLabel('who', { exact: true })).toHaveValue('Half a thou');
    await expect(own(page, 'Skippers')).toHaveCount(1);
    await counts(host, id, 2);
  } finally {
    await host.stop();
  }
});

test.describe('one host', () => {
  let host: Host;
  test.beforeAll(async () => {
    host = await Host.start(['--join-listen', '127.0.0.1:0']);
  });
  test.afterAll(() => host.stop());

  test('f45_a_seat_is_at_one_page_at_a_time_and_can_be_fetched_back', async ({ page, context }) => {
    const { link } = await writing(host);
    await join(page, link, 'Mina');
    const second = await context.newPage();
    await second.goto(link);
    await second.getByText('Write alone').waitFor();
    await page.getByRole('heading', { name: 'Your seat is open on another page.' }).waitFor();
    await page.getByRole('button', { name: 'Use this page instead' }).click();
    await page.getByText('Write alone').waitFor();
    await second.getByRole('heading', { name: 'Your seat is open on another page.' }).waitFor();
  });

  test('f27_f38_a_connection_that_died_in_a_sleeping_phone_is_made_again_when_it_wakes (simulated)', async ({
    page,
  }) => {
    const { id, link } = await writing(host);
    await page.clock.install();
    let dead = false;
    let connections = 0;
    await page.routeWebSocket(/api\/seat/, (socket) => {
      connections += 1;
      const mine = connections;
      const server = socket.connectToServer();
      // The first connection dies without a word, as a phone's does in its pocket.
      socket.onMessage((message) => (dead && mine === 1 ? undefined : server.send(message)));
      server.onMessage((message) => (dead && mine === 1 ? undefined : socket.send(message)));
    });
    await join(page, link, 'Zoe');
    expect(connections).toBe(1);
    dead = true;
    await write(page, 'Lost words');
    await expect(underWay(page, 'Lost words')).toBeVisible();
    await page.clock.fastForward(120_000);
    // Some phones tell of waking up only in this way.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await expect.poll(() => connections).toBeGreaterThan(1);
    await expect(own(page, 'Lost words').getByRole('button')).toHaveCount(2);
    await counts(host, id, 1);
  });

  test('f26_after_a_sleep_of_the_laptop_a_phone_comes_back_by_itself_with_what_was_written_meanwhile (simulated)', async ({
    page,
  }) => {
    test.setTimeout(60_000);
    const { id, link } = await writing(host);
    await page.clock.install();
    await join(page, link, 'Noor');
    host.asleep(true);
    try {
      await write(page, 'Sleepers');
      await expect(underWay(page, 'Sleepers')).toBeVisible();
      // Longer than the heart beat of ten seconds; for the phone, longer than it waits for one.
      await page.waitForTimeout(11_000);
      await page.clock.fastForward(60_000);
      await page.waitForTimeout(500);
    } finally {
      host.asleep(false);
    }
    await expect(own(page, 'Sleepers').getByRole('button')).toHaveCount(2, { timeout: 20_000 });
    await expect(own(page, 'Sleepers')).toHaveCount(1);
    await counts(host, id, 1);
  });

  test('a private window keeps the seat as long as its page, and asks for the code after a reload', async ({
    page,
  }) => {
    const { link } = await writing(host);
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
    });
    await join(page, link, 'Hanna');
    await write(page, 'Quiet people');
    await expect(own(page, 'Quiet people').getByRole('button')).toHaveCount(2);
    await page.reload();
    await page.getByLabel('The join code').waitFor();
  });

  test('f46_a_phone_that_lost_its_secret_waits_for_a_yes_and_gets_its_seat_back', async ({ browser }) => {
    const { id, link } = await writing(host);
    const first = await (await browser.newContext()).newPage();
    await join(first, link, 'Tomas');
    await write(first, 'Kept words');
    await expect(own(first, 'Kept words').getByRole('button')).toHaveCount(2);
    const second = await (await browser.newContext()).newPage();
    await second.goto(link);
    await second.getByLabel('Name, or any alias').fill('Tomas');
    await second.getByRole('radio', { name: 'Sales' }).click();
    await second.getByRole('button', { name: 'Join as Tomas' }).click();
    await second.getByRole('heading', { name: 'You are at the door.' }).waitFor();
    const screen = await host.api.pass(id, { type: 'room', room: { type: 'lobby', lobby: false } });
    const key = screen.surface === 'console' ? screen.session.room.waiting[0]?.key : undefined;
    await host.api.pass(id, { type: 'room', room: { type: 'admit', key: key ?? '' } });
    await expect(own(second, 'Kept words')).toHaveCount(1);
    await first.getByRole('status').getByRole('heading').waitFor();
    await first.context().close();
    await second.context().close();
  });
});

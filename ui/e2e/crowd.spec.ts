import { expect, test } from '@playwright/test';
import type { Discipline } from '../src/lib/bindings/index.ts';
import { Someone } from './crowd.ts';
import { defects } from './geometry.ts';
import { Host } from './host.ts';

const crowd = 300;
const disciplines: readonly Discipline[] = [
  'product',
  'engineering',
  'design',
  'marketing',
  'sales',
  'customer_success',
  'data',
];
const nameOf = (place: number): string => `Person ${String(place + 1).padStart(3, '0')}`;

let host: Host;
const people: Someone[] = [];
test.beforeAll(async () => {
  host = await Host.start(['--join-listen', '127.0.0.1:0']);
});
test.afterAll(async () => {
  for (const someone of people) someone.leave();
  await host.stop();
});

test('three hundred people join, write and are found in the list, and a key is answered', async ({
  page,
  browser,
}) => {
  test.setTimeout(60_000);
  const id = await host.api.create('Three hundred');
  await host.api.send(id, { type: 'room', room: { type: 'open', address: null } });
  const link = (await host.api.session(id)).room.announcement?.link ?? '';
  await host.console(page, id);
  const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await host.projector(wall, id);

  const found: string[] = [];
  const look = async (what: string): Promise<void> => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 960, height: 640 },
    ]) {
      await page.setViewportSize(size);
      for (const one of await defects(page, { target: 32, text: null, scrolls: true }))
        found.push(`${what} ${size.width}: ${one}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    const base = 24;
    for (const one of await defects(wall, { target: 32, text: base * 1.05, scrolls: false }))
      found.push(`${what}, wall: ${one}`);
  };

  await test.step('they join, twenty at a time', async () => {
    let next = 0;
    const arrive = async (): Promise<void> => {
      while (next < crowd) {
        const place = next;
        next += 1;
        const someone = new Someone(place, link);
        people.push(someone);
        await someone.join(link, nameOf(place), disciplines[place % disciplines.length] ?? 'other');
      }
    };
    const started = Date.now();
    await Promise.all(Array.from({ length: 20 }, arrive));
    process.stdout.write(`${crowd} people joined in ${Date.now() - started} ms\n`);
    await expect
      .poll(async () => (await host.api.session(id)).room.seats.filter((one) => one.present).length)
      .toBe(crowd);
    await expect(wall.getByText(`${crowd} of ${crowd} are here`)).toBeVisible();
    await expect(
      wall.getByRole('listitem').filter({ hasText: 'all 43 here' }).first(),
      'a line for each discipline',
    ).toBeVisible();
    await expect(page.locator('.roster li'), 'nobody reads three hundred lines').toHaveCount(40);
    await expect(page.getByText('and 260 more', { exact: true })).toBeVisible();
    await look('Set up');
  });

  await test.step('somebody is found by a few letters, and by what they speak for', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    const seats = page.getByRole('list', { name: 'Seats' });
    await expect(seats.getByText('Person 001')).toBeVisible();
    await look('the room');
    const find = page.getByRole('searchbox', { name: /Find somebody/ });
    await find.fill('287');
    await expect(seats.getByRole('listitem')).toHaveCount(1);
    await expect(seats.getByText('Person 287')).toBeVisible();
    await find.fill('design');
    await expect(seats.getByRole('listitem').first()).toContainText('Design');
    await find.fill('nobody of this name');
    await expect(page.getByText('Nobody here is called that.')).toBeVisible();
    await find.fill('');
    await find.blur();
  });

  await test.step('they write, and say that they are done', async () => {
    for (let stage = 0; stage < 2; stage += 1) await host.api.send(id, { type: 'advance', note: 'On.' });
    for (const [place, someone] of people.entries())
      if (place % 3 !== 0) someone.send({ type: 'say_done_writing', done: true });
    await expect
      .poll(async () => (await host.api.session(id)).room.seats.filter((one) => one.done).length)
      .toBe(200);
    await expect(page.getByText(`${crowd} of ${crowd} here, 200 done`).first()).toBeVisible();
    await look('the room while they write');
    await page.keyboard.press('Escape');
    // Twenty at a time come in any order, so nobody near the end of the forty is asked for.
    await expect(
      page.locator('.roster').getByText('Person 088'),
      'whoever is waited for stands in the panel',
    ).toBeVisible();
    await expect(page.locator('.roster').getByText('Person 002')).toHaveCount(0);
    await look('writing');
  });

  await test.step('a key is answered while somebody acts every twentieth of a second', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('list', { name: 'Seats' }).waitFor();
    let turn = 0;
    const acting = setInterval(() => {
      people[turn % crowd]?.send({ type: 'say_done_writing', done: turn % 2 === 0 });
      turn += 1;
    }, 50);
    const box = page.getByRole('checkbox', { name: /Locked/ });
    for (let press = 0; press < 40; press += 1) {
      const locked = await box.isChecked();
      await page.keyboard.press('l');
      await expect(box).toBeChecked({ checked: !locked });
    }
    clearInterval(acting);
  });
  expect(found.join('\n')).toBe('');
  await wall.context().close();
});

import { expect, test, type Page } from '@playwright/test';
import type { BallotScore, Stage } from '../src/lib/bindings/index.ts';
import { defects, violations, type Rules } from './geometry.ts';
import { Host } from './host.ts';
import { ugly } from './ugly.ts';

/** A person's own phone: everything is as wide as a thumb, and nothing but the task scrolls. */
const rules: Rules = { target: 48, text: 14, scrolls: true };
const phones = [
  { width: 390, height: 844 },
  { width: 360, height: 640 },
] as const;
const themes = ['chart', 'night'] as const;

/** Measures one screen on both phones, in both lights. */
async function look(page: Page, what: string, found: string[]): Promise<void> {
  for (const size of phones) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
      for (const one of await defects(page, rules)) found.push(`${what} ${size.width} ${theme}: ${one}`);
      if (size === phones[0]) {
        for (const one of await violations(page)) found.push(`${what} ${theme}: ${one}`);
      }
    }
  }
}

async function join(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name, or any alias').fill(name);
  await page.getByRole('radio', { name: 'Other' }).click();
  await page.getByRole('button', { name: 'Join as' }).click();
}

let host: Host;
test.beforeAll(async () => {
  host = await Host.start(['--join-listen', '127.0.0.1:0']);
});
test.afterAll(() => host.stop());

test('every task on a phone has room for a thumb and for the longest words', async ({ page }) => {
  test.setTimeout(300_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const id = await ugly(host.api);
  const link = await host.api.openRoom(id);
  const found: string[] = [];
  await page.setViewportSize(phones[0]);

  await page.goto(link.replace(/#.*/, ''));
  await page.getByLabel('The join code').waitFor();
  await look(page, 'code', found);
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('alert').waitFor();
  await look(page, 'join without a name', found);
  await join(page, 'مريم العبدالله التي تكتب اسما طويلا جدا 👩‍👩‍👧‍👦');
  await page.getByRole('heading', { name: 'Agreed before you came' }).waitFor();
  await look(page, 'catch-up', found);
  await page.getByRole('button', { name: 'Take my seat' }).click();

  const titles: readonly (readonly [Stage, string])[] = [
    ['roll_out', 'Before you go'],
    ['decompose', 'What moves the star'],
    ['define', 'The definition'],
    ['choose', 'The choice'],
    ['validate', 'Ask about the evidence'],
    ['score', 'Where you stand'],
    ['challenge', 'Try to break it'],
    ['clarify', 'Read the cards'],
    ['write', 'Write alone'],
    ['frame', 'Frame'],
    ['set_up', 'Set up'],
  ];
  for (const [stage, title] of titles) {
    const { head } = await host.api.view(id);
    if (head.stage !== stage) await host.api.pass(id, { type: 'go_to_stage', stage });
    await page.locator('header b', { hasText: title }).waitFor();
    if (stage === 'clarify') {
      await page.getByLabel('What is unclear here?').fill('السؤال '.repeat(30));
      await page.getByRole('button', { name: 'Send it' }).click();
      await page.getByRole('heading', { name: 'You asked' }).waitFor();
    }
    if (stage === 'score') await page.getByRole('button', { name: 'I object' }).first().click();
    if (stage === 'define') await page.getByRole('button', { name: 'Comment' }).first().click();
    await look(page, stage, found);
    if (stage === 'frame') {
      await host.api.pass(id, { type: 'ask_frame', question: 'value_moment' });
      await page.getByLabel('Your answer').fill('كلمة '.repeat(40));
      await page.getByRole('button', { name: 'Send my answer' }).click();
      await page.getByText('Your answer is in').waitFor();
      await look(page, 'frame, answered', found);
    }
  }

  await host.api.pass(id, { type: 'room', room: { type: 'close' } });
  await page.getByRole('heading', { name: 'The room is closed.' }).waitFor();
  await look(page, 'closed', found);
  expect(found.join('\n')).toBe('');
  expect(complaints).toEqual([]);
});

test('writing, marking and talking on a phone have room for a thumb', async ({ page }) => {
  test.setTimeout(180_000);
  const { api } = host;
  const id = await api.create('Seats');
  const link = await host.api.openRoom(id);
  const found: string[] = [];
  await page.setViewportSize(phones[0]);
  await page.goto(link);
  await join(page, 'Wilhelmina');
  await page.getByText('We begin in a moment').waitFor();
  for (let stage = 0; stage < 2; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });

  for (const who of ['Ports with two hundred berths and a night watch that sleeps', 'السفن الصغيرة']) {
    await page.getByLabel('who', { exact: true }).fill(who);
    await page.getByLabel('that do what').fill('come back to the berth');
    await page.getByLabel('of what').fill('berths');
    await page.getByRole('button', { name: 'Add this one' }).click();
    await page.locator('.own').getByText(who).first().waitFor();
  }
  await page.getByRole('button', { name: 'I’m done' }).click();
  await page.getByText('The room knows that you are done').waitFor();
  await look(page, 'write', found);

  for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });
  const { score, people } = await api.send(id, { type: 'open_round', scope: 'gates_only' });
  await page.getByText('Mark alone').waitFor();
  await look(page, 'score', found);
  for (let candidate = 0; candidate < 2; candidate += 1) {
    for (const key of ['3', '3', '0']) await page.keyboard.press(key);
    if (candidate === 0) await look(page, 'score with marks', found);
    await page.keyboard.press('ArrowRight');
  }
  await page.getByRole('heading', { name: 'Look it over' }).waitFor();
  await look(page, 'review', found);
  await page.getByRole('button', { name: 'Hand it in' }).click();
  await page.getByRole('heading', { name: 'Your ballot is in.' }).waitFor();
  await look(page, 'handed in', found);
  // It comes back to be changed, and as it was handed in.
  await page.getByRole('button', { name: 'Change my ballot' }).click();
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(1);
  await page.reload();

  const other = (
    await api.send(id, {
      type: 'add_participant',
      participant: { name: 'Bo', discipline: 'sales', roles: ['contributor'] },
    })
  ).people.find((one) => !people.some((before) => before.id === one.id));
  const cells = score.rounds[0]?.cells ?? [];
  const scores = cells.map((cell): BallotScore => ({ ...cell, level: '0', reason: 'النوم '.repeat(35) }));
  await api.send(id, { type: 'enter_ballot', participantId: other?.id ?? '', scores, onPaper: false });
  await api.send(id, { type: 'close_round', note: '' });
  await api.send(id, { type: 'reveal_round' });
  await page.getByText('You marked 3, holds clearly').waitFor();
  await page.getByRole('button', { name: 'I will speak to this' }).click();
  await page.getByText('The facilitator sees your name beside the highest marks of this cell.').waitFor();
  await look(page, 'talk', found);
  expect(found.join('\n')).toBe('');
});

test('the wall with its code, and with a question that everybody answers, is read from the last row', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const id = await ugly(host.api);
  await host.api.openRoom(id);
  const found: string[] = [];
  await host.projector(page, id);
  const measure = async (what: string): Promise<void> => {
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1280, height: 800 },
      { width: 1024, height: 768 },
      { width: 3840, height: 2160 },
    ]) {
      await page.setViewportSize(size);
      await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => done())));
      const base = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
      const wall: Rules = { target: 32, text: base * 1.05, reasons: (46 / 24) * base, scrolls: false };
      for (const one of await defects(page, wall)) found.push(`${what} ${size.width}: ${one}`);
    }
    await page.setViewportSize({ width: 1920, height: 1080 });
    for (const one of await violations(page)) found.push(`${what}: ${one}`);
  };
  await host.api.pass(id, { type: 'go_to_stage', stage: 'set_up' });
  await page.getByRole('img', { name: 'QR code to join' }).waitFor();
  await measure('lobby');
  await host.api.pass(id, { type: 'go_to_stage', stage: 'frame' });
  await host.api.pass(id, { type: 'ask_frame', question: 'success_story' });
  await page.getByText('Answer alone').waitFor();
  await measure('question');
  expect(found.join('\n')).toBe('');
});

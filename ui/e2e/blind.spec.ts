import { expect, test } from '@playwright/test';
import type { BallotScore, Discipline, Level, SeatTask } from '../src/lib/bindings/index.ts';
import { Host } from './host.ts';

/** Words that stand in one candidate and nowhere else; where they turn up, a sentence leaked. */
const canary = 'quokka-lighthouse';
/** Words of one reason on one sealed ballot. */
const secret = 'because the tide clerk never answers';

let host: Host;
test.beforeAll(async () => {
  host = await Host.start();
});
test.afterAll(() => host.stop());

const sentence = (audience: string) => ({
  freeText: '',
  audience,
  action: 'come back',
  threshold: 'any' as const,
  thresholdCount: null,
  unit: '',
  period: 'week' as const,
  condition: '',
  countedUnit: null,
});

/** A workshop with two people that stands in Write. */
async function writing(): Promise<{ id: string; people: string[] }> {
  const { api } = host;
  const id = await api.create('Blind');
  await api.send(id, {
    type: 'answer_set_up',
    answers: {
      title: 'Blind',
      scope: 'company',
      scopeName: 'Blind',
      parentStar: '',
      path: 'express',
      solo: false,
      privacy: 'anonymous',
      ballotChannel: 'passed_keyboard',
      namesInLobby: false,
    },
  });
  let people: string[] = [];
  for (const [name, discipline] of [
    ['Ada', 'product'],
    ['Bo', 'engineering'],
  ] satisfies [string, Discipline][]) {
    const view = await api.send(id, {
      type: 'add_participant',
      participant: { name, discipline, roles: ['contributor'] },
    });
    people = view.people.map((person) => person.id);
  }
  for (let stage = 0; stage < 2; stage += 1) await api.send(id, { type: 'advance', note: 'To be quick.' });
  return { id, people };
}

function marks(task: SeatTask, level: Level, reason: string): BallotScore[] {
  if (task.kind !== 'score') throw new Error('nothing is to be marked');
  return task.candidates.flatMap((candidate) =>
    candidate.criteria.map((criterion) => ({ candidateId: candidate.id, criterion, level, reason })),
  );
}

test('before the reveal no answer to console or projector holds a sentence that somebody wrote', async ({
  page,
  context,
}) => {
  const { api } = host;
  const { id, people } = await writing();
  const answers: string[] = [];
  context.on('response', (response) => {
    if (response.url().includes('/api/watch') || !response.url().includes('/api/')) return;
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  await host.console(page, id);
  const wall = await context.newPage();
  await host.projector(wall, id);

  await api.pass(id, { type: 'hand_keyboard', participantId: people[0] ?? '' });
  await api.seat(id, { type: 'accept_keyboard' });
  await api.seat(id, { type: 'add_candidate', sentence: sentence(canary) });
  await page.getByRole('main').getByText(canary).first().waitFor();
  // Up to here the person who wrote it sees it. What comes now is the room's.
  await api.seat(id, { type: 'leave_keyboard' });
  await page.getByRole('dialog').waitFor();
  answers.length = 0;
  await api.pass(id, { type: 'take_back_keyboard' });
  await page.locator('.rail').waitFor();
  await expect(wall.getByText('1', { exact: true }).first()).toBeVisible();
  await page.reload();
  await page.locator('.rail').waitFor();
  await wall.reload();
  await wall.getByRole('main').waitFor();
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.filter((text) => text.includes(canary))).toEqual([]);
  for (const surface of [page, wall]) expect(await surface.content()).not.toContain(canary);

  await api.send(id, { type: 'advance', note: 'One is enough here.' });
  await expect(page.getByText(canary).first()).toBeVisible();
});

test('while somebody scores, neither page, answers nor storage of the console hold a mark of another', async ({
  page,
  context,
}) => {
  const { api } = host;
  const { id, people } = await writing();
  for (const name of ['Ports', 'Skippers']) {
    await api.send(id, { type: 'add_candidate', sentence: sentence(name) });
  }
  for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'To be quick.' });
  await api.send(id, { type: 'open_round', scope: 'all' });

  await api.pass(id, { type: 'hand_keyboard', participantId: people[0] ?? '' });
  const seat = await api.seat(id, { type: 'accept_keyboard' });
  if (seat.surface !== 'seat') throw new Error('no seat was given');
  await api.seat(id, { type: 'submit_ballot', scores: marks(seat.view.room.task, '3', secret) });

  const answers: string[] = [];
  context.on('response', (response) => {
    if (response.url().includes('/api/watch') || !response.url().includes('/api/')) return;
    void response.text().then(
      (text) => answers.push(text),
      () => undefined,
    );
  });
  await host.console(page);
  await page.evaluate((workshop) => (location.hash = `w=${workshop}`), id);
  await page.getByRole('dialog', { name: 'Hand the keyboard to Bo.' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('table.ballot').waitFor();

  const held = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(held).not.toContain(secret);
  expect(held).not.toContain('"level"');
  await expect(page.locator('table.ballot [aria-pressed="true"]')).toHaveCount(0);
  await expect(page.locator('.rail, .appbar, .panel')).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);
  expect(answers.filter((text) => text.includes(secret) || /"level":\s*"[0-3?]"/.test(text))).toEqual([]);

  // The console asks for everything it can ask for while the seat has the keyboard.
  await page.reload();
  await page.locator('table.ballot').waitFor();
  expect(answers.filter((text) => text.includes(secret) || /"level":\s*"[0-3?]"/.test(text))).toEqual([]);
});

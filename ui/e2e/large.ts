import type { BallotScore, ConsoleView, Discipline, Level } from '../src/lib/bindings/index.ts';
import type { Api } from './host.ts';

/** As many people as the surface table foresees, and the tables of five that they make. */
export const most = 30;

const disciplines: readonly Discipline[] = ['product', 'engineering', 'sales', 'marketing', 'data'];
const names = ['Ana', 'أبو بكر الرازي', 'Zoë van den Berg', 'Þórunn', '黒田 誠', 'Wilhelmina Aurelia'];

/** Fills a workshop up to thirty people who score, at six tables. */
export async function atTables(api: Api, id: string): Promise<ConsoleView> {
  const { people } = await api.view(id);
  const there = people.filter((one) => one.attending && one.roles.includes('contributor')).length;
  for (let place = there; place < most; place += 1) {
    const name = `${names[place % names.length] ?? ''} ${place}`;
    const discipline = disciplines[place % disciplines.length] ?? 'other';
    await api.send(id, {
      type: 'add_participant',
      participant: { name, discipline, roles: ['contributor'] },
    });
  }
  return api.send(id, { type: 'seat_at_tables' });
}

/** What was turned down comes back, so that there is something to mark again. */
export async function broughtBack(api: Api, id: string): Promise<void> {
  const { candidates } = await api.view(id);
  const out = candidates.filter((one) => one.candidate.standing === 'rejected').slice(0, 4);
  for (const one of out) await api.send(id, { type: 'bring_back_candidate', candidateId: one.candidate.id });
}

/** What somebody writes beside a mark in a cell. */
export type ReasonOf = (place: number, level: Level, cell: number) => string;

const longest: ReasonOf = (place, _level, cell) =>
  cell === 0 ? `Reason ${place}: ${'because the berth was kept for them '.repeat(5)}` : '';

const tableMarks: readonly (readonly Level[])[] = [
  ['0', '1'],
  ['0', '2'],
  ['1', '3'],
  ['2', '3'],
  ['1', '2'],
  ['0', '3'],
];

/** The mark of somebody in a cell: who they are among those who score, their table, and which cell. */
export type MarkOf = (place: number, table: number, cell: number) => Level;

/** Each table marks in its own way, and no table agrees in itself. */
const byTable: MarkOf = (place, table, cell) =>
  tableMarks[(table - 1) % tableMarks.length]?.[(place + cell) % 2] ?? '2';

/** Everybody marks a new round, which is then revealed. */
export async function revealed(
  api: Api,
  id: string,
  reason: ReasonOf = longest,
  markOf: MarkOf = byTable,
): Promise<ConsoleView> {
  const view = await api.send(id, { type: 'open_round', scope: 'all' });
  const cells = view.score.rounds.at(-1)?.cells ?? [];
  const scorers = view.people.filter((one) => one.attending && one.roles.includes('contributor'));
  for (const [place, person] of scorers.entries()) {
    const scores = cells.map((cell, index): BallotScore => {
      const level = markOf(place, person.atTable ?? 1, index);
      const { candidateId, criterion } = cell;
      return { candidateId, criterion, level, reason: reason(place, level, index) };
    });
    await api.send(id, { type: 'enter_ballot', participantId: person.id, scores, onPaper: false });
  }
  await api.send(id, { type: 'close_round', note: '' });
  return api.send(id, { type: 'reveal_round' });
}

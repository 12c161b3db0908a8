import { expect, it } from 'vitest';
import type { Answer, CellPlace } from '$lib/bindings/index.ts';
import { FocusReader } from './talk.svelte.ts';

type OneCell = Extract<Answer, { type: 'focus_cell' }>;

const first: CellPlace = { candidateId: 'a', criterion: 'actionable' };
const second: CellPlace = { candidateId: 'b', criterion: 'actionable' };
/** What the core answers for a cell, with one mark's name. */
const answer = (of: CellPlace, participantId: string): OneCell =>
  ({
    type: 'focus_cell',
    cell: { candidateId: of.candidateId },
    namedMarks: [{ participantId, level: '0' }],
  }) as unknown as OneCell;

it('shows_the_names_of_the_cell_that_is_shown_and_of_no_other', async () => {
  const reader = new FocusReader();
  let late: (answer: OneCell) => void = () => undefined;
  const slow = reader.read(() => new Promise<OneCell>((resolve) => (late = resolve)), first);
  await reader.read((place) => Promise.resolve(answer(place, 'Yusuf')), second);
  late(answer(first, 'Ruth'));
  await slow;
  expect(reader.cell?.candidateId).toBe('b');
  expect(reader.named.map((one) => one.participantId)).toEqual(['Yusuf']);
});

it('keeps_no_name_when_the_core_refuses_or_nothing_is_in_focus', async () => {
  const reader = new FocusReader();
  await reader.read((place) => Promise.resolve(answer(place, 'Ruth')), first);
  await reader.read(() => Promise.reject(new Error('the keyboard is passed')), first);
  expect([reader.cell, reader.named]).toEqual([null, []]);
  await reader.read((place) => Promise.resolve(answer(place, 'Ruth')), first);
  await reader.read(() => Promise.reject(new Error('not asked')), null);
  expect([reader.cell, reader.named]).toEqual([null, []]);
});

import { expect, test } from 'vitest';
import type { CandidateView, ConsoleView } from '$lib/bindings/index.ts';
import {
  ChallengeDesk,
  counts,
  kinds,
  listed,
  stateOf,
  suggestedReasons,
  viewsWords,
} from './challenge.svelte.ts';

function one(
  number: number,
  part: Partial<CandidateView> & { standing?: string; dataStatus?: string } = {},
): CandidateView {
  const { standing = 'open', dataStatus = 'unknown', ...rest } = part;
  return {
    candidate: { id: `c${number}`, number, standing, dataStatus },
    text: `Candidate ${number}`,
    challenges: [],
    pitfalls: [],
    levers: [],
    measures: null,
    ...rest,
  } as unknown as CandidateView;
}
const verdicts = (verdict: string): CandidateView['challenges'] =>
  kinds.map((kind) => ({ kind, verdict, story: '', candidateId: '' }) as CandidateView['challenges'][number]);
const view = (candidates: CandidateView[]): ConsoleView => ({ candidates }) as unknown as ConsoleView;

test('merged candidates are gone and the rest stands by number', () => {
  const list = listed(view([one(3), one(1), one(2, { standing: 'merged' })]));
  expect(list.map((c) => c.candidate.number)).toEqual([1, 3]);
});

test('each candidate shows its state by a glyph and a word', () => {
  expect(stateOf(one(1)).words).toBe('not tested');
  expect(stateOf(one(1, { challenges: verdicts('survives').slice(0, 2) })).glyph).toBe('in_part');
  expect(stateOf(one(1, { challenges: verdicts('survives') })).glyph).toBe('holds');
  expect(stateOf(one(1, { challenges: verdicts('fails') })).words).toBe('fails a test');
  expect(stateOf(one(1, { standing: 'rejected' })).words).toBe('turned down');
  expect(stateOf(one(1, { standing: 'refiled' })).words).toBe('kept as something else');
});

test('the counts name what is tested, in the running and without data', () => {
  const sums = counts(
    view([
      one(1, { challenges: verdicts('survives'), dataStatus: 'weekly_now' }),
      one(2),
      one(3, { standing: 'rejected' }),
    ]),
  );
  expect(sums).toEqual({ all: 3, tested: 2, running: 2, out: 1, left: 1, withoutData: 1 });
});

test('what failed suggests its reason first', () => {
  const failing = one(1, { challenges: verdicts('fails').slice(0, 1) });
  expect(suggestedReasons(failing)[0]).toBe('climbs_while_customers_leave');
  expect(suggestedReasons(one(2, { dataStatus: 'not_measurable' }))).toEqual(['not_measurable']);
});

test('the focus walks the list, stops at its ends and survives a candidate that is gone', () => {
  const desk = new ChallengeDesk();
  const list = listed(view([one(1, { challenges: verdicts('survives') }), one(2), one(3)]));
  expect(desk.focused(list)?.candidate.id).toBe('c2');
  desk.step(list, 1);
  desk.step(list, 1);
  expect(desk.focusId).toBe('c3');
  desk.focus('gone');
  expect(desk.focused(list)?.candidate.id).toBe('c2');
});

test('after a verdict the next question without one is in focus', () => {
  const desk = new ChallengeDesk();
  desk.advanceTile(one(1, { challenges: verdicts('survives').slice(0, 1) }), 1);
  expect(desk.tile).toBe(2);
  desk.advanceTile(one(1, { challenges: verdicts('survives').slice(1) }), 3);
  expect(desk.tile).toBe(0);
});

test('private views of a question show as counts, and nothing shows without one', () => {
  const count = { candidateId: 'c1', challenge: 'churn', survives: 4, fails: 1, unsure: 0 } as const;
  expect(viewsWords([count], 'c1', 'churn')).toBe('On their own: 4 survives, 1 fails');
  expect(viewsWords([count], 'c1', 'churn', 6)).toBe('5 of 6 tables: 4 survives, 1 fails');
  expect(viewsWords([count], 'c1', 'gaming')).toBe('');
  expect(viewsWords([count], 'c2', 'churn')).toBe('');
});

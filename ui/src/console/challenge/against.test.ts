import { expect, it } from 'vitest';
import type { CandidateView } from '$lib/bindings/index.ts';
import { challengeWords, pitfallWords, rejectionWords } from '$lib/copy/words.ts';
import { against } from './against.ts';

const said = (detail: string): { detail: string; what: string; waivedBecause: null } => ({
  detail,
  what: 'it does',
  waivedBecause: null,
});
const one = (details: string[], more: Record<string, unknown> = {}): CandidateView =>
  ({
    candidate: { id: 'a', standing: 'open' },
    challenges: [],
    pitfalls: [],
    levers: [],
    speaksAgainst: details.map(said),
    ...more,
  }) as never;

it('a_failed_churn_test_asks_for_a_reason_under_the_words_of_its_question', () => {
  const [doubt] = against(one([challengeWords.churn]));
  expect(doubt?.detail).toBe(challengeWords.churn);
  expect(doubt?.title).toBe(rejectionWords.climbs_while_customers_leave);
});

it('what_a_wording_rule_says_already_is_not_said_twice', () => {
  const pitfalls = [{ pitfall: 'revenue' }];
  expect(against(one([pitfallWords.revenue], { pitfalls }))).toEqual([]);
});

it('levers_are_asked_for_when_the_tests_are_through', () => {
  const nobody = [rejectionWords.nobody_can_move_it];
  expect(against(one(nobody))).toEqual([]);
  const challenges = ['churn', 'doubling', 'gaming', 'no_more_successful'].map((kind) => ({
    kind,
    verdict: 'survives',
    story: '',
  }));
  expect(against(one(nobody, { challenges }))).toHaveLength(1);
  expect(against(one(nobody, { challenges, candidate: { id: 'a', standing: 'rejected' } }))).toEqual([]);
});

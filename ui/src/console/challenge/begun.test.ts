import { expect, it } from 'vitest';
import { begun, written } from './begun.ts';

it('what_was_typed_about_a_candidate_comes_back_as_it_was', () => {
  const rejection = {
    reason: 'other',
    text: 'No week',
    bestArgument: '',
    comeBackWhen: 'in May',
    evidence: '',
    keptAs: 'guardrail',
  } as const;
  const text = written((kind) => (kind === 'gaming' ? 'Hide the price' : undefined), rejection);
  expect(begun(text)).toEqual({ stories: { gaming: 'Hide the price' }, rejection });
});

it('nothing_typed_is_an_empty_draft', () => {
  expect(written(() => undefined, null)).toBe('');
  expect(begun('')).toEqual({ stories: {}, rejection: null });
});

it('a_draft_that_cannot_be_read_counts_as_none', () => {
  expect(begun('{"stories": 4')).toEqual({ stories: {}, rejection: null });
  expect(begun('[1]').rejection).toBeNull();
  expect(begun('{"rejection":{"reason":"unheard_of","text":7}}').rejection).toMatchObject({
    reason: null,
    text: '',
  });
});

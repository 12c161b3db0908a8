import { expect, test } from 'vitest';
import type { CandidateView, EvidenceItem } from '$lib/bindings/index.ts';
import { finalists, opening, strongestAgainst, strongestFor } from '$lib/finalists.ts';
import { lacking, tallyWords, validation } from './validate.svelte.ts';

const item = (direction: EvidenceItem['direction'], text = 'Seen.'): EvidenceItem => ({
  id: direction + text,
  candidateId: 'a',
  kind: 'interview',
  direction,
  text,
  source: '',
  collectedOn: null,
});

function candidate(id: string, more: Record<string, unknown> = {}): CandidateView {
  return {
    candidate: { id, number: 1, standing: 'shortlisted' },
    text: id,
    evidenceItems: [],
    objections: [],
    gamingRoutes: [],
    rejection: null,
    testPlan: null,
    support: null,
    measures: null,
    ...more,
  } as unknown as CandidateView;
}

test('a finalist that was turned down while choosing keeps its column', () => {
  const view = {
    candidates: [
      candidate('open', { candidate: { id: 'open', number: 2, standing: 'open' } }),
      candidate('late', {
        candidate: { id: 'late', number: 3, standing: 'refiled' },
        rejection: { stage: 'choose', bestArgument: 'Closest to value.', text: 'Not countable.' },
      }),
      candidate('early', {
        candidate: { id: 'early', number: 4, standing: 'rejected' },
        rejection: { stage: 'challenge' },
      }),
      candidate('first', { measures: { sumEighths: 30, halfPoints: [] } }),
    ],
  } as unknown as Parameters<typeof finalists>[0];
  expect(finalists(view).map((one) => one.text)).toEqual(['first', 'late']);
});

test('the strongest words come from what was written on purpose', () => {
  const one = candidate('a', {
    evidenceItems: [item('supports', 'Interviews agree.'), item('weakens', 'One person did it all.')],
    gamingRoutes: [{ text: 'Split one into five' }],
  });
  expect(strongestFor(one)).toBe('Interviews agree.');
  expect(strongestFor(one, 'We can count it.')).toBe('We can count it.');
  expect(strongestAgainst(one)).toBe('One person did it all.');
  expect(strongestAgainst({ ...one, evidenceItems: [] })).toBe('Split one into five');
});

test('a long text is opened at the end of a sentence', () => {
  expect(opening('Short.')).toBe('Short.');
  expect(opening(`First sentence. ${'word '.repeat(60)}.`)).toBe('First sentence.');
  expect(opening('word '.repeat(60), 20)).toBe('word word word word…');
});

test('a hypothesis says what it lacks', () => {
  expect(lacking(candidate('a'))).toEqual(['what you believe', 'from when it is measured', 'who sees to it']);
});

test('evidence is counted by the way it points', () => {
  expect(tallyWords([])).toBe('nothing pinned yet');
  expect(tallyWords([item('supports'), item('mixed')])).toBe('1 for, 0 against, 1 both ways');
});

test('arrows go round the finalists and close what was being typed', () => {
  const all = [candidate('a'), candidate('b')];
  expect(validation.current(all)?.text).toBe('a');
  validation.pin();
  validation.step(all, -1);
  expect(validation.current(all)?.text).toBe('b');
  expect(validation.draft).toBeNull();
  expect(validation.current([candidate('c')])?.text).toBe('c');
  expect(validation.current([])).toBeNull();
});

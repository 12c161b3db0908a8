import type { ProjectorContent } from '$lib/bindings/index.ts';
import { expect, it } from 'vitest';
import { miniature } from './miniature.ts';

it('a_pause_shows_only_the_title', () => {
  expect(miniature({ kind: 'blank' }, 'Slotwell')).toEqual({ question: 'Slotwell', note: 'A pause' });
});

it('writing_shows_the_question_and_the_count_of_the_wall', () => {
  const content = { kind: 'write', question: 'What counts?', count: 12, enough: 10, plenty: 15 } as const;
  expect(miniature(content, 'Slotwell')).toEqual({
    question: 'What counts?',
    figure: '12',
    note: 'written, aim for 10 to 15',
  });
});

it('marking_shows_how_many_are_done_and_nobody_s_name', () => {
  const content: ProjectorContent = { kind: 'marking', done: 3, expected: 7, round: 2, cells: [] };
  expect(miniature(content, 'Slotwell').question).toBe('Mark these cells again');
  expect(miniature(content, 'Slotwell').figure).toBe('3');
});

it('a_candidate_in_focus_is_shown_with_its_number', () => {
  const focus = { candidateId: 'a', number: 4, text: 'Boats that come back' };
  const content = { kind: 'candidates', sentences: [focus], focus } as never;
  expect(miniature(content, '')).toEqual({ question: 'Boats that come back', note: 'Candidate 4' });
});

it('an_asked_question_shows_how_many_answers_are_sealed_and_none_of_them', () => {
  const content = {
    kind: 'frame',
    lines: [],
    asked: { label: 'The job', answered: 3, expected: null, tables: 0 },
  } as const;
  expect(miniature({ ...content, lines: [] }, '')).toEqual({
    question: 'The job',
    figure: '3',
    note: 'answers, sealed',
  });
});

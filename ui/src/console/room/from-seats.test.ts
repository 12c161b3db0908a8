import { expect, it } from 'vitest';
import type { CandidateView, NamedMark } from '$lib/bindings/index.ts';
import { person, room, sent, viewOf } from './a-room.ts';
import {
  meetingCheck,
  namedBy,
  speakersOf,
  speakerWords,
  stageWaiting,
  suggestedSame,
  waitingAt,
} from './from-seats.ts';

function candidate(id: string, standing = 'open'): CandidateView {
  const one: unknown = { candidate: { id, number: 1, standing }, text: id };
  return one as CandidateView;
}

it('gathers_what_was_suggested_to_mean_the_same_from_both_sides', () => {
  const view = viewOf('clarify', [], {
    candidates: [candidate('a'), candidate('b'), candidate('m', 'merged')],
    contributions: [
      sent('same_as', { id: '1', candidateId: 'a', sameAsId: 'b' }),
      sent('same_as', { id: '2', candidateId: 'b', sameAsId: 'a' }),
      sent('same_as', { id: '3', candidateId: 'a', sameAsId: 'm' }),
      sent('clarification', { id: '4', candidateId: 'a', text: 'Which week?' }),
    ],
  });
  const found = suggestedSame(view, 'a');
  expect(found.map((one) => [one.other.candidate.id, one.suggestions.length])).toEqual([['b', 2]]);
  expect(suggestedSame(view, 'b').map((one) => one.other.candidate.id)).toEqual(['a']);
  expect(waitingAt(view, 'a')).toBe(2);
});

it('forgets_a_suggestion_that_was_dealt_with', () => {
  const view = viewOf('clarify', [], {
    candidates: [candidate('a'), candidate('b')],
    contributions: [sent('same_as', { candidateId: 'a', sameAsId: 'b', settled: true })],
  });
  expect(suggestedSame(view, 'a')).toEqual([]);
});

it('names_only_those_who_offered_to_speak_to_this_cell', () => {
  const place = { candidateId: 'a', criterion: 'leads_revenue' } as const;
  const other = { candidateId: 'b', criterion: 'leads_revenue' } as const;
  const speakers = [
    { place, extreme: 'lowest', participantId: 'Ruth' } as const,
    { place: other, extreme: 'lowest', participantId: 'Yusuf' } as const,
  ];
  const people = [person('Ruth'), person('Yusuf')];
  const found = speakersOf(room([], { speakers }), people, place);
  expect(found).toEqual([{ extreme: 'lowest', names: ['Ruth'] }]);
  expect(speakerWords({ extreme: 'highest', names: ['Ruth', 'Yusuf'] })).toBe(
    'Ruth and Yusuf offered to speak for the highest marks.',
  );
  expect(speakerWords({ extreme: 'lowest', names: [] })).toBe('');
});

it('puts_names_beside_marks_only_as_far_as_the_core_hands_them_out', () => {
  const marks: NamedMark[] = [
    { participantId: 'Ruth', level: '0' },
    { participantId: 'Yusuf', level: '3' },
    { participantId: 'somebody who was taken off', level: '3' },
  ];
  const people = [person('Ruth'), person('Yusuf')];
  expect(namedBy([], people)).toEqual([]);
  expect(namedBy(marks, people)).toEqual([
    { level: '0', names: ['Ruth'] },
    { level: '3', names: ['Yusuf'] },
  ]);
});

it('counts_the_check_of_the_dates_without_a_name', () => {
  const view = viewOf('roll_out', [], {
    contributions: [
      sent('meeting_check', { id: '1', suits: true }),
      sent('meeting_check', { id: '2', suits: false }),
      sent('meeting_check', { id: '3', suits: true }),
    ],
  });
  expect(meetingCheck(view)).toEqual({ suit: 2, not: 1 });
});

it('leads_to_the_stage_where_something_waits', () => {
  const done = sent('question', { settled: true });
  expect(stageWaiting(viewOf('choose', [], { contributions: [done] }))).toBeNull();
  const open = sent('guardrail_idea');
  expect(stageWaiting(viewOf('choose', [], { contributions: [done, open] }))).toBe('decompose');
});

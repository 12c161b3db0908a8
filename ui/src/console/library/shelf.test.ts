import { expect, it } from 'vitest';
import type { TurnedDown, WorkshopSummary } from '$lib/bindings/index.ts';
import { copyTitle, dueSoon, fileName, find, secondLooks, shelved, stageReached } from './shelf.ts';

const noon = Date.parse('2026-06-02T12:00:00Z');

function workshop(title: string, more: Partial<WorkshopSummary> = {}): WorkshopSummary {
  return {
    id: title,
    title,
    scopeName: '',
    stage: 'score',
    finished: false,
    star: null,
    people: 5,
    candidates: 0,
    solo: false,
    sample: false,
    rehearsal: false,
    sitting: 1,
    openQuestion: '',
    usedMinutes: 0,
    createdAt: 0,
    changedAt: 0,
    archivedAt: null,
    due: [],
    turnedDown: [],
    ...more,
  };
}
const down = (sentence: string, rejectedAt: number, comeBackWhen = ''): TurnedDown => ({
  sentence,
  reason: 'Too broad',
  comeBackWhen,
  rejectedAt,
});

it('finds_a_workshop_by_its_star_without_its_accents', () => {
  const found = find([workshop('Slotwell', { star: 'Réservations per week' }), workshop('Other')], 'RESERV');
  expect(found.workshops.map((one) => one.title)).toEqual(['Slotwell']);
});

it('finds_a_sentence_that_was_turned_down', () => {
  const found = find([workshop('Slotwell', { turnedDown: [down('Sign-ups per month', 1)] })], 'sign month');
  expect(found.turnedDown.map((one) => one.turnedDown.sentence)).toEqual(['Sign-ups per month']);
  expect(found.workshops, 'the title does not hold the words').toEqual([]);
});

it('puts_the_soonest_date_first_and_marks_what_is_overdue', () => {
  const list = dueSoon(
    [
      workshop('a', { due: [{ day: '2026-07-01', what: 'review' }] }),
      workshop('b', { due: [{ day: '2026-05-18', what: 'yearly check' }] }),
    ],
    noon,
  );
  expect(list.map((one) => [one.workshop.title, one.late])).toEqual([
    ['b', true],
    ['a', false],
  ]);
});

it('offers_a_second_look_only_where_a_condition_was_written', () => {
  const list = secondLooks([
    workshop('a', { turnedDown: [down('x', 5, 'it ships'), down('y', 1)] }),
    workshop('b', { turnedDown: [down('z', 2, 'we grow')] }),
  ]);
  expect(list.map((one) => one.turnedDown.sentence)).toEqual(['z', 'x']);
});

it('keeps_what_was_put_away_apart', () => {
  const { used, away } = shelved({
    workshops: [workshop('a'), workshop('b', { archivedAt: 3 })],
    unreadable: [],
    findings: [],
    readOnly: false,
  });
  expect([used.length, away.length]).toEqual([1, 1]);
});

it('says_where_a_workshop_stands', () => {
  expect(stageReached(workshop('a', { stage: 'frame', solo: true }))).toBe('Frame, 1 of 10. Solo');
});

it('cuts_a_title_so_that_its_copy_still_fits', () => {
  expect([...copyTitle('a'.repeat(80), 80)].length).toBe(80);
  expect(copyTitle('Slotwell', 80)).toBe('Slotwell, copy');
});

it('names_a_file_after_any_title', () => {
  expect(fileName('Slotwell, company star')).toBe('slotwell-company-star.sextant');
  expect(fileName('🌟')).toBe('workshop.sextant');
  expect(fileName('نجمة الشركة')).toBe('نجمة-الشركة.sextant');
});

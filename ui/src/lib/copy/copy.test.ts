import { expect, it } from 'vitest';
import { counted, inSentence, listed } from './counts.ts';
import { dateWords, dayWords, today } from './dates.ts';
import { optionsOf, stageWords } from './words.ts';

it('counts_one_and_many', () => {
  expect([counted(1, 'person', 'people'), counted(0, 'person', 'people')]).toEqual(['1 person', '0 people']);
});

it('joins_names_as_one_says_them', () => {
  expect(listed(['Priya'])).toBe('Priya');
  expect(listed(['Priya', 'Tomás', 'Hanna'])).toBe('Priya, Tomás and Hanna');
});

it('lowers_a_first_letter_but_no_acronym', () => {
  expect(inSentence('Prices follow use')).toBe('prices follow use');
  expect(inSentence('AI answers are read')).toBe('AI answers are read');
  expect(inSentence('')).toBe('');
});

it('writes_the_year_only_when_it_is_another_one', () => {
  const now = Date.parse('2026-06-02T12:00:00');
  expect(dayWords('2026-09-03', now)).toBe('3 September');
  expect(dayWords('2027-06-03', now)).toBe('3 June 2027');
  expect(dateWords(now, now)).toBe('2 June');
});

it('keeps_a_day_that_is_none_as_it_was_typed', () => {
  expect(dayWords('soon')).toBe('soon');
});

it('writes_today_as_a_day', () => {
  expect(today(Date.parse('2026-06-02T12:00:00'))).toBe('2026-06-02');
});

it('offers_stages_in_the_order_of_the_rail', () => {
  expect(optionsOf(stageWords).map((option) => option.value)[0]).toBe('set_up');
  expect(optionsOf(stageWords)).toHaveLength(11);
});

import { expect, test } from 'vitest';
import type { Baseline, Definition, Exclusion } from '$lib/bindings/index.ts';
import { answered, decided, rangeWords, readingWords, undecided, windowWords } from './define.ts';

const empty: Definition = {
  version: 1,
  candidateId: 'a',
  unit: '',
  event: '',
  qualifyingRule: '',
  denominator: null,
  denominatorText: '',
  dataSource: '',
  delay: '',
  rationale: '',
  workedExample: '',
  owner: '',
  starOperation: 'sum',
  windowLength: null,
  windowUnit: null,
  windowKind: null,
  weekStart: null,
  timeZone: '',
};
const noBaseline: Baseline = {
  value: null,
  low: null,
  high: null,
  unit: '',
  source: '',
  measuredOn: null,
  firstReadingOn: null,
};
const week: Definition = {
  ...empty,
  windowLength: 1,
  windowUnit: 'week',
  windowKind: 'calendar',
  weekStart: 'monday',
  timeZone: 'Europe/Berlin',
};
const exclusion = (id: string, decision: Exclusion['decision'], detail = ''): Exclusion => ({
  id,
  kind: 'staff',
  detail,
  decision,
});

test('the window reads as one line', () => {
  expect(windowWords(empty)).toBe('');
  expect(windowWords(week)).toBe('A calendar week, from Monday, Europe/Berlin');
  expect(windowWords({ ...week, windowLength: 28, windowUnit: 'day', windowKind: 'rolling' })).toBe(
    '28 rolling days, Europe/Berlin',
  );
});

test('exclusions are told apart by their decision, and an open one is open (R71)', () => {
  const all = [exclusion('1', 'left_out', 'Our own staff'), exclusion('2', 'left_out'), exclusion('3', null)];
  expect(decided(all, 'left_out')).toBe('Our own staff; Staff');
  expect(decided(all, 'kept_in')).toBe('');
  expect(undecided(all).map((one) => one.id)).toEqual(['3']);
});

test('a ratio has one field more to answer (R69)', () => {
  expect(answered(empty, [], noBaseline)).toEqual({ held: 0, all: 14 });
  expect(answered({ ...empty, denominator: 'nothing' }, [], noBaseline)).toEqual({ held: 1, all: 14 });
  expect(answered({ ...empty, denominator: 'ratio' }, [], noBaseline)).toEqual({ held: 1, all: 15 });
});

test('an unknown baseline with a first reading is an answer (R73)', () => {
  const later = { ...noBaseline, firstReadingOn: '2026-07-01' };
  expect(answered(empty, [], later).held).toBe(1);
  expect(rangeWords(later)).toBe('first reading on 1 July 2026');
  expect(rangeWords({ ...noBaseline, value: 412, low: 388, high: 421, source: 'over 12 weeks' })).toBe(
    '388 to 421, over 12 weeks',
  );
});

test('the rationale says how long it takes to read (R72)', () => {
  expect(readingWords('')).toContain('few sentences');
  expect(readingWords('word '.repeat(100))).toBe('100 words, about 30 seconds to read.');
  expect(readingWords('word '.repeat(400))).toContain('over a minute');
});

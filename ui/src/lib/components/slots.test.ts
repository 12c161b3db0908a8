import { expect, test } from 'vitest';
import {
  asItIs,
  emptySentence,
  isBlank,
  laidOut,
  missingSlots,
  sentenceText,
  thresholdOf,
  type SlotSentence,
} from './slots.ts';

const limits = { name: 80, line: 240 };
const accounts: SlotSentence = {
  ...emptySentence(),
  audience: 'Accounts',
  action: 'booked',
  threshold: 'at_least',
  thresholdCount: 5,
  unit: 'meetings',
};

test('the sentence reads as the core reads it', () => {
  expect(sentenceText(accounts)).toBe('Accounts that booked at least 5 meetings each week');
  expect(sentenceText({ ...accounts, threshold: 'any' })).toBe('Accounts that booked meetings each week');
  expect(sentenceText({ ...accounts, threshold: 'distinct_days', thresholdCount: 3 })).toBe(
    'Accounts that booked meetings on at least 3 days each week',
  );
  expect(
    sentenceText({ ...accounts, threshold: 'several_people', thresholdCount: 3, condition: 'with clients' }),
  ).toBe('Accounts that booked meetings by at least 3 people with clients each week');
  expect(sentenceText({ ...accounts, freeText: 'Meetings that took place' })).toBe(
    'Meetings that took place',
  );
});

test('a sentence without who, what or how often is not complete', () => {
  expect(missingSlots(accounts)).toEqual([]);
  expect(missingSlots(emptySentence())).toEqual(['audience', 'action']);
  expect(missingSlots({ ...accounts, thresholdCount: null, period: null })).toEqual(['threshold', 'period']);
  expect(missingSlots({ ...emptySentence(), freeText: 'Bookings', period: null })).toEqual(['period']);
});

test('a chosen period alone is still a blank sentence', () => {
  expect(isBlank(emptySentence())).toBe(true);
  expect(isBlank({ ...emptySentence(), unit: 'meetings' })).toBe(false);
});

test('words that stand outside audience and action are kept when saved as they are', () => {
  expect(asItIs({ ...emptySentence(), unit: 'meetings', condition: 'with clients' }).freeText).toBe(
    'meetings with clients',
  );
  expect(asItIs({ ...emptySentence(), action: 'booked' }).freeText).toBe('');
});

test('a free text is laid out in slots as a first draft', () => {
  const free = (freeText: string): SlotSentence => ({ ...emptySentence(), freeText, period: null });
  expect(laidOut(free('Accounts that booked at least 5 meetings per week'), limits)).toMatchObject({
    freeText: '',
    audience: 'Accounts',
    action: 'booked',
    threshold: 'at_least',
    thresholdCount: 5,
    unit: 'meetings',
    period: 'week',
  });
  expect(laidOut(free('Weekly active accounts that booked 5+ meetings'), limits)).toMatchObject({
    audience: 'active accounts',
    action: 'booked',
    thresholdCount: 5,
    unit: 'meetings',
    period: 'week',
  });
  expect(laidOut(free('Monthly recurring revenue'), limits)).toMatchObject({
    audience: '',
    action: 'recurring revenue',
    period: 'month',
  });
  expect(laidOut(free('حجوزات العملاء'), limits)).toMatchObject({ action: 'حجوزات العملاء', period: null });
});

test('a text too long for its slots is not cut without a word', () => {
  const long = `${'booked '.repeat(30)}meetings`;
  const draft = laidOut({ ...emptySentence(), freeText: long }, limits);
  expect(draft.action).toBe('');
  expect(draft.condition).toBe(long);
});

test('a threshold takes whole numbers from one to a million', () => {
  expect(thresholdOf('5')).toBe(5);
  expect(thresholdOf('0')).toBeNull();
  expect(thresholdOf('many')).toBeNull();
  expect(thresholdOf('9999999')).toBe(1_000_000);
});

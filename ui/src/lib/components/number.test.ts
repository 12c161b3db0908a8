import { expect, test } from 'vitest';
import { echoOf, printMeasure, readNumber, typedNumber } from './number.ts';

const value = (text: string, locale?: string): number | string => {
  const read = readNumber(text, locale);
  return read.kind === 'number' ? read.value : read.kind;
};

test('both marks together are read the same in every locale (F93)', () => {
  for (const locale of ['en', 'de', 'fr', 'ar-EG']) {
    expect(value('1,234.5', locale)).toBe(1234.5);
    expect(value('1.234,5', locale)).toBe(1234.5);
    expect(value('1.234.567,25', locale)).toBe(1234567.25);
  }
});

test('spaces and apostrophes separate thousands (F93)', () => {
  expect(value('1 234,5', 'fr')).toBe(1234.5);
  expect(value('1\u202f234,5', 'fr')).toBe(1234.5);
  expect(value('1’234.5', 'de-CH')).toBe(1234.5);
});

test('arabic, persian and devanagari digits are read (F93)', () => {
  expect(value('١٬٢٣٤٫٥', 'ar-EG')).toBe(1234.5);
  expect(value('۴۱۲')).toBe(412);
  expect(value('१२३')).toBe(123);
  expect(value('\u200f٤١٢')).toBe(412);
});

test('one mark before three digits follows the locale and is said aloud (F93)', () => {
  expect(value('1,234', 'en')).toBe(1234);
  expect(value('1.234', 'en')).toBe(1.234);
  expect(value('1.234', 'de')).toBe(1234);
  expect(value('1,234', 'de')).toBe(1.234);
  expect(echoOf(readNumber('1.234', 'de'))).toBe('Read as 1,234, a whole number.');
  expect(echoOf(readNumber('1.234', 'en'))).toBe('Read as 1.234, with decimals.');
});

test('one mark before any other number of digits is a decimal mark', () => {
  expect(value('39,7', 'en')).toBe(39.7);
  expect(value('0.397', 'de')).toBe(0.397);
  expect(value('39,7 %', 'de')).toBe(39.7);
});

test('indian grouping and signs are read', () => {
  expect(value('1,00,000')).toBe(100000);
  expect(value('−5')).toBe(-5);
  expect(value('+5')).toBe(5);
});

test('what is not a number is said to be none', () => {
  for (const text of ['about 400', '1.2.3', '1,23,4', '4e9', '.', '12-3', '1,234.5.6']) {
    expect(value(text)).toBe('unreadable');
  }
  expect(value('  ')).toBe('empty');
});

test('a number typed again is read as the same number', () => {
  for (const locale of ['en', 'de', 'fr', 'ar-EG']) {
    for (const number of [412, 39.7, 1.234, 1038, -0.5, 1234567.125]) {
      expect(value(typedNumber(number, locale), locale)).toBe(number);
    }
  }
});

test('a percent sign stands next to its number', () => {
  expect(printMeasure(39.7, '%')).toBe('39.7%');
  expect(printMeasure(1038, 'accounts')).toBe('1,038 accounts');
  expect(printMeasure(null, 'accounts')).toBe('');
});

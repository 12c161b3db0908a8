import { expect, test } from 'vitest';
import type { CellPlace, Criterion } from '$lib/bindings/index.ts';
import { TypedSheet, markOfKey, sheetLines } from './sheet.svelte.ts';

const six: Criterion[] = [
  'customer_value',
  'product_strategy',
  'leads_revenue',
  'actionable',
  'understandable',
  'measurable',
];
const cells = (...wanted: [string, Criterion[]][]): CellPlace[] =>
  wanted.flatMap(([candidateId, criteria]) => criteria.map((criterion) => ({ candidateId, criterion })));
const two = (): TypedSheet => new TypedSheet(sheetLines(cells(['a', six], ['b', six])));
const type = (sheet: TypedSheet, keys: string): void => [...keys].forEach((key) => sheet.press(key));

test('a sheet has one line for each candidate with the boxes that the round asks for', () => {
  expect(sheetLines(cells(['a', six], ['b', ['measurable']]))).toEqual([
    { candidateId: 'a', criteria: six },
    { candidateId: 'b', criteria: ['measurable'] },
  ]);
});

test('six figures fill a line and go on to the next', () => {
  const sheet = two();
  type(sheet, '012339');
  expect([sheet.line, sheet.box]).toEqual([1, 0]);
  type(sheet, '-?0123');
  expect(sheet.missing).toBe(0);
  expect(sheet.scores().map((score) => score.level)).toEqual([
    ...['0', '1', '2', '3', '3', '?'],
    ...['?', '?', '0', '1', '2', '3'],
  ]);
  expect([sheet.line, sheet.box]).toEqual([1, 5]);
});

test('nine and the dash stand for cannot judge', () => {
  expect(['0', '3', '9', '-', '?', '4', 'a', ' '].map(markOfKey)).toEqual([
    '0',
    '3',
    '?',
    '?',
    '?',
    null,
    null,
    null,
  ]);
});

test('a sign that is no mark is told at its box, keeps the place, and goes with the next mark', () => {
  const sheet = two();
  type(sheet, '3');
  expect(sheet.press('7')).toBe(false);
  expect([sheet.line, sheet.box]).toEqual([0, 1]);
  expect(sheet.faultOf(0, 1)).toContain('“7” is no mark');
  expect(sheet.faultOf(0, 0)).toBeNull();
  expect(sheet.press('2')).toBe(true);
  expect(sheet.faultOf(0, 1)).toBeNull();
});

test('rubbing out empties the box before when this one is empty', () => {
  const sheet = two();
  type(sheet, '321');
  sheet.rub();
  expect([sheet.line, sheet.box, sheet.markOf(0, 2)]).toEqual([0, 2, null]);
  sheet.rub();
  expect([sheet.box, sheet.markOf(0, 1), sheet.markOf(0, 0)]).toEqual([1, null, '3']);
});

test('a sheet with a gap is not handed in: the first empty box is named', () => {
  const sheet = two();
  type(sheet, '333333');
  sheet.at(1, 2);
  type(sheet, '3333');
  expect(sheet.missing).toBe(2);
  expect(sheet.firstGap()).toBe(true);
  expect([sheet.line, sheet.box]).toEqual([1, 0]);
  expect(sheet.faultOf(1, 0)).toContain('empty');
  type(sheet, '33');
  expect(sheet.firstGap()).toBe(false);
});

test('arrows cross the lines, keep the column, and stop at both ends', () => {
  const sheet = new TypedSheet(sheetLines(cells(['a', six], ['b', ['measurable']])));
  sheet.move(-1);
  expect([sheet.line, sheet.box]).toEqual([0, 0]);
  sheet.at(0, 4);
  sheet.moveLine(1);
  expect([sheet.line, sheet.box]).toEqual([1, 0]);
  sheet.move(-1);
  expect([sheet.line, sheet.box]).toEqual([0, 5]);
});

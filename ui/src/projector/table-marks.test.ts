import { expect, test } from 'vitest';
import type { Level, TableMark } from '$lib/bindings/index.ts';
import { drawnTables, markWords } from './table-marks.ts';

const mark = (
  atTable: number,
  halfPoints: number,
  lowest: Level | null = null,
  highest: Level | null = null,
) => ({ atTable, halfPoints, lowest, highest }) satisfies TableMark;

test('each table of a room of thirty has a line with its median and its range', () => {
  const lines = drawnTables([mark(1, 3, '0', '2'), mark(2, 6, '2', '3')]);
  expect(lines.map(markWords)).toEqual([
    'Table 1: median 1.5, from 0 to 2',
    'Table 2: median 3, from 2 to 3',
  ]);
});

test('where both ends would give people away the medians stand alone', () => {
  expect(drawnTables([mark(1, 4), mark(2, 6)]).map((line) => line.range)).toEqual([null, null]);
});

test('more than six tables share a line with those of the same median', () => {
  const many = Array.from({ length: 12 }, (_, place) => mark(place + 1, place < 7 ? 4 : 2, '0', '3'));
  const lines = drawnTables([...many, mark(13, 0)]);
  expect(lines.map(({ label, halfPoints }) => [label, halfPoints])).toEqual([
    ['Table 13', 0],
    ['5 tables', 2],
    ['7 tables', 4],
  ]);
  expect(lines.every((line) => line.range === null)).toBe(true);
});

import { describe, expect, it } from 'vitest';
import { cutPages, firstFew, headlineSize } from './pages.ts';

describe('pages of a wall', () => {
  it('shows everything at once when it fits', () => {
    expect(cutPages([10, 10, 10], 30)).toEqual([{ from: 0, to: 3 }]);
  });
  it('cuts where the space ends and loses no row', () => {
    expect(cutPages([10, 10, 10, 10], 25)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ]);
  });
  it('gives a row that is too tall a page of its own', () => {
    expect(cutPages([50, 10], 25)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
  });
  it('fills columns one after the other', () => {
    expect(cutPages([10, 10, 10, 10], 20, 2)).toEqual([{ from: 0, to: 4 }]);
  });
});

describe('a headline', () => {
  it('grows smaller with its length', () => {
    expect(headlineSize('Meetings booked per week')).toBe('short');
    expect(headlineSize('x'.repeat(100))).toBe('middle');
    expect(headlineSize('x'.repeat(200))).toBe('long');
  });
});

it('a long list is shown by its first few, and the rest is counted', () => {
  expect(firstFew(['a', 'b', 'c'])).toEqual({ shown: ['a', 'b', 'c'], more: 0 });
  expect(firstFew(['a', 'b', 'c', 'd', 'e'])).toEqual({ shown: ['a', 'b', 'c'], more: 2 });
  expect(firstFew([])).toEqual({ shown: [], more: 0 });
});

import { describe, expect, it } from 'vitest';
import { MOST_LINES, shownOf } from './crowd.ts';

const people = (count: number) => Array.from({ length: count }, (_, id) => ({ id, done: id % 3 !== 0 }));
const missing = (person: { done: boolean }): boolean => !person.done;

describe('a list of people', () => {
  it('shows everybody in order as long as the lines go', () => {
    const all = people(MOST_LINES);
    expect(shownOf(all, missing)).toEqual({ shown: all, more: 0 });
  });

  it('of a crowd shows whoever is waited for first, and counts the rest', () => {
    const { shown, more } = shownOf(people(90), missing);
    expect(shown.map((one) => one.id).slice(0, 3)).toEqual([0, 3, 6]);
    expect(shown.filter(missing)).toHaveLength(30);
    expect(shown).toHaveLength(MOST_LINES);
    expect(more).toBe(50);
  });

  it('of a crowd that nobody waits for shows the first', () => {
    const { shown, more } = shownOf(people(300));
    expect(shown.map((one) => one.id)).toEqual(Array.from({ length: MOST_LINES }, (_, id) => id));
    expect(more).toBe(260);
  });
});

import { SvelteMap } from 'svelte/reactivity';
import type { Criterion, HandCount, HandTally, Level } from '$lib/bindings/index.ts';

/** Hands per level for one cell. */
export type HandRow = Record<Level, number>;

const levels: readonly Level[] = ['0', '1', '2', '3', '?'];

/** What was counted for a cell, or nothing when nobody counted it. */
export function handsIn(
  tallies: readonly HandTally[],
  candidateId: string,
  criterion: Criterion,
): HandRow | null {
  const mine = tallies.filter((tally) => tally.candidateId === candidateId && tally.criterion === criterion);
  if (mine.length === 0) return null;
  const row: HandRow = { '0': 0, '1': 0, '2': 0, '3': 0, '?': 0 };
  for (const tally of mine) row[tally.level] = tally.count;
  return row;
}

/** Five typed numbers as a row: empty counts as none, anything else must be a whole number up to 300. */
export function readHands(fields: readonly string[]): HandRow | null {
  const row: HandRow = { '0': 0, '1': 0, '2': 0, '3': 0, '?': 0 };
  for (const [place, level] of levels.entries()) {
    const text = (fields[place] ?? '').trim();
    if (text === '') continue;
    if (!/^\d{1,3}$/.test(text) || Number(text) > 300) return null;
    row[level] = Number(text);
  }
  return row;
}

/** A row as it is sent. */
export function handCounts(row: HandRow): HandCount[] {
  return levels.map((level) => ({ level, count: row[level] }));
}

/** What stands in the fields of each row until it has been sent. */
export class TypedHands {
  #rows = new SvelteMap<string, readonly string[]>();

  get(row: string): readonly string[] | null {
    return this.#rows.get(row) ?? null;
  }

  set(row: string, fields: readonly string[]): void {
    this.#rows.set(row, fields);
  }

  /** Forgets a row after it was kept, unless somebody has typed on since. */
  kept(row: string, sent: readonly string[]): void {
    if (this.#rows.get(row) === sent) this.#rows.delete(row);
  }
}

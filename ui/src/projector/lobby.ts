import type { LobbyEntry } from '$lib/bindings/index.ts';

/** One line of the lobby in a large room. */
export interface LobbyTable {
  /** None: people who have no table yet. */
  table: number | null;
  here: number;
  of: number;
}

/** Up to this many people have a line each. */
const oneRoom = 12;

/** The tables of a large room with how many are here; nothing while there are none. */
export function tablesOf(people: readonly LobbyEntry[]): LobbyTable[] | null {
  if (people.length <= oneRoom || people.every((person) => person.atTable === null)) return null;
  const rows = new Map<number | null, LobbyTable>();
  for (const { atTable, here } of people) {
    const row = rows.get(atTable) ?? { table: atTable, here: 0, of: 0 };
    rows.set(atTable, { ...row, here: row.here + (here ? 1 : 0), of: row.of + 1 });
  }
  // Whoever has no table comes last.
  return [...rows.values()].sort((a, b) => (a.table ?? Infinity) - (b.table ?? Infinity));
}

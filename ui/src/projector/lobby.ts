import type { LobbyEntry } from '$lib/bindings/index.ts';
import { disciplineWords } from '$lib/copy/words.ts';

/** One line of the lobby in a large room: a table, or all who speak for the same. */
export interface LobbyGroup {
  label: string;
  here: number;
  of: number;
}

/** Up to this many people have a line each. */
const oneRoom = 12;

/** The tables of a large room, or its disciplines while there are no tables; nothing in a small one. */
export function groupsOf(people: readonly LobbyEntry[]): LobbyGroup[] | null {
  if (people.length <= oneRoom) return null;
  const tables = people.some((person) => person.atTable !== null);
  const rows = new Map<string, LobbyGroup & { place: number }>();
  for (const { atTable, discipline, here } of people) {
    // Whoever has no table comes last.
    const place = tables ? (atTable ?? Infinity) : 0;
    const table = atTable === null ? 'No table yet' : `Table ${atTable}`;
    const label = tables ? table : disciplineWords[discipline];
    const row = rows.get(label) ?? { label, here: 0, of: 0, place };
    rows.set(label, { ...row, here: row.here + (here ? 1 : 0), of: row.of + 1 });
  }
  return [...rows.values()]
    .sort((a, b) => a.place - b.place)
    .map(({ label, here, of }) => ({ label, here, of }));
}

import type { PersonView } from '$lib/bindings/index.ts';
import type { Option } from '$lib/components/options.ts';
import { scorersOf } from './answers.ts';

/** Up to this many people talk as one room. */
const oneRoom = 12;
/** No roster needs more tables than this. */
const mostTables = 60;

/** A choice on the roster: a table's number, or none. */
export type TableChoice = 'none' | `${number}`;

/** Whether more people score than can talk as one room. */
export function tooManyForOneRoom(people: readonly PersonView[]): boolean {
  return scorersOf(people).length > oneRoom;
}

/** Whether the roster shows tables: it is a large room, or somebody still has one. */
export function showsTables(people: readonly PersonView[]): boolean {
  return tooManyForOneRoom(people) || people.some((person) => person.atTable !== null);
}

/** Every table there is and one more, for whoever wants to open it. */
export function tableOptions(people: readonly PersonView[]): Option<TableChoice>[] {
  const highest = Math.max(0, ...people.map((person) => person.atTable ?? 0));
  const count = Math.min(mostTables, highest + 1);
  return [
    { value: 'none', label: 'none' },
    ...Array.from({ length: count }, (_, place) => ({
      value: `${place + 1}` as const,
      label: `${place + 1}`,
    })),
  ];
}

export function choiceOf(table: number | null): TableChoice {
  return table === null ? 'none' : `${table}`;
}

export function tableOf(choice: TableChoice): number | null {
  return choice === 'none' ? null : Number(choice);
}

/** How the people who score are divided, in one sentence. */
export function seatedWords(people: readonly PersonView[]): string {
  const scorers = scorersOf(people);
  if (!tooManyForOneRoom(people))
    return `${scorers.length} write and score now. Up to ${oneRoom} talk as one room.`;
  const tables = new Set(scorers.flatMap((person) => person.atTable ?? []));
  const without = scorers.filter((person) => person.atTable === null).length;
  if (tables.size === 0)
    return `${scorers.length} people are too many for one talk. Everybody still writes and marks alone.`;
  const at = tables.size === 1 ? '1 table' : `${tables.size} tables`;
  if (without === 0) return `${scorers.length} people at ${at}.`;
  return `${scorers.length - without} people at ${at}, ${without} without one.`;
}

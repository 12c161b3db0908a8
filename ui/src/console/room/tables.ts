import type { ConsoleView, PersonView, RoomSession, TableView } from '$lib/bindings/index.ts';
import type { Option } from '$lib/components/options.ts';
import { counted } from '$lib/copy/counts.ts';

type Seen = Pick<ConsoleView, 'head' | 'people' | 'frameAsks'>;

/** Whose answers are counted where tables answer together: tables, and people who sit at none. */
export interface Voices {
  tables: number;
  alone: number;
  done: number;
}

/** Whether seats are asked for something that tables answer. */
function asked(view: Seen): boolean {
  return view.head.stage === 'frame' ? view.frameAsks.some((ask) => ask.open) : true;
}

/** How many have answered; nothing where everybody answers alone, or nothing is asked. */
export function voices(room: RoomSession, view: Seen): Voices | null {
  if (room.tables.length === 0 || !asked(view)) return null;
  const seat = (id: string) => room.seats.find((one) => one.participantId === id);
  // Only the frame asks for one answer each; elsewhere people without a table send what they like.
  const alone =
    view.head.stage === 'frame'
      ? view.people.filter((one) => one.atTable === null && one.roles.includes('contributor') && seat(one.id))
      : [];
  const done =
    room.tables.filter((table) => table.done).length + alone.filter((one) => seat(one.id)?.done).length;
  return { tables: room.tables.length, alone: alone.length, done };
}

/** `3 of 5 tables`; with people at no table `4 of 7, 5 tables and 2 people`. */
export function voiceWords({ tables, alone, done }: Voices): string {
  if (alone === 0) return `${done} of ${counted(tables, 'table', 'tables')}`;
  const who = `${counted(tables, 'table', 'tables')} and ${counted(alone, 'person', 'people')}`;
  return `${done} of ${tables + alone}, ${who}`;
}

/** Who may write for a table: the table itself decides, or one who sits there. */
export function holderOptions(table: TableView, people: readonly PersonView[]): Option<string>[] {
  const name = (id: string): string => people.find((one) => one.id === id)?.name ?? '';
  return [
    { value: 'none', label: 'nobody yet' },
    ...table.people.map((id) => ({ value: id, label: name(id) })),
  ];
}

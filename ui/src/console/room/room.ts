import type {
  ConsoleView,
  Discipline,
  PersonView,
  RoomAnnouncement,
  RoomSession,
  Stage,
} from '$lib/bindings/index.ts';
import { counted } from '$lib/copy/counts.ts';
import { disciplineWords } from '$lib/copy/words.ts';
import { voices, voiceWords } from './tables.ts';

/** Somebody with a device of their own. */
export interface SeatedPerson {
  id: string;
  name: string;
  discipline: Discipline;
  /** They see and do not answer. */
  watches: boolean;
  present: boolean;
  done: boolean;
}

/** The stage and step, and whatever of the view says what is asked of people now. */
export type Asking = Pick<ConsoleView, 'head' | 'people' | 'frameAsks' | 'score'>;

/** Everybody with a device, in the order of the roster. */
export function seated(room: RoomSession, people: readonly PersonView[]): SeatedPerson[] {
  const seats = new Map(room.seats.map((one) => [one.participantId, one]));
  return people.flatMap((person) => {
    const seat = seats.get(person.id);
    if (!seat) return [];
    const { id, name, discipline, roles } = person;
    const watches = !roles.includes('contributor');
    return [{ id, name, discipline, watches, present: seat.present, done: seat.done }];
  });
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whose name or discipline holds every word of what was typed. */
export function found<P extends Pick<PersonView, 'name' | 'discipline'>>(
  people: readonly P[],
  query: string,
): readonly P[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((person) => {
    const text = plain(`${person.name} ${disciplineWords[person.discipline]}`);
    return words.every((word) => text.includes(word));
  });
}

/** Whether somebody said on their own device that what is asked now is done. */
export function doneOnDevice(room: RoomSession, id: string): boolean {
  return room.seats.some((one) => one.participantId === id && one.done);
}

/** Whether somebody has a device, and whether it is connected now. */
export function deviceOf(room: RoomSession, id: string): 'none' | 'here' | 'away' {
  const seat = room.seats.find((one) => one.participantId === id);
  return seat === undefined ? 'none' : seat.present ? 'here' : 'away';
}

/** People who are here without a device: they use the passed keyboard or paper. */
export function withoutDevice(room: RoomSession, people: readonly PersonView[]): PersonView[] {
  const seats = new Set(room.seats.map((one) => one.participantId));
  return people.filter((person) => person.attending && !seats.has(person.id));
}

/** Whether the seats are asked for something that can be done: an answer, writing, a ballot. */
export function asksNow(view: Asking): boolean {
  const stage: Stage = view.head.stage;
  if (stage === 'frame') return view.frameAsks.some((ask) => ask.open);
  if (stage === 'score') return view.score.rounds.at(-1)?.status === 'open';
  return stage === 'write';
}

/** How many are asked, are here and are done. */
export interface Progress {
  seats: number;
  here: number;
  /** Seats that are asked for something now; none when nothing is asked. */
  asked: number;
  done: number;
  /** Everybody who is here and is asked has done it. */
  allIn: boolean;
}

/** Where the room stands, from presence and ticks alone. */
export function progress(room: RoomSession, view: Asking): Progress {
  const all = seated(room, view.people);
  const asked = asksNow(view) ? all.filter((one) => !one.watches) : [];
  const here = asked.filter((one) => one.present);
  return {
    seats: all.length,
    here: all.filter((one) => one.present).length,
    asked: asked.length,
    done: asked.filter((one) => one.done).length,
    allIn: here.length > 0 && here.every((one) => one.done),
  };
}

/** The live room in one line: `7 of 8 here, 5 done`. */
export function roomLine(room: RoomSession, view: Asking): string {
  const { seats, here, asked, done } = progress(room, view);
  if (seats === 0) return 'Nobody has joined yet';
  const line = `${here} of ${seats} here`;
  const tables = voices(room, view);
  if (tables !== null) return `${line}, ${voiceWords(tables)}`;
  return asked === 0 ? line : `${line}, ${done} done`;
}

/** What the bar says about the room; while ballots come in, how many are in. */
export function barWords(room: RoomSession, view: Asking, ballots: string | null): string {
  if (room.waiting.length > 0) return waitingWords(room.waiting.length);
  if (ballots !== null) return ballots;
  if (room.announcement === null) return room.seats.length > 0 ? 'Room is closed' : 'Open the room';
  const { seats, here } = progress(room, view);
  return seats === 0 ? 'Room: nobody yet' : `Room: ${here} of ${seats}`;
}

export function waitingWords(count: number): string {
  return count === 1 ? '1 waits to come in' : `${count} wait to come in`;
}

/** The page that tells a phone, and this window, that they reach each other. */
export function selfTestAddress(announcement: RoomAnnouncement): string {
  const scheme = announcement.encrypted ? 'https' : 'http';
  return `${scheme}://${announcement.shortAddress.replace(/^https?:\/\//u, '')}/reach`;
}

/** What the way to the room keeps from others, in words a facilitator can say aloud. */
export function connectionWords(announcement: RoomAnnouncement): string {
  return announcement.encrypted
    ? 'The way to this room is encrypted. Nobody on the network in between can read what is sent.'
    : 'The way to this room is not encrypted (plain HTTP). Somebody on this network who tries could read what is sent. Use a network you trust, or serve the room behind a proxy with a certificate.';
}

export function reachedWords(reached: number): string {
  return reached === 0
    ? 'No phone has reached this computer yet.'
    : `${counted(reached, 'phone has', 'phones have')} reached this computer.`;
}

/** What usually stands between a phone and this computer, and the way out. */
export const whenNobodyGetsThrough: readonly { what: string; way: string }[] = [
  {
    what: 'Firewall',
    way: 'Allow incoming connections for Sextant on this computer, for private networks.',
  },
  {
    what: 'Guest network',
    way: 'It often keeps devices apart on purpose. Use the ordinary network, on both sides.',
  },
  {
    what: 'Another network',
    way: 'Phones on mobile data or on another Wi-Fi do not see this computer. Join the same one.',
  },
  {
    what: 'Hotspot',
    way: 'Switch on the hotspot of this computer or of one phone, let all join it, and choose its address here.',
  },
];

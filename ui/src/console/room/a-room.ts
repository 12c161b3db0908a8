import type { ConsoleView, Contribution, PersonView, RoomSession } from '$lib/bindings/index.ts';

/** A person of a test's roster. */
export function person(id: string, more: Partial<PersonView> = {}): PersonView {
  return {
    id,
    name: id,
    discipline: 'product',
    roles: ['contributor'],
    attending: true,
    handedIn: false,
    position: 0,
    atTable: null,
    ...more,
  };
}

/** An open room of a test; `+` marks somebody who is done, `-` somebody out of reach. */
export function room(seats: readonly string[], more: Partial<RoomSession> = {}): RoomSession {
  return {
    announcement: {
      link: 'http://192.168.1.20:7040/#00',
      modules: ['1'],
      shortAddress: '192.168.1.20:7040',
      code: 'HQ7 K3M',
      interface: 'wlan0',
      encrypted: false,
      reached: 0,
    },
    lobby: false,
    locked: false,
    joinShown: false,
    seats: seats.map((seat) => ({
      participantId: seat.replace(/[+-]/gu, ''),
      present: !seat.includes('-'),
      done: seat.includes('+'),
    })),
    waiting: [],
    speakers: [],
    read: [],
    tables: [],
    ...more,
  };
}

/** The few parts of a view that the room reads. */
export function viewOf(stage: ConsoleView['head']['stage'], people: PersonView[], more = {}): ConsoleView {
  const view: unknown = {
    head: { stage, solo: false },
    people,
    tables: [],
    answering: 'alone',
    frameAsks: [],
    candidates: [],
    contributions: [],
    write: { candidates: 0, actions: 0, enough: 10, plenty: 15, revealed: false },
    score: { step: 'alone', rounds: [], map: null },
    ...more,
  };
  return view as ConsoleView;
}

/** Something sent from a seat of a test. */
export function sent(kind: Contribution['kind'], more: Partial<Contribution> = {}): Contribution {
  return {
    id: kind,
    kind,
    candidateId: null,
    sameAsId: null,
    criterion: null,
    challenge: null,
    verdict: null,
    signal: null,
    field: null,
    teamId: null,
    inputId: null,
    suits: null,
    text: '',
    settled: false,
    ...more,
  };
}

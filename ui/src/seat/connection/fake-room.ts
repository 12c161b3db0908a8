import type { OwnSeat, RoomDoor, SeatOwn, SeatRoom, SeatTask } from '$lib/bindings/index.ts';
import { keepInMemory, type Keep } from './keep.ts';
import type { RoomDoors } from './room-door.ts';
import { SeatConnection } from './seat.svelte.ts';
import type { SocketLike } from './socket.ts';

/** One side of a connection that a test holds in its hand. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  isClosed = false;

  send(text: string): void {
    if (this.isClosed) throw new Error('closed');
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.isClosed = true;
  }
  /** The network opens it. */
  open(): void {
    this.onopen?.();
  }
  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  /** The network cuts it. */
  cut(): void {
    this.isClosed = true;
    this.onclose?.();
  }
  get commands(): Record<string, unknown>[] {
    return this.sent.filter((message) => message['type'] === 'command');
  }
}

export const ownSeat = (part: Partial<OwnSeat> = {}): SeatOwn & { kind: 'seated' } => ({
  kind: 'seated',
  participantId: 'p-1',
  name: 'Yusuf',
  scores: true,
  watches: false,
  atTable: null,
  tableHold: null,
  sentForTable: null,
  frameAnswers: [],
  candidates: [],
  actions: [],
  doneWriting: false,
  handedIn: false,
  ballot: [],
  earlier: [],
  marks: [],
  contributions: [],
  objections: [],
  speaking: [],
  read: [],
  ...part,
});

export const seatRoom = (task: SeatTask, part: Partial<SeatRoom> = {}): SeatRoom => ({
  workshopId: 'w-1',
  title: 'Slotwell, company star',
  stage: 'write',
  stageLabel: 'Write alone',
  promise: 'Answers, candidates and marks stay hidden until they are shown to all at once.',
  timer: { plannedSeconds: 600, remainingMs: 272_000, running: true },
  agreed: [],
  task,
  ...part,
});

export const writing: SeatTask = {
  kind: 'write',
  question: 'What would you count?',
  count: 3,
  enough: 10,
  plenty: 15,
};

/** What stands at the door of a test's room. */
export function aDoor(more: Partial<RoomDoor> = {}): RoomDoor {
  return {
    workshopId: 'w-1',
    title: 'Slotwell, company star',
    promise: 'Hidden.',
    named: false,
    disciplines: [],
    lobby: false,
    locked: false,
    ...more,
  };
}

/** A page with a network in the test's hand. */
export function fakeRoom(
  options: { keep?: Keep; tab?: Keep; secret?: string | null; doors?: Partial<RoomDoors> } = {},
) {
  const sockets: FakeSocket[] = [];
  const keep = options.keep ?? keepInMemory();
  const tab = options.tab ?? keepInMemory();
  let reloads = 0;
  const door = aDoor();
  const connection = new SeatConnection({
    doors: {
      enter: () => Promise.resolve({ pass: 'pass-1', door }),
      join: () => Promise.resolve('5eat0000000000000000000000000001'),
      reach: () => Promise.resolve(),
      ...options.doors,
    },
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as SocketLike;
    },
    keep,
    tab,
    secret: options.secret ?? null,
    build: 'seat-abc.js',
    reload: () => (reloads += 1),
  });
  return {
    connection,
    sockets,
    keep,
    tab,
    get reloads() {
      return reloads;
    },
    get socket(): FakeSocket {
      const last = sockets.at(-1);
      if (last === undefined) throw new Error('no socket was opened');
      return last;
    },
    /** The room answers with the seat and what everybody sees. */
    seat(own: SeatOwn = ownSeat(), task: SeatTask = writing): void {
      this.socket.open();
      this.socket.say({ type: 'own', revision: 1, own });
      this.socket.say({ type: 'room', revision: 1, room: seatRoom(task) });
    },
  };
}

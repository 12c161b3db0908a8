import { SvelteMap } from 'svelte/reactivity';
import { ApiError, asApiError, readApiError } from '$lib/backend/errors.ts';
import { backOff, pauseOrOnline } from '$lib/backend/outbox.ts';
import { Connection } from '$lib/backend/connection.svelte.ts';
import { Countdown } from '$lib/countdown.svelte.ts';
import type { JoinRequest, SeatCommand, SeatOwn, SeatRoom, SeatView } from '$lib/bindings/index.ts';
import type { Door, Returned } from '../door.ts';
import { readWhy, type Why } from './ended.ts';
import { draftsIn, type Drafts, type Keep } from './keep.ts';
import { SeatOutbox } from './outbox.svelte.ts';
import { isNo, type Knock, type Pass, type RoomDoors } from './room-door.ts';
import { forgetSeat, heldSeats, holdSeat } from './seats.ts';
import { SeatSocket, type SocketLike } from './socket.ts';
import { wordsOf } from './words-of.ts';

/** Where somebody stands between the QR code and their seat. */
export type Phase =
  | { kind: 'opening' }
  | { kind: 'code'; problem: ApiError | null }
  | ({ kind: 'join' } & Pass)
  | { kind: 'seat' }
  | { kind: 'ended'; why: Why };

export interface SeatWorld {
  doors: RoomDoors;
  open: () => SocketLike;
  keep: Keep;
  /** What only this tab keeps. */
  tab: Keep;
  /** The secret that the address carried. */
  secret: string | null;
  /** Which build of the page this is (F49). */
  build: string;
  reload: () => void;
}

/** How long a command may stay unanswered before the connection counts as dead. */
const answerWithin = 20_000;
/** After this the writer goes on; the command is kept here and goes by itself. */
const goOnAfter = 2500;
/** The own half comes right behind a "done"; where nothing has changed it does not come at all. */
const ownFollows = 80;
/** Out of reach is said only when it lasts. */
const sayLostAfter = 1500;
/** So many in ten seconds are far below what the room takes for a flood. */
const mostInTenSeconds = 24;

/** One device's seat: how it comes in, what it shows, and what it sends. */
export class SeatConnection implements Door {
  phase: Phase = $state.raw({ kind: 'opening' });
  own: SeatOwn | null = $state.raw(null);
  room: SeatRoom | null = $state.raw(null);
  refusal: ApiError | null = $state.raw(null);
  returned: readonly Returned[] = $state.raw([]);
  /** Ended for now; the page tries again by itself. */
  paused: Why | null = $state.raw(null);
  /** Whether the seat was taken on this page just now, for the catch-up of whoever comes late. */
  isNew = $state(false);
  readonly line = new Connection();
  readonly drafts: Drafts;
  readonly #world: SeatWorld;
  readonly #socket: SeatSocket;
  readonly #countdown = new Countdown();
  #outbox: SeatOutbox | null = $state.raw(null);
  #seat: string | null = null;
  /** Whose drafts these are; it stays when the seat ends, so that the last words are kept in their place. */
  #whose = '';
  /** The way back to the join page when a held seat turns out to open nothing. */
  #otherwise: Pass | null = null;
  #ready = false;
  #sending: string | null = null;
  #sent: number[] = [];
  /** What the room has said done to, for the moment until the own half follows. */
  #done: string | null = null;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost: ReturnType<typeof setTimeout> | undefined;
  #waiters = new SvelteMap<string, (done: boolean) => void>();

  constructor(world: SeatWorld) {
    this.#world = world;
    this.drafts = draftsIn(world.keep, () => this.#whose);
    this.#socket = new SeatSocket({
      open: world.open,
      hello: () => ({ type: 'hello', seat: this.#seat, build: world.build }),
      said: (message) => this.#hear(message),
      lost: () => this.#down(),
    });
  }

  get view(): SeatView | null {
    return this.own?.kind === 'seated' && this.room !== null ? { room: this.room, own: this.own } : null;
  }

  get waiting(): readonly SeatCommand[] {
    return this.#outbox?.letters.map((letter) => letter.command) ?? [];
  }

  get seconds(): number | null {
    const timer = this.room?.timer;
    const counts = timer !== undefined && (timer.running || this.#countdown.seconds < timer.plannedSeconds);
    return counts ? this.#countdown.seconds : null;
  }

  /** Comes in by what the address, this tab or this device holds. */
  async begin(): Promise<void> {
    const { secret, tab, keep } = this.#world;
    if (secret !== null) return this.#enter({ secret });
    const pass = readPass(tab.get('pass'));
    const held = heldSeats(keep)[0];
    if (pass !== null) this.#ask(pass);
    else if (held !== undefined) this.#sit(held.secret);
    else this.phase = { kind: 'code', problem: null };
  }

  /** Comes in by the code of the big screen. */
  enterByCode(code: string): Promise<void> {
    return this.#enter({ code });
  }

  /** Asks for a seat. False with `refusal` when there is none. */
  async join(request: JoinRequest): Promise<boolean> {
    if (this.phase.kind !== 'join') return false;
    const { pass, door } = this.phase;
    try {
      const secret = await this.#world.doors.join(pass, request);
      this.#world.tab.remove('pass');
      holdSeat(this.#world.keep, { secret, workshopId: door.workshopId });
      this.isNew = true;
      this.refusal = null;
      this.#otherwise = null;
      this.#sit(secret);
      return true;
    } catch (error) {
      this.refusal = asApiError(error);
      return false;
    }
  }

  /** What the button under an ending does. */
  async goOn(): Promise<void> {
    const why = this.phase.kind === 'ended' ? this.phase.why : this.paused;
    if (why === 'old_page') this.#world.reload();
    else if (this.phase.kind === 'seat') this.#socket.renew();
    else if (why === 'elsewhere' && this.#seat !== null) this.#sit(this.#seat);
    else if (this.#world.secret !== null) await this.#enter({ secret: this.#world.secret });
    else this.phase = { kind: 'code', problem: null };
  }

  /** From the join page to the code of another room. */
  leaveDoor(): void {
    this.#world.tab.remove('pass');
    this.refusal = null;
    this.phase = { kind: 'code', problem: null };
  }

  wake(): void {
    this.#socket.wake();
  }

  tick(): void {
    this.#countdown.tick(performance.now());
  }

  letGo(id: string): void {
    this.returned = this.returned.filter((one) => one.id !== id);
    this.#keepReturned();
  }

  seat(command: SeatCommand): Promise<boolean> {
    const outbox = this.#outbox;
    if (outbox === null) return Promise.resolve(false);
    this.refusal = null;
    const letter = outbox.add(command);
    this.#tell();
    this.#pump();
    if (!this.#ready) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(letter.id, true), goOnAfter);
      this.#waiters.set(letter.id, (done) => {
        clearTimeout(timer);
        resolve(done);
      });
    });
  }

  async #enter(knock: Knock): Promise<void> {
    const byCode = 'code' in knock;
    if (!byCode) this.phase = { kind: 'opening' };
    for (let attempt = 0; ; attempt += 1) {
      try {
        const pass = await this.#world.doors.enter(knock);
        this.line.reachable = true;
        this.#world.tab.set('pass', JSON.stringify(pass));
        // Whoever scans the code again comes back to the seat this device holds already.
        const held = heldSeats(this.#world.keep).find((seat) => seat.workshopId === pass.door.workshopId);
        if (held === undefined) this.#ask(pass);
        else {
          this.#otherwise = pass;
          this.#sit(held.secret);
        }
        return;
      } catch (error) {
        if (byCode || isNo(error)) {
          this.phase = { kind: 'code', problem: asApiError(error) };
          return;
        }
        this.line.reachable = false;
        await pauseOrOnline(backOff(attempt));
      }
    }
  }

  #ask(pass: Pass): void {
    this.refusal = null;
    this.phase = { kind: 'join', ...pass };
  }

  #sit(secret: string): void {
    this.#seat = secret;
    this.own = null;
    this.room = null;
    this.paused = null;
    // Nobody else's page keeps its letters under this name, and the name opens nothing.
    this.#outbox = new SeatOutbox(this.#world.keep, `outbox:${secret.slice(0, 8)}`);
    this.returned = readReturned(this.#world.keep.get(`returned:${secret.slice(0, 8)}`));
    this.phase = { kind: 'seat' };
    this.#tell();
    this.#socket.start();
  }

  #hear(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    // The shapes are generated from the same source as the room that sends them.
    const told = message as Record<string, unknown>;
    switch (told['type']) {
      case 'own':
        this.#takeOwn(told['own'] as SeatOwn);
        this.#takeDone();
        break;
      case 'room':
        this.room = told['room'] as SeatRoom;
        this.#countdown.take(this.room.timer, performance.now());
        this.#knowWhose();
        break;
      case 'done':
        this.#done = String(told['id']);
        clearTimeout(this.#soon);
        this.#soon = setTimeout(() => this.#takeDone(), ownFollows);
        break;
      case 'refused':
        this.#answered(String(told['id']), readApiError(told['error']) ?? asApiError(null));
        break;
      case 'closed':
        this.#closed(readWhy(told['why']));
        break;
      default:
        // `still`, and whatever a later version may say beside it.
        break;
    }
  }

  #takeOwn(own: SeatOwn): void {
    clearTimeout(this.#lost);
    this.line.reachable = true;
    this.paused = null;
    this.own = own;
    if (own.kind === 'removed') this.#closed('removed');
    else if (own.kind === 'seated') {
      this.#otherwise = null;
      this.#world.tab.remove('pass');
      this.#knowWhose();
      this.#ready = true;
      this.#pump();
    }
  }

  /** In one step with the own half that shows it, so that nothing vanishes between the two. */
  #takeDone(): void {
    clearTimeout(this.#soon);
    const id = this.#done;
    this.#done = null;
    if (id !== null) this.#answered(id, null);
  }

  #knowWhose(): void {
    if (this.own?.kind !== 'seated' || this.room === null) return;
    this.#whose = `${this.room.workshopId}:${this.own.participantId ?? ''}`;
  }

  #closed(why: Why): void {
    this.#ready = false;
    this.#sending = null;
    switch (why) {
      case 'room_closed':
      case 'flood':
        this.paused = why;
        // The room may open again, or the program may have been started anew (F47).
        this.#socket.rest(10_000);
        break;
      case 'elsewhere':
        this.#end(why);
        break;
      case 'old_page':
        this.#socket.stop();
        // Once by itself; a page that comes back as old as before asks the person.
        if (this.#world.tab.get('reloaded') === null) {
          this.#world.tab.set('reloaded', '1');
          this.#world.reload();
        } else this.#end(why);
        break;
      case 'removed':
      case 'unknown':
        if (this.#seat !== null) forgetSeat(this.#world.keep, this.#seat);
        this.#seat = null;
        if (why === 'unknown' && this.#otherwise !== null) {
          const pass = this.#otherwise;
          this.#otherwise = null;
          this.#socket.stop();
          this.#ask(pass);
        } else this.#end(why);
        break;
    }
  }

  #end(why: Why): void {
    this.#socket.stop();
    this.own = null;
    this.phase = { kind: 'ended', why };
  }

  #down(): void {
    this.#takeDone();
    this.#ready = false;
    this.#sending = null;
    clearTimeout(this.#timer);
    clearTimeout(this.#lost);
    this.#lost = setTimeout(() => (this.line.reachable = false), sayLostAfter);
    // Whoever waits for an answer goes on; what they sent is kept here.
    for (const id of [...this.#waiters.keys()]) this.#settle(id, true);
    this.#tell();
  }

  /** Sends the oldest letter; the next one goes when it is answered. */
  #pump(): void {
    const letter = this.#outbox?.first ?? null;
    if (!this.#ready || this.#sending !== null || letter === null) return;
    const now = Date.now();
    this.#sent = this.#sent.filter((at) => now - at < 10_000);
    if (this.#sent.length >= mostInTenSeconds) {
      this.#again(1000);
      return;
    }
    if (!this.#socket.send({ type: 'command', ...letter })) return;
    this.#sent.push(now);
    this.#sending = letter.id;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#socket.renew(), answerWithin);
    this.#tell();
  }

  #again(millis: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#sending = null;
      this.#pump();
    }, millis);
  }

  #answered(id: string, error: ApiError | null): void {
    if (this.#sending !== id) return;
    clearTimeout(this.#timer);
    if (error?.code === 'cannot_save') {
      // Nothing was judged wrong about it: it waits for space and goes again (F01).
      this.line.held = { why: error, now: () => this.#again(0), giveUp: () => this.#giveBack(id, error) };
      this.#again(Math.max(2000, backOff(this.#attempt++)));
      return;
    }
    this.#attempt = 0;
    if (error !== null) return this.#giveBack(id, error);
    this.#outbox?.take(id);
    this.#world.tab.remove('reloaded');
    this.line.savedAt = Date.now();
    this.#next(id, true);
  }

  #giveBack(id: string, error: ApiError): void {
    const letter = this.#outbox?.take(id) ?? null;
    if (this.#waiters.has(id)) this.refusal = error;
    else if (letter !== null) {
      const words = wordsOf(letter.command);
      this.returned = [...this.returned, { id, words, message: error.message, hint: error.hint }];
      this.#keepReturned();
    }
    this.#next(id, false);
  }

  #next(id: string, done: boolean): void {
    this.line.held = null;
    if (this.#sending === id) this.#sending = null;
    this.#settle(id, done);
    this.#pump();
    this.#tell();
  }

  #settle(id: string, done: boolean): void {
    const waiter = this.#waiters.get(id);
    this.#waiters.delete(id);
    waiter?.(done);
  }

  #tell(): void {
    this.line.waiting = this.#outbox?.letters.length ?? 0;
    this.line.sending = this.#sending !== null;
  }

  #keepReturned(): void {
    if (this.#seat === null) return;
    const place = `returned:${this.#seat.slice(0, 8)}`;
    if (this.returned.length === 0) this.#world.keep.remove(place);
    else this.#world.keep.set(place, JSON.stringify(this.returned));
  }
}

function readPass(stored: string | null): Pass | null {
  try {
    const read = JSON.parse(stored ?? 'null') as Partial<Pass> | null;
    return typeof read?.pass === 'string' && typeof read.door?.title === 'string' ? (read as Pass) : null;
  } catch {
    return null;
  }
}

function readReturned(stored: string | null): Returned[] {
  try {
    const read: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(read) ? (read as Returned[]) : [];
  } catch {
    return [];
  }
}

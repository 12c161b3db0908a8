import { backOff } from '$lib/backend/outbox.ts';

/** What is needed of a `WebSocket`; tests give their own. */
export type SocketLike = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'>;

export interface SocketWorld {
  open: () => SocketLike;
  /** The first thing said on each connection. */
  hello: () => unknown;
  /** One message of the room, already read. */
  said: (message: unknown) => void;
  /** The connection is gone; it is tried again by itself. */
  lost: () => void;
}

/** The room says at least that it is still there this often, twice over; longer silence is a dead line. */
const silence = 25_000;
/** How long a connection may take to open. */
const opening = 10_000;

/**
 * A connection that comes back by itself. Phones cut it without a word when the screen locks (F27,
 * F38): silence is noticed, and so is everything that tells of waking up.
 */
export class SeatSocket {
  readonly #world: SocketWorld;
  #socket: SocketLike | null = null;
  #isOpen = false;
  #running = false;
  #attempt = 0;
  #heard = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(world: SocketWorld) {
    this.#world = world;
  }

  start(): void {
    this.#running = true;
    if (this.#socket === null) this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#drop();
  }

  /** Ends this connection and tries again only after a while. */
  rest(millis: number): void {
    this.#drop();
    this.#later(millis);
  }

  /** Ends this connection and makes a new one at once. */
  renew(): void {
    if (!this.#running) return;
    const had = this.#socket !== null;
    this.#drop();
    if (had) this.#world.lost();
    this.#connect();
  }

  /** Something tells that the phone woke up or that the network is back. */
  wake(): void {
    if (!this.#running) return;
    if (this.#socket === null) {
      this.#attempt = 0;
      this.#connect();
    } else if (Date.now() - this.#heard > silence) {
      this.renew();
    } else {
      this.send({ type: 'here' });
    }
  }

  /** False when there is no open connection. */
  send(message: unknown): boolean {
    if (this.#socket === null || !this.#isOpen) return false;
    try {
      this.#socket.send(JSON.stringify(message));
      return true;
    } catch {
      return false;
    }
  }

  #connect(): void {
    clearTimeout(this.#timer);
    let socket: SocketLike;
    try {
      socket = this.#world.open();
    } catch {
      this.#later();
      return;
    }
    this.#socket = socket;
    this.#isOpen = false;
    this.#heard = Date.now();
    this.#watch(opening);
    const mine = (): boolean => this.#socket === socket;
    socket.onopen = () => {
      if (!mine()) return;
      this.#isOpen = true;
      this.#watch(silence);
      this.send(this.#world.hello());
    };
    socket.onmessage = (event) => {
      if (!mine()) return;
      this.#heard = Date.now();
      // Only what was heard shows that the way is good; a proxy may open and cut again.
      this.#attempt = 0;
      this.#watch(silence);
      let message: unknown;
      try {
        message = JSON.parse(String(event.data));
      } catch {
        return;
      }
      this.#world.said(message);
    };
    socket.onclose = () => {
      if (!mine()) return;
      this.#drop();
      this.#world.lost();
      this.#later();
    };
  }

  #watch(millis: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#silent(), millis);
  }

  /** Nothing was heard for too long. */
  #silent(): void {
    this.#drop();
    this.#world.lost();
    this.#later();
  }

  #later(millis: number = backOff(this.#attempt)): void {
    if (!this.#running) return;
    this.#attempt += 1;
    // A room that comes back must not be met by thirty phones in the same moment (F53).
    const spread = millis * (0.5 + Math.random());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), spread);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#isOpen = false;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    try {
      socket.close();
    } catch {
      // A socket that never opened may refuse; it is let go in any case.
    }
  }
}

import type { Connection } from './connection.svelte.ts';
import { ApiError, OutOfReach } from './errors.ts';
import { newId } from './ids.ts';

/** One command on its way. */
interface Letter {
  id: string;
  path: string;
  body: Record<string, unknown>;
}

interface Waiting extends Letter {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** What the outbox needs from its surroundings; tests give their own. */
export interface OutboxWorld {
  post: (path: string, body: unknown) => Promise<unknown>;
  connection: Connection;
  /** Waits, but no longer than until the network comes back. */
  pause?: (millis: number) => Promise<void>;
  now?: () => number;
  store?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
}

const place = 'sextant-outbox';
const longest = 15_000;

/** Doubles from half a second to fifteen. */
export function backOff(attempt: number): number {
  return Math.min(500 * 2 ** attempt, longest);
}

/** Sleeps; wakes at once when the browser says that the network is back. */
export function pauseOrOnline(millis: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', wake);
      resolve();
    };
    const timer = setTimeout(wake, millis);
    globalThis.addEventListener?.('online', wake);
  });
}

/**
 * Sends commands one after the other, in the order they were given. When the host cannot be reached,
 * the same command waits and goes again under the same id, so it can never take effect twice. What
 * waits survives a reload of the page. A host that cannot write, because its disk is full, is asked
 * again in the same way (F01).
 */
export class Outbox {
  #world: Required<OutboxWorld>;
  #queue: Waiting[] = [];
  #running = false;

  constructor(world: OutboxWorld) {
    this.#world = { pause: pauseOrOnline, now: Date.now, store: null, ...world };
    this.#recover();
  }

  /** Queues a command and answers with the host's reply. */
  send(path: string, body: Record<string, unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: newId(), path, body, resolve, reject });
      this.#changed();
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { connection, now, pause, post } = this.#world;
    connection.sending = true;
    let attempt = 0;
    for (let letter = this.#queue[0]; letter; letter = this.#queue[0]) {
      try {
        const answer = await post(letter.path, { ...letter.body, id: letter.id });
        connection.reachable = true;
        connection.held = null;
        connection.savedAt = now();
        this.#take();
        letter.resolve(answer);
        attempt = 0;
      } catch (error) {
        if (error instanceof OutOfReach) {
          connection.reachable = false;
          await pause(backOff(attempt));
          attempt += 1;
        } else if (error instanceof ApiError && error.code === 'cannot_save') {
          // Nothing was judged wrong about the command: it waits for space and goes again (F01).
          connection.reachable = true;
          if (await this.#hold(error, attempt)) attempt += 1;
          else {
            this.#take();
            letter.reject(error);
            attempt = 0;
          }
        } else {
          // The host answered, and the answer is no. The next command is not its fault.
          connection.reachable = true;
          connection.held = null;
          this.#take();
          letter.reject(error);
          attempt = 0;
        }
      }
    }
    connection.sending = false;
    this.#running = false;
  }

  /** Waits before the next try. False when somebody took the command back meanwhile. */
  #hold(why: ApiError, attempt: number): Promise<boolean> {
    const { connection, pause } = this.#world;
    return new Promise((resolve) => {
      connection.held = {
        why,
        now: () => resolve(true),
        giveUp: () => {
          connection.held = null;
          resolve(false);
        },
      };
      void pause(Math.max(2000, backOff(attempt))).then(() => resolve(true));
    });
  }

  #take(): void {
    this.#queue.shift();
    this.#changed();
  }

  #changed(): void {
    this.#world.connection.waiting = this.#queue.length;
    try {
      if (this.#queue.length === 0) this.#world.store?.removeItem(place);
      else {
        const letters: Letter[] = this.#queue.map(({ id, path, body }) => ({ id, path, body }));
        this.#world.store?.setItem(place, JSON.stringify(letters));
      }
    } catch {
      // Without storage the queue still lives in memory.
    }
  }

  /** What a reload interrupted goes first, under its old id. */
  #recover(): void {
    let letters: unknown;
    try {
      letters = JSON.parse(this.#world.store?.getItem(place) ?? '[]');
    } catch {
      letters = [];
    }
    if (!Array.isArray(letters)) return;
    for (const letter of letters) {
      if (typeof letter?.id !== 'string' || typeof letter?.path !== 'string') continue;
      this.#queue.push({
        id: letter.id,
        path: letter.path,
        body: typeof letter.body === 'object' && letter.body !== null ? letter.body : {},
        resolve: () => undefined,
        // Nobody waits for this answer any more; the next view shows what holds.
        reject: () => undefined,
      });
    }
    if (this.#queue.length > 0) {
      this.#world.connection.waiting = this.#queue.length;
      queueMicrotask(() => void this.#run());
    }
  }
}

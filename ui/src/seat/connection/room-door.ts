import { ApiError, OutOfReach, readApiError } from '$lib/backend/errors.ts';
import type { JoinRequest, RoomDoor } from '$lib/bindings/index.ts';

/** What is shown at the door: the secret of the QR code, or the code that was typed. */
export type Knock = { secret: string } | { code: string };

/** Let in to the door of one room for a quarter of an hour. */
export interface Pass {
  pass: string;
  door: RoomDoor;
}

/** The three questions a page asks before it holds a seat. */
export interface RoomDoors {
  enter: (knock: Knock) => Promise<Pass>;
  /** Answers the seat's secret, this once. */
  join: (pass: string, request: JoinRequest) => Promise<string>;
  /** Tells the laptop that this phone reaches it (F37). */
  reach: () => Promise<void>;
}

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Asks the room that served this page. */
export function roomDoors(fetching: Fetch = (path, init) => fetch(path, init)): RoomDoors {
  async function ask(path: string, body: unknown): Promise<Record<string, unknown>> {
    let status = 0;
    let read: unknown = null;
    try {
      const response = await fetching(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        cache: 'no-store',
      });
      status = response.status;
      read = JSON.parse(await response.text());
    } catch (cause) {
      throw new OutOfReach('the room cannot be reached', { cause });
    }
    if (status < 300 && typeof read === 'object' && read !== null) return { ...read };
    throw readApiError(read) ?? new OutOfReach(`the room answered ${status} without saying why`);
  }
  return {
    async enter(knock) {
      const answer = await ask('/api/enter', knock);
      // The shapes are generated from the same source as the room that sends them.
      return { pass: String(answer['pass']), door: answer['door'] as RoomDoor };
    },
    async join(pass, request) {
      const { seat } = await ask('/api/join', { pass, request });
      if (typeof seat !== 'string') throw new OutOfReach('the room answered without a seat');
      return seat;
    },
    async reach() {
      await ask('/api/reach', {});
    },
  };
}

/** Whether an error is the room's own no, not a network that is down. */
export function isNo(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

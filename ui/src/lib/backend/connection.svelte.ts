import type { ApiError } from './errors.ts';

/** A command that could not be written down, for example because the disk is full (F01). */
export interface Held {
  /** Why, with the space that is needed. */
  why: ApiError;
  /** Tries again without waiting for the next turn. */
  now: () => void;
  /** Takes the command back; whoever sent it hears the refusal and keeps what was typed. */
  giveUp: () => void;
}

/** Whether the host can be reached, for SaveState and StateBox. */
export class Connection {
  /** False from the first failure until something gets through again. */
  reachable = $state(true);
  /** Commands that wait to be sent. */
  waiting = $state(0);
  /** A command is on its way. */
  sending = $state(false);
  /** What could not be saved and is tried again by itself; nothing while all is well. */
  held = $state.raw<Held | null>(null);
  /** When the last command was kept, in milliseconds; 0 before the first. */
  savedAt = $state(0);
}

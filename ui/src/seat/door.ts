import type { ApiError } from '$lib/backend/errors.ts';
import type { Connection } from '$lib/backend/connection.svelte.ts';
import type { SeatCommand } from '$lib/bindings/index.ts';
import type { Drafts } from './connection/keep.ts';

/** Something that the room did not take after its writer had gone on (F43). Its words are not lost. */
export interface Returned {
  id: string;
  /** What was written. */
  words: string;
  message: string;
  hint: string;
}

/**
 * What a seat needs of the window it sits in. A person's own device and the passed keyboard open
 * the same screens; only what is behind this door differs.
 */
export interface Door {
  /** The last "no", until the next command is done. */
  readonly refusal: ApiError | null;
  /** True when the command was done, or is kept here and goes by itself. */
  seat: (command: SeatCommand) => Promise<boolean>;
  /** Commands that wait for the network, oldest first. */
  readonly waiting: readonly SeatCommand[];
  readonly returned: readonly Returned[];
  /** Lets a returned one go. */
  letGo: (id: string) => void;
  /** How far saving is. */
  readonly line: Connection;
  readonly drafts: Drafts;
  /** Seconds of the time box, where the window counts them. */
  readonly seconds: number | null;
  /** Only where one keyboard goes round: leaves the seat. */
  readonly handBack?: () => Promise<boolean>;
}

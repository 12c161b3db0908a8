import type { ApiError } from '$lib/backend/index.ts';
import type { ConsoleCommand, SeatCommand } from '$lib/bindings/index.ts';

/**
 * What a seat needs of the window it sits in: its own commands, and at a passed keyboard the two
 * commands with which the facilitator moves it on.
 */
export interface Door {
  readonly id: string;
  readonly refusal: ApiError | null;
  seat: (command: SeatCommand) => Promise<boolean>;
  send: (command: ConsoleCommand) => Promise<boolean>;
}

import { asApiError, backend } from '$lib/backend/index.ts';
import type { ApiError, ConsoleCommand, ConsoleScreen, ConsoleSession, ConsoleView, Query, Answer, SeatCommand } from '$lib/bindings/index.ts';

/**
 * One open workshop: what the core says may be shown now, and the way to ask for a change.
 * A screen replaces what it holds with each answer and patches nothing.
 */
export class Workshop {
  readonly id: string;
  screen = $state.raw<ConsoleScreen | null>(null);
  /** The last "no", shown where the facilitator looks until the next command. */
  refusal = $state.raw<ApiError | null>(null);
  /** Words for the undo toast after a command that can be taken back. */
  toast = $state<string | null>(null);

  constructor(id: string) {
    this.id = id;
  }

  get view(): ConsoleView | null {
    return this.screen?.surface === 'console' ? this.screen.view : null;
  }

  get session(): ConsoleSession | null {
    return this.screen?.surface === 'console' ? this.screen.session : null;
  }

  async load(): Promise<void> {
    try {
      this.screen = await backend.console(this.id);
    } catch (error) {
      this.refusal = asApiError(error);
    }
  }

  /** Sends a command. True when it was done; otherwise `refusal` says why. */
  async send(command: ConsoleCommand): Promise<boolean> {
    return this.#take(() => backend.sendConsole(this.id, command));
  }

  /** Sends a command of the person who holds the passed keyboard. */
  async seat(command: SeatCommand): Promise<boolean> {
    return this.#take(() => backend.sendSeat(this.id, command));
  }

  ask(query: Query): Promise<Answer> {
    return backend.ask(this.id, query);
  }

  dismiss(): void {
    this.refusal = null;
  }

  async #take(sending: () => Promise<ConsoleScreen>): Promise<boolean> {
    const before = this.session?.undo ?? null;
    try {
      this.screen = await sending();
      this.refusal = null;
      const after = this.session?.undo ?? null;
      this.toast = after !== null && after !== before ? after : null;
      return true;
    } catch (error) {
      this.refusal = asApiError(error);
      return false;
    }
  }
}

import { asApiError, backend, type ApiError } from '$lib/backend/index.ts';
import type {
  ConsoleCommand,
  ConsoleScreen,
  ConsoleSession,
  ConsoleView,
  Query,
  Answer,
  SeatCommand,
} from '$lib/bindings/index.ts';

/** Commands after which the toast offers the way back. Typing and ticking are undone without it. */
const worthAToast =
  /^(advance|skip|begin|remove|withdraw|merge|unmerge|reject|bring_back|file_as|clear|reopen|reshape|settle|shortlist|choose)/;

/** Milliseconds between two looks at what others change. */
const BEAT = 100;

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
  /** Counts the toasts, so that a change from elsewhere does not begin its ten seconds anew. */
  toasts = $state(0);

  #turn: Promise<boolean> = Promise.resolve(true);
  #following = false;
  #again = false;

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
      const screen = await backend.console(this.id);
      // An answer to a command may have overtaken this one; the older of the two is not shown.
      if (!isOlder(screen, this.screen)) this.screen = screen;
      // A toast offers the newest step back; when that is another one by now, it would mislead.
      if (this.toast !== null && this.session?.undo !== this.toast) this.toast = null;
    } catch (error) {
      this.refusal = asApiError(error);
      // A console that was taken back shows nothing more of the workshop.
      if (this.refusal.code === 'forbidden') this.screen = null;
    }
  }

  /**
   * Looks again because something changed elsewhere: at once, then at most ten times a second and
   * never twice at a time. Three hundred who join would fetch the whole view three hundred times (P2).
   */
  async follow(): Promise<void> {
    this.#again = true;
    if (this.#following) return;
    this.#following = true;
    while (this.#again) {
      this.#again = false;
      await this.load();
      await new Promise((resolve) => setTimeout(resolve, BEAT));
    }
    this.#following = false;
  }

  /** Sends a command. True when it was done; otherwise `refusal` says why. */
  async send(command: ConsoleCommand): Promise<boolean> {
    return this.#take(() => backend.sendConsole(this.id, command), worthAToast.test(command.type));
  }

  /** Sends a command of the person who holds the passed keyboard. */
  async seat(command: SeatCommand): Promise<boolean> {
    return this.#take(() => backend.sendSeat(this.id, command));
  }

  /**
   * For a command that carries a whole record back with one field changed: it is built when what
   * was sent before has been answered, so that two quick answers never undo each other.
   */
  inTurn(sending: () => Promise<boolean>): Promise<boolean> {
    const done = this.#turn.then(sending);
    this.#turn = done;
    return done;
  }

  ask(query: Query): Promise<Answer> {
    return backend.ask(this.id, query);
  }

  dismiss(): void {
    this.refusal = null;
  }

  async #take(sending: () => Promise<ConsoleScreen>, toast = false): Promise<boolean> {
    try {
      this.screen = await sending();
      this.refusal = null;
      this.toast = toast ? (this.session?.undo ?? null) : null;
      if (this.toast !== null) this.toasts += 1;
      return true;
    } catch (error) {
      this.refusal = asApiError(error);
      return false;
    }
  }
}

/** Counts the changes of the record; a curtain tells nothing. */
function revisionOf(screen: ConsoleScreen): number | null {
  switch (screen.surface) {
    case 'console':
      return screen.session.revision;
    case 'seat':
      return screen.revision;
    case 'curtain':
    case 'elsewhere':
      return null;
  }
}

function isOlder(screen: ConsoleScreen, shown: ConsoleScreen | null): boolean {
  const next = revisionOf(screen);
  const now = shown === null ? null : revisionOf(shown);
  return next !== null && now !== null && next < now;
}

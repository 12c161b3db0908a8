import { asApiError, backend, type ApiError } from '$lib/backend/index.ts';
import type {
  ConsoleGiving,
  ConsoleInvitation,
  Consoles,
  ConsolesCommand,
  ConsoleWay,
  GivenConsoleStatus,
  SteeredLine,
} from '$lib/bindings/index.ts';

/** The consoles of one workshop: who else has one, and whether this one may act. */
export class FurtherConsoles {
  now = $state.raw<Consoles | null>(null);
  /** The link that was made last. It is answered once and kept nowhere else. */
  invitation = $state.raw<ConsoleInvitation | null>(null);
  refusal = $state.raw<ApiError | null>(null);
  /**
   * How often this console has had the workshop back: what was half typed at the other one since is
   * read anew then.
   */
  returns = $state(0);
  /** Each step of a hand-over so far, oldest first. */
  steered = $state.raw<readonly SteeredLine[]>([]);
  #workshopId: string;

  constructor(workshopId: string) {
    this.#workshopId = workshopId;
  }

  /** Somebody else acts, and this console looks. */
  get looks(): boolean {
    return this.now !== null && !this.now.acts;
  }

  async load(): Promise<void> {
    try {
      const now = await backend.consoles(this.#workshopId);
      this.#heard(now);
      // A link that was taken, or ended, opens nothing and need not stand here.
      const waits = now.given.some((one) => one.id === this.invitation?.id && one.status === 'invited');
      if (!waits) this.invitation = null;
    } catch {
      // What this console may do is said by the workshop's own view; it is asked for again with the
      // next change.
    }
  }

  /** What the record says about who facilitated; asked for where it is shown. */
  async read(): Promise<void> {
    try {
      const answer = await backend.ask(this.#workshopId, { type: 'who_steered' });
      if (answer.type === 'who_steered') this.steered = answer.lines;
    } catch {
      // What was read before still holds: the record only grows.
    }
  }

  invite(name: string, giving: ConsoleGiving): Promise<boolean> {
    return this.#send({ type: 'invite', name, giving });
  }

  takeBack(id: string): Promise<boolean> {
    return this.#send({ type: 'take_back', id });
  }

  /** Takes the workshop back from whoever has it alone. */
  async takeAllBack(): Promise<void> {
    for (const one of this.now?.given ?? []) {
      if (one.giving === 'hand_over') await this.takeBack(one.id);
    }
  }

  #heard(now: Consoles): void {
    if (this.looks && now.acts) this.returns += 1;
    this.now = now;
  }

  async #send(command: ConsolesCommand): Promise<boolean> {
    try {
      const { consoles, invitation } = await backend.sendConsoles(this.#workshopId, command);
      this.#heard(consoles);
      if (invitation !== null) this.invitation = invitation;
      else if (command.type === 'take_back' && command.id === this.invitation?.id) this.invitation = null;
      this.refusal = null;
      return true;
    } catch (error) {
      this.refusal = asApiError(error);
      return false;
    }
  }
}

/** What each of the two ways means, before the link is made. */
export const givingWords: Record<ConsoleGiving, { label: string; means: string }> = {
  share: {
    label: 'Share it',
    means: 'Both of you act at the same time: stages, clock, room, reveal, notes and exports.',
  },
  hand_over: {
    label: 'Hand it over',
    means: 'They act, and you look: this console changes nothing until you take the workshop back.',
  },
};

/** What a console that was given opens, and what it does not. */
export const opensWords =
  'It opens this workshop only: not your library, no other workshop, and never the keyboard that is passed here.';

/** What others can read on the way, in one sentence. */
export const wayWords: Record<ConsoleWay, string> = {
  encrypted: 'The link leads over an encrypted address. Nobody on the network in between can read along.',
  plain:
    'The way there is not encrypted (plain HTTP): others on this network can read everything the console shows and sends, and with what they read they could act in your place.',
  this_computer:
    'The console is answered on this computer only, so the link opens in another browser here or through a tunnel to this computer. For other devices, start the host with --announce and an address that a proxy encrypts.',
  window:
    'In the desktop app the console is this window, and it answers nobody on the network: so your library stays on this computer. Where a co-facilitator has to act from another device, run the workshop on sextant-host behind a proxy with a certificate; here, change seats or take turns at this computer.',
};

export function statusWords(status: GivenConsoleStatus, giving: ConsoleGiving): string {
  switch (status) {
    case 'invited':
      return 'has not opened the link yet';
    case 'here':
      return giving === 'hand_over' ? 'has the workshop' : 'is here and can act';
    case 'away':
      return giving === 'hand_over' ? 'has the workshop, and is not here now' : 'is not here now';
  }
}

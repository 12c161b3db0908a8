import { backend } from '$lib/backend/index.ts';

/** How long typing may rest before it is kept. */
const rest = 300;
/** After a failure it is tried again by itself (F01). */
const again = 4000;

/**
 * Keeps a ballot that is not sealed yet, so that a closed lid costs nothing. The key names the round
 * and the person; nobody else's page asks for it, and sealing empties it.
 */
export class BallotDraft {
  /** Whether what was marked is written down: `late` while the host cannot do it. */
  state: 'quiet' | 'writing' | 'kept' | 'late' = $state('quiet');
  readonly #workshopId: string;
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: string | null = null;

  constructor(workshopId: string, round: number, participantId: string) {
    this.#workshopId = workshopId;
    this.#key = `ballot:${round}:${participantId}`;
  }

  async read(): Promise<string | null> {
    try {
      return await backend.draft(this.#workshopId, this.#key);
    } catch {
      // Without the draft the person starts afresh; the ballot itself is not touched.
      return null;
    }
  }

  save(text: string): void {
    this.#waiting = text;
    if (this.state !== 'late') this.state = 'writing';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), rest);
  }

  flush(): void {
    clearTimeout(this.#timer);
    const text = this.#waiting;
    this.#waiting = null;
    if (text === null) return;
    backend.saveDraft(this.#workshopId, this.#key, text).then(
      () => {
        if (this.#waiting === null) this.state = 'kept';
      },
      () => {
        this.#waiting ??= text;
        this.state = 'late';
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.flush(), again);
      },
    );
  }

  /** After sealing: nothing of the ballot stays in this window. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting = null;
    await backend.saveDraft(this.#workshopId, this.#key, '').catch(() => undefined);
  }
}

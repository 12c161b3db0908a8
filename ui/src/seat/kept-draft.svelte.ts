import type { Drafts } from './connection/keep.ts';

/** How long typing may rest before it is kept. */
const rest = 300;
/** After a failure it is tried again by itself (F01). */
const again = 4000;

/** Keeps a text that is not sent yet, so that a closed lid or a reload costs nothing. */
export class KeptDraft {
  /** Whether what was typed is written down: `late` while that cannot be done. */
  state: 'quiet' | 'writing' | 'kept' | 'late' = $state('quiet');
  readonly #key: string;
  readonly #drafts: Drafts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: string | null = null;

  constructor(key: string, drafts: Drafts) {
    this.#key = key;
    this.#drafts = drafts;
  }

  async read(): Promise<string | null> {
    try {
      return await this.#drafts.read(this.#key);
    } catch {
      // Without the draft the person starts afresh; what was sent is not touched.
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
    this.#drafts.save(this.#key, text).then(
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

  /** After sending: nothing of it stays in this window. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting = null;
    this.state = 'quiet';
    await this.#drafts.save(this.#key, '').catch(() => undefined);
  }
}

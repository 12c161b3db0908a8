import type { SeatCommand } from '$lib/bindings/index.ts';
import { newId } from '$lib/backend/ids.ts';
import type { Keep } from './keep.ts';

/** One command on its way. It keeps its id, so that sending it twice does nothing twice (F39, F40). */
export interface Letter {
  id: string;
  /** The order in which this page wrote (F41). */
  seq: number;
  command: SeatCommand;
}

/**
 * Commands that the room has not answered yet, in the order in which they were given. They are kept
 * on the device until each is answered, through reloads and restarts of the room (F47).
 */
export class SeatOutbox {
  letters: readonly Letter[] = $state.raw([]);
  readonly #keep: Keep;
  readonly #place: string;
  #seq = 0;

  constructor(keep: Keep, place: string) {
    this.#keep = keep;
    this.#place = place;
    this.letters = readLetters(keep.get(place));
    this.#seq = Math.max(0, ...this.letters.map((letter) => letter.seq));
  }

  get first(): Letter | null {
    return this.letters[0] ?? null;
  }

  add(command: SeatCommand): Letter {
    this.#seq += 1;
    // A proxy of the page's state must not be kept or sent.
    const letter: Letter = { id: newId(), seq: this.#seq, command: $state.snapshot(command) as SeatCommand };
    this.#put([...this.letters, letter]);
    return letter;
  }

  /** Takes an answered letter out. Nothing when it was answered before. */
  take(id: string): Letter | null {
    const letter = this.letters.find((one) => one.id === id) ?? null;
    if (letter !== null) this.#put(this.letters.filter((one) => one.id !== id));
    return letter;
  }

  #put(letters: readonly Letter[]): void {
    this.letters = letters;
    if (letters.length === 0) this.#keep.remove(this.#place);
    else this.#keep.set(this.#place, JSON.stringify(letters));
  }
}

function readLetters(stored: string | null): Letter[] {
  try {
    const read: unknown = JSON.parse(stored ?? '[]');
    if (!Array.isArray(read)) return [];
    return read.filter(
      (letter: Partial<Letter> | null): letter is Letter =>
        typeof letter?.id === 'string' &&
        typeof letter.seq === 'number' &&
        typeof letter.command?.type === 'string',
    );
  } catch {
    return [];
  }
}

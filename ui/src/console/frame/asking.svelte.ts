import type { ConsoleView, FrameAskView, FrameQuestion, RoomSession } from '$lib/bindings/index.ts';
import { seated } from '../room/room.ts';
import { voices, voiceWords } from '../room/tables.ts';

/** The question as it was asked of everybody, if it was. */
export function askOf(view: ConsoleView, question: FrameQuestion): FrameAskView | null {
  return view.frameAsks.find((ask) => ask.question === question) ?? null;
}

/** How many are asked: everybody with a device who answers. An answer from elsewhere counts too. */
export function askedPeople(view: ConsoleView, room: RoomSession, ask: FrameAskView): number {
  const people = seated(room, view.people).filter((one) => !one.watches).length;
  return Math.max(people, ask.answered);
}

/** How many have answered: people, or tables where they answer together. */
export function answeredWords(view: ConsoleView, room: RoomSession, ask: FrameAskView): string {
  const tables = ask.open ? voices(room, view) : null;
  return tables === null
    ? `${ask.answered} of ${askedPeople(view, room, ask)} answered`
    : `${voiceWords(tables)} answered`;
}

/** Answers as one line, in their own words: nothing is retyped, and no full stop stands before a joint. */
export function joined(answers: readonly string[]): string {
  return answers
    .map((answer, place) =>
      place < answers.length - 1 ? answer.trim().replace(/[.;,]+$/u, '') : answer.trim(),
    )
    .filter((answer) => answer !== '')
    .join('; ');
}

/** Which answers are ticked, to be joined into one line. */
export class Ticks {
  #ticked: readonly number[] = $state.raw([]);

  has(place: number): boolean {
    return this.#ticked.includes(place);
  }

  toggle(place: number): void {
    this.#ticked = this.has(place) ? this.#ticked.filter((one) => one !== place) : [...this.#ticked, place];
  }

  clear(): void {
    this.#ticked = [];
  }

  /** The ticked answers in the order of the list. */
  of(answers: readonly string[]): string[] {
    return answers.filter((_, place) => this.has(place));
  }
}

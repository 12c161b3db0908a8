/** Lines of a list of people that somebody reads; the rest is counted, or found by name, and costs no memory (P2). */
export const MOST_LINES = 40;

/** What is shown of a list, and how many are left out. */
export interface Shown<P> {
  shown: readonly P[];
  more: number;
}

/** Everybody in order; of a crowd those who are waited for come first, as far as the lines go. */
export function shownOf<P>(people: readonly P[], waitedFor: (person: P) => boolean = () => false): Shown<P> {
  if (people.length <= MOST_LINES) return { shown: people, more: 0 };
  const first = people.filter(waitedFor);
  const rest = people.filter((person) => !waitedFor(person));
  const shown = [...first, ...rest].slice(0, MOST_LINES);
  return { shown, more: people.length - shown.length };
}

import { SvelteMap } from 'svelte/reactivity';
import type { ConsoleSession, ConsoleView, MetricSentence, PersonView } from '$lib/bindings/index.ts';
import { emptySentence } from '$lib/components/slots.ts';
import { sentenceOf } from '../../seat/write/sentences.ts';

/** One sentence that may be changed or taken back in this window. */
export interface OwnLine {
  id: string;
  text: string;
}

/** Those who write: everybody here who contributes, or everybody here when nobody has that role. */
export function writers(view: ConsoleView): PersonView[] {
  const here = view.people.filter((person) => person.attending);
  const contributors = here.filter((person) => person.roles.includes('contributor'));
  return contributors.length > 0 ? contributors : here;
}

/** The next one in the roster who has not finished; after the last, the first again. */
export function nextWriter(
  people: readonly PersonView[],
  finished: (id: string) => boolean,
): PersonView | undefined {
  return people.find((person) => !finished(person.id)) ?? people[0];
}

/** What was typed in this window. Alone, everything there is is one's own (R9). */
export function ownLines(view: ConsoleView, session: ConsoleSession): OwnLine[] {
  if (!view.head.solo) return session.ownCandidates;
  return view.candidates
    .filter((one) => one.candidate.standing === 'open')
    .map((one) => ({ id: one.candidate.id, text: one.text }));
}

/** What a draft held, if it is one. Drafts are our own text, but they outlive a version. */
export function draftSentence(kept: string | null): MetricSentence | null {
  if (kept === null || kept === '') return null;
  try {
    const read: unknown = JSON.parse(kept);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
    const whole: MetricSentence = { ...emptySentence(), ...read };
    const texts = [whole.freeText, whole.audience, whole.action, whole.unit, whole.condition];
    return texts.every((text) => typeof text === 'string') ? whole : null;
  } catch {
    return null;
  }
}

/** What this window remembers about the sentences typed in it. */
export class Writing {
  readonly #sentences = new SvelteMap<string, MetricSentence>();

  /** Remembers the slots of what was just stored: the list after it names one more. */
  stored(before: readonly OwnLine[], after: readonly OwnLine[], sentence: MetricSentence): void {
    const fresh = after.find((line) => !before.some((old) => old.id === line.id));
    if (fresh) this.#sentences.set(fresh.id, sentence);
  }

  changed(id: string, sentence: MetricSentence): void {
    this.#sentences.set(id, sentence);
  }

  /** The slots of an own line; its words as a free text where the slots are not known. */
  sentence(view: ConsoleView, line: OwnLine): MetricSentence {
    const candidate = view.candidates.find((one) => one.candidate.id === line.id)?.candidate;
    if (candidate) return sentenceOf(candidate);
    return this.#sentences.get(line.id) ?? { ...emptySentence(), freeText: line.text, period: null };
  }
}

const rooms = new SvelteMap<string, Writing>();

/** The memory of this window for a workshop. The screen comes and goes with the keyboard. */
export function writingOf(workshopId: string): Writing {
  const known = rooms.get(workshopId) ?? new Writing();
  rooms.set(workshopId, known);
  return known;
}

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { CandidateView, CardRead, ConsoleView, PitfallView } from '$lib/bindings/index.ts';
import type { CandidateLine } from '$lib/components/candidates.ts';
import { moved } from '$lib/components/candidates.ts';
import { standingWords } from '$lib/copy/words.ts';
import { waitingAt } from '../room/from-seats.ts';
import { similarTo } from './similar.ts';

/** A candidate as a merge sees it. */
export interface Sentence {
  id: string;
  number: number;
  text: string;
}

/** Whether it is still in the running. */
export function isLive(one: CandidateView): boolean {
  switch (one.candidate.standing) {
    case 'open':
    case 'shortlisted':
    case 'chosen':
      return true;
    case 'merged':
    case 'rejected':
    case 'refiled':
      return false;
  }
}

/** Candidates in the running, by number. */
export function live(view: ConsoleView): CandidateView[] {
  return view.candidates.filter(isLive);
}

export function sentenceLine(one: CandidateView): Sentence {
  return { id: one.candidate.id, number: one.candidate.number, text: one.text };
}

/** Warnings nobody has answered yet. */
export function openPitfalls(one: CandidateView): PitfallView[] {
  return one.pitfalls.filter((pitfall) => pitfall.waivedBecause === null);
}

/** Candidates the room has not looked at. Turned down or not, the stage asks for each one. */
export function unread(view: ConsoleView): CandidateView[] {
  return view.candidates.filter((one) => !one.candidate.opened);
}

/** A card that some have not read on their own device, with how many have. */
export interface ReadBy {
  id: string;
  number: number;
  text: string;
  readers: number;
}

/** Cards in the running that not all of `people` devices have read, least read first. */
export function unreadOnDevices(view: ConsoleView, read: readonly CardRead[], people: number): ReadBy[] {
  return live(view)
    .map((one) => ({
      ...sentenceLine(one),
      readers: read.find((card) => card.candidateId === one.candidate.id)?.readers ?? 0,
    }))
    .filter((card) => card.readers < people)
    .sort((left, right) => left.readers - right.readers || left.number - right.number);
}

/** Every candidate as a line, by number; what is out stays readable. */
export function cardLines(view: ConsoleView): CandidateLine[] {
  return view.candidates.map((one) => {
    const { candidate } = one;
    const line: CandidateLine = { id: candidate.id, number: candidate.number, text: one.text };
    if (!isLive(one)) {
      const into = view.candidates.find((other) => other.candidate.id === candidate.mergedInto);
      if (candidate.standing === 'merged') line.faded = true;
      else line.out = true;
      line.note = into ? `merged into ${into.candidate.number}` : standingWords[candidate.standing];
      return line;
    }
    const doubts = openPitfalls(one).length;
    if (doubts > 0) line.flag = doubts === 1 ? 'one warning' : `${doubts} warnings`;
    const from = mergedInto(view, candidate.id);
    const asked = waitingAt(view, candidate.id);
    const notes = [
      from.length > 0 && `with ${from.map((other) => other.number).join(' and ')}`,
      asked > 0 && `${asked} from seats`,
    ].filter((note) => note !== false);
    if (notes.length > 0) line.note = notes.join(', ');
    line.state = !candidate.opened ? 'open' : one.complete ? 'holds' : 'in_part';
    line.stateWords = !candidate.opened ? 'not read' : one.complete ? 'read, complete' : 'read, unfinished';
    return line;
  });
}

/** What was merged into a candidate, and into those, by number. */
export function mergedInto(view: ConsoleView, id: string): Sentence[] {
  const found: Sentence[] = [];
  const collect = (target: string): void => {
    for (const one of view.candidates) {
      if (one.candidate.mergedInto !== target || one.candidate.standing !== 'merged') continue;
      if (found.some((known) => known.id === one.candidate.id)) continue;
      found.push(sentenceLine(one));
      collect(one.candidate.id);
    }
  };
  collect(id);
  return found.sort((left, right) => left.number - right.number);
}

/** A pair in one spelling, whichever way round it was met. */
function pairKey(one: string, other: string): string {
  return [one, other].sort().join(' ');
}

/** What is looked at in Clarify, and which two are about to be merged. */
export class Clarify {
  mode: 'cards' | 'map' = $state('cards');
  drawer: 'examples' | 'guide' | null = $state(null);
  /** Whether the sentence in focus is being changed. */
  changing = $state(false);
  selected: string[] = $state([]);
  keep = $state('');
  #focus: string | null = $state(null);
  readonly #different = new SvelteSet<string>();

  /** The candidate in focus; the projector's, then the first unread one, until somebody moved. */
  focus(view: ConsoleView, projected: string | null): CandidateView | null {
    const byId = (id: string | null): CandidateView | undefined =>
      view.candidates.find((one) => one.candidate.id === id);
    return (
      byId(this.#focus) ?? byId(projected) ?? unread(view)[0] ?? live(view)[0] ?? view.candidates[0] ?? null
    );
  }

  look(id: string): void {
    if (id !== this.#focus) this.changing = false;
    this.#focus = id;
    this.drawer = null;
  }

  /** Where J and K lead. */
  beside(view: ConsoleView, current: string | null, step: 1 | -1): string | null {
    return moved(view.candidates.map(sentenceLine), current, step);
  }

  /** The next unread one below, then from the top. */
  nextUnread(view: ConsoleView, current: string | null): string | null {
    const at = view.candidates.findIndex((one) => one.candidate.id === current);
    const round = [...view.candidates.slice(at + 1), ...view.candidates.slice(0, at + 1)];
    return round.find((one) => !one.candidate.opened)?.candidate.id ?? null;
  }

  /** Ticks or unticks; a third one replaces the older of the two. */
  select(id: string): void {
    if (this.selected.includes(id)) this.selected = this.selected.filter((one) => one !== id);
    else this.selected = [...this.selected, id].slice(-2);
  }

  /** The two that are about to be merged, lower number first. */
  pair(view: ConsoleView): [Sentence, Sentence] | null {
    const both = live(view)
      .filter((one) => this.selected.includes(one.candidate.id))
      .map(sentenceLine);
    const [first, second] = both;
    return first && second ? [first, second] : null;
  }

  /** Lays two side by side; the first one's words are proposed to stay. */
  compare(keep: string, other: string): void {
    this.selected = [keep, other];
    this.keep = keep;
  }

  /** Takes the ticks away and remembers that these two are not the same. */
  keepBoth(): void {
    const [one, other] = this.selected;
    if (one !== undefined && other !== undefined) this.#different.add(pairKey(one, other));
    this.selected = [];
  }

  /** Live candidates that perhaps say the same as this one and were not kept apart. */
  similar(view: ConsoleView, id: string): Sentence[] {
    const lines = live(view).map(sentenceLine);
    const line = lines.find((one) => one.id === id);
    if (!line) return [];
    return similarTo(
      line,
      lines.filter((other) => !this.#different.has(pairKey(id, other.id))),
    );
  }
}

const rooms = new SvelteMap<string, Clarify>();

/** The work and the panel beside it look at the same thing. */
export function clarifyOf(workshopId: string): Clarify {
  const known = rooms.get(workshopId) ?? new Clarify();
  if (!rooms.has(workshopId)) rooms.set(workshopId, known);
  return known;
}

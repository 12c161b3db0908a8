import { SvelteSet } from 'svelte/reactivity';
import type { CandidateView, ConsoleView } from '$lib/bindings/index.ts';
import { inTheRunning } from './standing.ts';

/** How many a shortlist usually holds (R55). */
export const usual = { least: 2, most: 3 } as const;

/** The candidates in the running, those that passed the gates first, each part by its sum. */
export function ranked(view: ConsoleView): { through: CandidateView[]; barred: CandidateView[] } {
  const bySum = view.score.map?.bySum ?? [];
  const place = (one: CandidateView): number => {
    const found = bySum.indexOf(one.candidate.id);
    return found === -1 ? bySum.length + one.candidate.number : found;
  };
  const running = view.candidates
    .filter((one) => inTheRunning(one.candidate.standing))
    .sort((a, b) => place(a) - place(b));
  return {
    through: running.filter((one) => one.measures?.gate === 'passed'),
    barred: running.filter((one) => one.measures?.gate !== 'passed'),
  };
}

/** Candidates that are neither taken on nor turned down. */
export function undecided(view: ConsoleView): CandidateView[] {
  return view.candidates.filter((one) => one.candidate.standing === 'open');
}

/** Whether the bar on a candidate was passed with a reason (R54). */
export function gateWaiver(view: ConsoleView, id: string): string | null {
  return view.waivers.find((waiver) => waiver.rule === 'gate' && waiver.candidateId === id)?.reason ?? null;
}

/** What a selection still needs before it can be kept. */
export interface SelectionGap {
  /** Nothing chosen. */
  empty: boolean;
  /** Another number than two or three: a note is needed. */
  needsNote: boolean;
  /** Chosen ones that a gate bars, without a reason so far. */
  needsWaiver: string[];
  /** Chosen ones that something known speaks against, without a reason so far (R29, R33, R37, R42). */
  needsReason: string[];
}

export function gapOf(view: ConsoleView, chosen: readonly string[], note: string): SelectionGap {
  const taken = view.candidates.filter((one) => chosen.includes(one.candidate.id));
  const odd = chosen.length < usual.least || chosen.length > usual.most;
  return {
    empty: chosen.length === 0,
    needsNote: chosen.length > 0 && odd && note.trim() === '',
    needsWaiver: taken
      .filter((one) => one.measures?.gate !== 'passed' && gateWaiver(view, one.candidate.id) === null)
      .map((one) => one.candidate.id),
    needsReason: taken
      .filter((one) => one.speaksAgainst.some((against) => against.waivedBecause === null))
      .map((one) => one.candidate.id),
  };
}

/** Ticks on the shortlist screen, before they are kept. */
export class Selection {
  #chosen = new SvelteSet<string>();
  note = $state('');
  /** Whether the ticks differ from what is kept. */
  touched = $state(false);

  /** Follows what is kept as long as nobody has ticked anything. */
  follow(view: ConsoleView): void {
    if (this.touched) return;
    const kept = view.candidates
      .filter((one) => one.candidate.standing === 'shortlisted')
      .map((one) => one.candidate.id);
    if (kept.length === this.#chosen.size && kept.every((id) => this.#chosen.has(id))) return;
    this.#chosen.clear();
    for (const id of kept) this.#chosen.add(id);
  }

  has(id: string): boolean {
    return this.#chosen.has(id);
  }

  toggle(id: string): void {
    this.touched = true;
    if (!this.#chosen.delete(id)) this.#chosen.add(id);
  }

  /** The ticked ones that are still in the running. */
  ids(view: ConsoleView): string[] {
    return view.candidates
      .filter(({ candidate }) => this.#chosen.has(candidate.id))
      .filter(({ candidate }) => inTheRunning(candidate.standing) && candidate.standing !== 'chosen')
      .map((one) => one.candidate.id);
  }

  kept(): void {
    this.touched = false;
    this.note = '';
  }
}

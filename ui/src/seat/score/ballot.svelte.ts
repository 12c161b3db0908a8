import { SvelteMap } from 'svelte/reactivity';
import type { BallotScore, Criterion, Level, SeatCandidate } from '$lib/bindings/index.ts';
import type { BallotRow } from '$lib/components/ballot.ts';
import type { Level as Drawn } from '$lib/components/levels.ts';
import { criterionAnchors, criterionQuestions, criterionWords, gateOf } from '$lib/copy/words.ts';

/** The record's mark as it is drawn. */
export function drawn(level: Level): Drawn {
  return level === '?' ? '?' : level === '0' ? 0 : level === '1' ? 1 : level === '2' ? 2 : 3;
}

/** A drawn mark as the record writes it. */
export function written(level: Drawn): Level {
  return level === '?' ? '?' : level === 0 ? '0' : level === 1 ? '1' : level === 2 ? '2' : '3';
}

/** The team's own lines beside the criteria (R20). */
export function asidesOf(strategy: string): Partial<Record<Criterion, string>> {
  return strategy === '' ? {} : { product_strategy: `Our line: ${strategy}` };
}

/** Where an unsealed ballot is kept: the key names the round and the person, and sealing empties it. */
export function ballotKey(round: number, participantId: string): string {
  return `ballot:${round}:${participantId}`;
}

interface Cell {
  candidateId: string;
  criterion: Criterion;
}

const keyOf = (cell: Cell): string => `${cell.candidateId} ${cell.criterion}`;

/** One person's ballot while it is being marked. It lives in this window until it is sealed. */
export class BallotSheet {
  readonly candidates: readonly SeatCandidate[];
  /** The candidate on screen, counted from 0. */
  at = $state(0);
  /** The criterion that the keys mark. */
  row = $state(0);
  /** Whether the page before sealing is shown. */
  reviewing = $state(false);
  #marks = new SvelteMap<string, Level>();
  #reasons = new SvelteMap<string, string>();
  #earlier: Record<string, BallotScore>;
  /** The mark that was set last, for its reason. */
  #last: Cell | null = $state.raw(null);

  constructor(candidates: readonly SeatCandidate[], earlier: readonly BallotScore[] = []) {
    this.candidates = candidates;
    this.#earlier = Object.fromEntries(earlier.map((score) => [keyOf(score), score]));
  }

  get candidate(): SeatCandidate | null {
    return this.candidates[this.at] ?? null;
  }

  /** The rows of the candidate on screen. `asides` are the team's own lines beside a criterion. */
  rows(asides: Partial<Record<Criterion, string>> = {}): BallotRow[] {
    const candidate = this.candidate;
    if (candidate === null) return [];
    return candidate.criteria.map((criterion) => {
      const cell = { candidateId: candidate.id, criterion };
      const mark = this.#marks.get(keyOf(cell));
      const earlier = this.#earlier[keyOf(cell)];
      const aside = asides[criterion];
      const ask = criterion === 'measurable' ? candidate.late : null;
      return {
        key: criterion,
        label: criterionWords[criterion],
        question: criterionQuestions[criterion],
        anchors: criterionAnchors[criterion],
        gate: gateOf[criterion],
        mark: mark === undefined ? null : drawn(mark),
        earlier: earlier === undefined ? null : drawn(earlier.level),
        ...(aside ? { aside } : {}),
        ...(ask === null ? {} : { ask }),
      };
    });
  }

  mark(level: Level, row: number = this.row): void {
    const cell = this.#cell(row);
    if (cell === null) return;
    this.#marks.set(keyOf(cell), level);
    this.#last = cell;
    // The keys go on to the next criterion, so that six digits mark a candidate.
    this.row = Math.min(row + 1, (this.candidate?.criteria.length ?? 1) - 1);
  }

  markOf(cell: Cell): Level | null {
    return this.#marks.get(keyOf(cell)) ?? null;
  }

  /** The cell whose reason is asked for: the row in focus once it is marked, else the last mark here. */
  get reasonCell(): Cell | null {
    const here = this.#cell(this.row);
    if (here !== null && this.#marks.has(keyOf(here))) return here;
    return this.#last?.candidateId === this.candidate?.id ? this.#last : null;
  }

  reasonOf(cell: Cell): string {
    return this.#reasons.get(keyOf(cell)) ?? '';
  }

  setReason(cell: Cell, text: string): void {
    if (text === '') this.#reasons.delete(keyOf(cell));
    else this.#reasons.set(keyOf(cell), text);
  }

  moveRow(by: 1 | -1): void {
    const rows = this.candidate?.criteria.length ?? 1;
    this.row = Math.min(rows - 1, Math.max(0, this.row + by));
  }

  /** To the next candidate; after the last one to the page before sealing. */
  next(): void {
    if (this.at + 1 >= this.candidates.length) {
      this.reviewing = true;
      return;
    }
    this.#show(this.at + 1);
  }

  back(): void {
    if (this.reviewing) this.reviewing = false;
    else if (this.at > 0) this.#show(this.at - 1);
  }

  /** Opens a cell from the page before sealing. */
  open(candidate: number, row = 0): void {
    this.reviewing = false;
    this.#show(candidate);
    this.row = row;
  }

  /** Whether every criterion of a candidate is marked. */
  done(candidate: SeatCandidate): boolean {
    return candidate.criteria.every((criterion) =>
      this.#marks.has(keyOf({ candidateId: candidate.id, criterion })),
    );
  }

  get doneCount(): number {
    return this.candidates.filter((candidate) => this.done(candidate)).length;
  }

  /** Cells without a mark. */
  get missing(): number {
    const cells = this.candidates.reduce((sum, candidate) => sum + candidate.criteria.length, 0);
    return cells - this.#marks.size;
  }

  /** The ballot as it is handed in. */
  scores(): BallotScore[] {
    return this.candidates.flatMap((candidate) =>
      candidate.criteria.flatMap((criterion) => {
        const key = keyOf({ candidateId: candidate.id, criterion });
        const level = this.#marks.get(key);
        return level === undefined
          ? []
          : [{ candidateId: candidate.id, criterion, level, reason: this.#reasons.get(key) ?? '' }];
      }),
    );
  }

  /** Takes a handed-in ballot up again, to change it on the device that holds the seat. */
  take(scores: readonly BallotScore[]): void {
    for (const score of scores) this.#set(score);
  }

  get started(): boolean {
    return this.#marks.size > 0;
  }

  /** What is kept while the ballot is not sealed. */
  draft(): string {
    return JSON.stringify({ v: 1, at: this.at, scores: this.scores() });
  }

  /** Takes a draft back; cells that are not asked for any more and broken drafts are left out. */
  restore(text: string): void {
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      return;
    }
    if (typeof read !== 'object' || read === null || !('scores' in read) || !Array.isArray(read.scores))
      return;
    for (const score of read.scores as (Partial<BallotScore> | null)[]) this.#set(score ?? {});
    if ('at' in read && typeof read.at === 'number' && this.candidates[read.at]) this.#show(read.at);
  }

  #set({ candidateId, criterion, level, reason }: Partial<BallotScore>): void {
    const asked = this.candidates.find((candidate) => candidate.id === candidateId)?.criteria ?? [];
    if (candidateId === undefined || criterion === undefined || !asked.includes(criterion)) return;
    if (level === undefined || !['0', '1', '2', '3', '?'].includes(level)) return;
    const key = keyOf({ candidateId, criterion });
    this.#marks.set(key, level);
    if (typeof reason === 'string' && reason !== '') this.#reasons.set(key, reason);
    else this.#reasons.delete(key);
  }

  #show(candidate: number): void {
    this.at = candidate;
    this.#last = null;
    const rows = this.candidates[candidate];
    const open = rows?.criteria.findIndex(
      (criterion) => !this.#marks.has(keyOf({ candidateId: rows.id, criterion })),
    );
    this.row = Math.max(0, open ?? 0);
  }

  #cell(row: number): Cell | null {
    const candidate = this.candidate;
    const criterion = candidate?.criteria[row];
    return candidate && criterion ? { candidateId: candidate.id, criterion } : null;
  }
}

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { backend } from '$lib/backend/index.ts';
import type {
  CandidateView,
  ChallengeCount,
  ChallengeKind,
  ConsoleView,
  MetricKind,
  RejectionReason,
  Verdict,
} from '$lib/bindings/index.ts';
import type { RejectAnswers } from '$lib/components/challenge.ts';
import type { CheckState } from '$lib/components/checks.ts';
import { begun, written } from './begun.ts';
import { challengeWords, optionsOf, verdictWords } from '$lib/copy/words.ts';

/** The four questions, in the order in which they are asked. */
export const kinds: readonly ChallengeKind[] = optionsOf(challengeWords).map((option) => option.value);

/**
 * Private views of one challenge in one line, or nothing: `On their own: 4 survives, 1 fails`. Where
 * tables answer together, how many of them have.
 */
export function viewsWords(
  counts: readonly ChallengeCount[],
  id: string,
  kind: ChallengeKind,
  tables = 0,
): string {
  const count = counts.find((one) => one.candidateId === id && one.challenge === kind);
  if (!count) return '';
  const parts = (['survives', 'fails', 'unsure'] as const)
    .filter((verdict) => count[verdict] > 0)
    .map((verdict) => `${count[verdict]} ${verdictWords[verdict]}`);
  if (parts.length === 0) return '';
  const views = count.survives + count.fails + count.unsure;
  // Somebody without a table answers alone beside them.
  const whose = tables === 0 || views > tables ? 'On their own' : `${views} of ${tables} tables`;
  return `${whose}: ${parts.join(', ')}`;
}

/** How many candidates Score can carry. */
export const mostSurvivors = 8;

/** Whether a candidate is still in the running. */
export function inTheRunning({ candidate }: CandidateView): boolean {
  return (
    candidate.standing === 'open' || candidate.standing === 'shortlisted' || candidate.standing === 'chosen'
  );
}

/** Everything the room looks at here: merged ones are gone into another. */
export function listed(view: ConsoleView): CandidateView[] {
  return view.candidates
    .filter((one) => one.candidate.standing !== 'merged')
    .sort((a, b) => a.candidate.number - b.candidate.number);
}

/** Whether a candidate has its four verdicts, or is out. */
export function tested(one: CandidateView): boolean {
  return !inTheRunning(one) || kinds.every((kind) => verdictOf(one, kind) !== null);
}

export function verdictOf(one: CandidateView, kind: ChallengeKind): Verdict | null {
  return one.challenges.find((challenge) => challenge.kind === kind)?.verdict ?? null;
}

export function storyOf(one: CandidateView, kind: ChallengeKind): string {
  return one.challenges.find((challenge) => challenge.kind === kind)?.story ?? '';
}

/** What the list says about a candidate, drawn and in words. */
export function stateOf(one: CandidateView): { glyph: CheckState; words: string } {
  if (one.candidate.standing === 'refiled') return { glyph: 'fails', words: 'kept as something else' };
  if (!inTheRunning(one)) return { glyph: 'fails', words: 'turned down' };
  if (one.challenges.some((challenge) => challenge.verdict === 'fails')) {
    return { glyph: 'fails', words: 'fails a test' };
  }
  if (tested(one)) {
    return one.challenges.some((challenge) => challenge.verdict === 'unsure')
      ? { glyph: 'in_part', words: 'tested, not sure' }
      : { glyph: 'holds', words: 'survives' };
  }
  return one.challenges.length > 0
    ? { glyph: 'in_part', words: 'half tested' }
    : { glyph: 'open', words: 'not tested' };
}

/** The counts of the heading and the nudge. */
export interface ChallengeCounts {
  all: number;
  tested: number;
  running: number;
  out: number;
  /** In the running and not tested yet. */
  left: number;
  /** In the running without a word about its data. */
  withoutData: number;
}

export function counts(view: ConsoleView): ChallengeCounts {
  const all = listed(view);
  const running = all.filter(inTheRunning);
  return {
    all: all.length,
    tested: all.filter(tested).length,
    running: running.length,
    out: all.length - running.length,
    left: running.filter((one) => !tested(one)).length,
    withoutData: running.filter((one) => one.candidate.dataStatus === 'unknown').length,
  };
}

/** Codes that what is known about a candidate speaks for; they stand first in the form. */
export function suggestedReasons(one: CandidateView): RejectionReason[] {
  const fails = (kind: ChallengeKind): boolean => verdictOf(one, kind) === 'fails';
  const has = (pitfall: string): boolean =>
    one.pitfalls.some((found) => found.pitfall === pitfall && found.waivedBecause === null);
  const reasons: RejectionReason[] = [];
  if (fails('churn')) reasons.push('climbs_while_customers_leave');
  if (fails('doubling')) reasons.push('louder');
  if (fails('gaming')) reasons.push('easily_gamed');
  if (fails('no_more_successful')) reasons.push('no_more_success');
  if (has('setup') || has('vanity')) reasons.push('setup_not_value');
  if (has('revenue')) reasons.push('lagging');
  if (has('too_broad')) reasons.push('too_broad');
  if (has('too_narrow')) reasons.push('too_narrow');
  if (has('time_bound_goal')) reasons.push('goal');
  if (one.candidate.dataStatus === 'not_measurable') reasons.push('not_measurable');
  if (one.measures?.gate === 'barred') reasons.push('barred_by_gate');
  if (one.levers.length === 0 && reasons.length === 0) reasons.push('nobody_can_move_it');
  return reasons;
}

/** What is looked at on this screen; nothing of it is part of the record. */
export class ChallengeDesk {
  focusId: string | null = $state(null);
  tile = $state(0);
  /** The form that stands open under the candidate. */
  open: 'reject' | 'reshape' | null = $state(null);
  /** Verdicts that wait for their story, by candidate and question. */
  waiting = new SvelteMap<string, Verdict>();
  /** Rejections begun and not sent, by candidate. */
  rejections = new SvelteMap<string, RejectAnswers<RejectionReason, MetricKind>>();
  /** Stories typed and not sent. */
  drafts = new SvelteMap<string, string>();

  #recalled = new SvelteSet<string>();
  #waiting = new SvelteMap<string, ReturnType<typeof setTimeout>>();

  /** Fetches what was typed about a candidate before this window was opened, once. */
  async recall(workshopId: string, candidateId: string): Promise<void> {
    if (this.#recalled.has(candidateId)) return;
    this.#recalled.add(candidateId);
    const text = await backend.draft(workshopId, `challenge:${candidateId}`).catch(() => null);
    const kept = begun(text);
    for (const kind of kinds) {
      const story = kept.stories[kind];
      const key = this.key(candidateId, kind);
      // Somebody may have begun to type while the answer was on its way.
      if (story !== undefined && !this.drafts.has(key)) this.drafts.set(key, story);
    }
    if (kept.rejection !== null && !this.rejections.has(candidateId))
      this.rejections.set(candidateId, kept.rejection);
  }

  /** Keeps what is typed about a candidate, a moment after the last key. */
  keep(workshopId: string, candidateId: string): void {
    clearTimeout(this.#waiting.get(candidateId));
    const save = (): void => {
      const text = written(
        (kind) => this.drafts.get(this.key(candidateId, kind)),
        this.rejections.get(candidateId) ?? null,
      );
      void backend.saveDraft(workshopId, `challenge:${candidateId}`, text).catch(() => undefined);
    };
    this.#waiting.set(candidateId, setTimeout(save, 400));
  }

  key(candidateId: string, kind: ChallengeKind): string {
    return `${candidateId} ${kind}`;
  }

  /** The candidate in focus: the chosen one, else the first that still needs a test, else the first. */
  focused(list: readonly CandidateView[]): CandidateView | null {
    return (
      list.find((one) => one.candidate.id === this.focusId) ??
      list.find((one) => !tested(one)) ??
      list[0] ??
      null
    );
  }

  focus(candidateId: string): void {
    this.focusId = candidateId;
    this.tile = 0;
    this.open = null;
  }

  /** To the neighbour in the list; it stops at both ends. */
  step(list: readonly CandidateView[], by: 1 | -1): void {
    const now = this.focused(list);
    const at = list.findIndex((one) => one.candidate.id === now?.candidate.id);
    const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
    if (next) this.focus(next.candidate.id);
  }

  /** After a verdict: the next question of this candidate that has none. */
  advanceTile(one: CandidateView, from: number): void {
    for (let i = 1; i < kinds.length; i += 1) {
      const place = (from + i) % kinds.length;
      const kind = kinds[place];
      if (kind !== undefined && verdictOf(one, kind) === null) {
        this.tile = place;
        return;
      }
    }
  }
}

export const desk = new ChallengeDesk();

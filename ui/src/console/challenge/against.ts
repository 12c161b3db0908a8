import type { CandidateView, ConsoleView, Waiver } from '$lib/bindings/index.ts';
import { challengeWords, rejectionWords } from '$lib/copy/words.ts';
import { inTheRunning, tested, verdictOf } from './challenge.svelte.ts';

/** A doubt that no wording rule raises: the tests and the levers did. */
export interface Doubt {
  title: string;
  /** The words under which the reason is filed; the core asks for the same. */
  detail: string;
  reason: string;
  advice: string;
}

/**
 * What the shortlist will ask a reason for besides the pitfalls: it climbs while customers leave
 * (R37), or nobody has named a way to move it (R42).
 */
export function against(one: CandidateView): Doubt[] {
  if (!inTheRunning(one)) return [];
  const doubts: Doubt[] = [];
  if (verdictOf(one, 'churn') === 'fails') {
    doubts.push({
      title: rejectionWords.climbs_while_customers_leave,
      detail: challengeWords.churn,
      reason: 'It fails the first test: it could look well while the business does not.',
      advice: 'Reshape it, turn it down, or say why it may go on.',
    });
  }
  if (tested(one) && one.levers.length === 0) {
    doubts.push({
      title: rejectionWords.nobody_can_move_it,
      detail: rejectionWords.nobody_can_move_it,
      reason: 'No discipline has named a way to move it.',
      advice: 'Name one below, or say why it may go on.',
    });
  }
  return doubts;
}

/** The reason that was written for a doubt, if one was. */
export function keptBecause(view: ConsoleView, candidateId: string, detail: string): Waiver | null {
  return (
    view.waivers.find(
      (row) => row.rule === 'pitfall' && row.candidateId === candidateId && row.detail === detail,
    ) ?? null
  );
}

import type { CandidateView, ConsoleView, Waiver } from '$lib/bindings/index.ts';
import { challengeWords, pitfallWords, rejectionWords } from '$lib/copy/words.ts';
import { inTheRunning, tested } from './challenge.svelte.ts';

/** A doubt that no wording rule raises: the tests and the levers did. */
export interface Doubt {
  title: string;
  /** The words under which the reason is filed, as the core names them. */
  detail: string;
  reason: string;
  advice: string;
}

/**
 * What the shortlist will ask a reason for besides the pitfalls: it climbs while customers leave
 * (R37), or nobody has named a way to move it (R42). The second is asked when the tests are through,
 * because levers are named after them.
 */
export function against(one: CandidateView): Doubt[] {
  if (!inTheRunning(one)) return [];
  const pitfalls = one.pitfalls.map((found) => pitfallWords[found.pitfall]);
  return one.speaksAgainst
    .filter(({ detail }) => !pitfalls.includes(detail))
    .filter(({ detail }) => detail !== rejectionWords.nobody_can_move_it || tested(one))
    .map(({ detail, what }) => {
      switch (detail) {
        case challengeWords.churn:
          return {
            title: rejectionWords.climbs_while_customers_leave,
            detail,
            reason: 'It fails the first test: it could look well while the business does not.',
            advice: 'Reshape it, turn it down, or say why it may go on.',
          };
        case rejectionWords.nobody_can_move_it:
          return {
            title: detail,
            detail,
            reason: 'No discipline has named a way to move it.',
            advice: 'Name one below, or say why it may go on.',
          };
        default:
          return {
            title: detail,
            detail,
            reason: `Against it: ${what}.`,
            advice: 'Say why it may go on all the same.',
          };
      }
    });
}

/** The reason that was written for a doubt, if one was. */
export function keptBecause(view: ConsoleView, candidateId: string, detail: string): Waiver | null {
  return (
    view.waivers.find(
      (row) => row.rule === 'pitfall' && row.candidateId === candidateId && row.detail === detail,
    ) ?? null
  );
}

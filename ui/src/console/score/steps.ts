import type { ScoreStep } from '$lib/bindings/index.ts';

/** The four parts of Score, in their order. */
export const steps: readonly ScoreStep[] = ['alone', 'talk', 'again', 'shortlist'];

/** Their names on the rail. */
export const stepNames: Record<ScoreStep, string> = {
  alone: 'Mark alone',
  talk: 'Reveal and talk',
  again: 'Mark again',
  shortlist: 'Shortlist',
};

import type { Level } from './levels.ts';

/** One criterion on the ballot. */
export interface BallotRow {
  key: string;
  label: string;
  /** The sentence that is judged. */
  question: string;
  /** What the marks 0 to 3 mean here. */
  anchors: readonly [string, string, string, string];
  gate: boolean;
  /** A line of the team's own beside the sentence, such as how it wins. */
  aside?: string;
  /** What is asked of whoever marks, such as whether the number comes too late (R46). */
  ask?: string;
  mark: Level | null;
  /** The mark this person gave in the round before. */
  earlier: Level | null;
}

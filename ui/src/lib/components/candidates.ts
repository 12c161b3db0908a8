import type { CheckState } from './checks.ts';

/** One line of a list of candidates. */
export interface CandidateLine {
  id: string;
  /** Its number on the wall. */
  number: number;
  /** The sentence people read. */
  text: string;
  /** How far it is. Without it nothing is drawn. */
  state?: CheckState;
  /** The words of that drawing, for readers: `not opened`. */
  stateWords?: string;
  /** Why it is flagged, in words; draws a flag. */
  flag?: string;
  /** Turned down: drawn through, never hidden. */
  out?: boolean;
  /** Lives on in another one: quiet, but not drawn through. */
  faded?: boolean;
  /** One more line under the sentence: `in 2`. */
  note?: string;
}

/** The line that a move leads to. The ends hold. */
export function moved(lines: readonly { id: string }[], current: string | null, step: 1 | -1): string | null {
  if (lines.length === 0) return null;
  const at = lines.findIndex((line) => line.id === current);
  if (at === -1) return (step === 1 ? lines[0] : lines[lines.length - 1])?.id ?? null;
  return lines[Math.min(lines.length - 1, Math.max(0, at + step))]?.id ?? null;
}

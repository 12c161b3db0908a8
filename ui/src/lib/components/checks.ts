/** How a check stands. */
export type CheckState = 'holds' | 'in_part' | 'fails' | 'open';

/** The word that stands beside the drawing. */
export const checkWords: Record<CheckState, string> = {
  holds: 'holds',
  in_part: 'in part',
  fails: 'fails',
  open: 'open',
};

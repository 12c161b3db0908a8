/** A mark on the score scale, or an honest "cannot judge". */
export type Level = 0 | 1 | 2 | 3 | '?';

/** The words of the scale, in order. */
export const levelWords: Record<Level, string> = {
  0: 'Fails',
  1: 'Doubtful',
  2: 'Holds with a condition',
  3: 'Holds clearly',
  '?': 'Cannot judge',
};

/** The four levels that count. */
export const scale = [0, 1, 2, 3] as const;

import type { Connection } from '$lib/backend/connection.svelte.ts';
import { timeWords } from './dates.ts';

/** What a seat says about keeping, in one line. */
export interface Keeping {
  words: string;
  /** Not written down yet. */
  late: boolean;
  icon: 'wifi' | 'warning';
}

type Line = Pick<Connection, 'reachable' | 'waiting' | 'sending' | 'savedAt' | 'held'>;

/** Saved, not saved yet, or out of reach (F01): nobody has to do anything in any of them. */
export function keepingOf(line: Line, draft: 'quiet' | 'writing' | 'kept' | 'late' = 'quiet'): Keeping {
  if (!line.reachable) {
    return {
      words: 'Out of reach. What you have done stays here and is sent by itself.',
      late: true,
      icon: 'wifi',
    };
  }
  if (line.held !== null || draft === 'late') {
    const why = line.held?.why.message ?? '';
    return {
      words: `Not saved yet. ${why === '' ? '' : `${why} `}It stays here and is tried again by itself.`,
      late: true,
      icon: 'warning',
    };
  }
  if (line.waiting > 0 || line.sending || draft === 'writing') {
    return { words: 'Saving', late: false, icon: 'warning' };
  }
  if (draft === 'kept') return { words: 'Saved. Not handed in yet.', late: false, icon: 'warning' };
  const words = line.savedAt > 0 ? `Saved ${timeWords(line.savedAt)}` : 'Saved as you go';
  return { words, late: false, icon: 'warning' };
}

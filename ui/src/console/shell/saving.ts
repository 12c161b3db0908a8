import type { Saving } from '$lib/components/save.ts';
import type { Connection } from '$lib/backend/connection.svelte.ts';
import { timeWords } from '$lib/copy/dates.ts';

/** What the bar says about keeping, from the line to the host and the record's last change. */
export function savingOf(
  connection: Pick<Connection, 'reachable' | 'waiting' | 'sending' | 'held'>,
  savedAt: number,
  refusal: { code: string } | null = null,
): Saving {
  if (!connection.reachable) return { kind: 'offline', waiting: connection.waiting };
  // What to do about it stands in the banner over the work, or beside the advance button.
  if (connection.held !== null) return { kind: 'failed', message: 'Not saved yet' };
  if (refusal?.code === 'cannot_save') return { kind: 'failed', message: 'Not saved' };
  if (connection.sending) return { kind: 'saving' };
  return savedAt > 0 ? { kind: 'saved', at: timeWords(savedAt) } : { kind: 'quiet' };
}

import { SvelteSet } from 'svelte/reactivity';

/**
 * Who said that they have finished writing, by workshop and person. Only in this window's memory:
 * the record knows no author and no order (R23).
 */
const done = new SvelteSet<string>();

const key = (workshopId: string, participantId: string): string => `${workshopId} ${participantId}`;

/** Remembers that somebody has finished. */
export function finishWriting(workshopId: string, participantId: string): void {
  done.add(key(workshopId, participantId));
}

/** Whether somebody said so. */
export function hasFinished(workshopId: string, participantId: string): boolean {
  return done.has(key(workshopId, participantId));
}

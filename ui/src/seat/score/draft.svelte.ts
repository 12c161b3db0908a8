import { backend } from '$lib/backend/index.ts';
import type { Drafts } from '../connection/keep.ts';
import { KeptDraft } from '../kept-draft.svelte.ts';

/** Drafts of ballots that are marked in the program's own window; the core keeps them apart. */
export function ballotDraftsOf(workshopId: string): Drafts {
  return {
    read: (key) => backend.draft(workshopId, key),
    save: (key, text) => backend.saveDraft(workshopId, key, text),
  };
}

/**
 * Keeps a ballot that the facilitator types for somebody and that is not sealed yet. It is this
 * console's: slots of ballots belong to whoever sits at the passed keyboard.
 */
export class TypedDraft extends KeptDraft {
  constructor(workshopId: string, round: number, participantId: string) {
    super(`typed:${round}:${participantId}`, ballotDraftsOf(workshopId));
  }
}

import { backend } from '$lib/backend/index.ts';
import type { Drafts } from '../connection/keep.ts';
import { KeptDraft } from '../kept-draft.svelte.ts';
import { ballotKey } from './ballot.svelte.ts';

/** Drafts of ballots that are marked in the program's own window; the core keeps them apart. */
export function ballotDraftsOf(workshopId: string): Drafts {
  return {
    read: (key) => backend.draft(workshopId, key),
    save: (key, text) => backend.saveDraft(workshopId, key, text),
  };
}

/** Keeps a ballot that is typed in the program's own window and not sealed yet. */
export class BallotDraft extends KeptDraft {
  constructor(workshopId: string, round: number, participantId: string) {
    super(ballotKey(round, participantId), ballotDraftsOf(workshopId));
  }
}

import type { BallotChannel } from '$lib/bindings/index.ts';

/** How ballots come in beside devices and the passed keyboard. */
export type Beside = 'people' | 'typed' | 'paper' | 'files';

export const besides: readonly Beside[] = ['people', 'typed', 'paper', 'files'];

/** What the desk shows first for the way that was chosen for the round. */
export function besideOf(channel: BallotChannel | null): Beside {
  switch (channel) {
    case 'facilitator_entry':
      return 'typed';
    case 'paper_ballot':
      return 'paper';
    case 'ballot_file':
      return 'files';
    case 'own_device':
    case 'passed_keyboard':
    case 'hand_tally':
    case null:
      return 'people';
  }
}

/** The words on the way there. */
export function besideWords(to: Beside, channel: BallotChannel): string {
  switch (to) {
    case 'people':
      return channel === 'own_device' ? 'Back to who is in' : 'Pass the keyboard';
    case 'typed':
      return 'Type a ballot with reasons';
    case 'paper':
      return 'Type in a paper ballot';
    case 'files':
      return 'Take in a ballot file';
  }
}

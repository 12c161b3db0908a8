import type { StageScreen } from '../stage.ts';
import { live, openPitfalls, unread } from './clarify.svelte.ts';

export const stage: StageScreen = {
  key: 'clarify',
  wallFirst: true,
  title: 'Reveal and merge',
  goal: 'Look at every sentence, merge what says the same, complete what is left.',
  say: () => [
    'Read it in silence first. Then one question only: what exactly would we count?',
    'Nobody has to say that it was theirs.',
  ],
  nudge: (view) => {
    if (!view.write.revealed) return null;
    const waiting = unread(view).length;
    if (waiting > 0) return `${waiting} left to read. Open each one, the room decides what it means.`;
    const unfinished = live(view).filter((one) => !one.complete);
    const [first] = unfinished;
    if (first) {
      return unfinished.length === 1
        ? `Candidate ${first.candidate.number} is unfinished. Complete its sentence.`
        : `${unfinished.length} sentences are unfinished. Begin with ${first.candidate.number}.`;
    }
    const doubts = live(view).filter((one) => openPitfalls(one).length > 0).length;
    if (doubts > 0) {
      return `${doubts === 1 ? 'One candidate carries' : `${doubts} candidates carry`} a warning. Reword, keep with a reason, or leave it for the tests.`;
    }
    return 'Every sentence is read and complete. Merge what says the same, then go on.';
  },
};

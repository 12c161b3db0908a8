import { centralQuestion } from '$lib/copy/central-question.ts';
import type { StageScreen } from '../stage.ts';

export const stage: StageScreen = {
  key: 'write',
  wallFirst: true,
  title: 'Write alone',
  goal: 'Quantity now, judgement later. Nothing is checked and nothing is shown until you end the writing.',
  say: (view) => [centralQuestion(view.frame), 'Write as many as you can. Odd ones are welcome.'],
  nudge: (view) => {
    const { candidates, enough, plenty } = view.write;
    if (view.write.revealed) return 'Writing has ended. What is added now gets the next number.';
    if (candidates === 0) return 'Start with the quick list if the first sentence is hard.';
    if (candidates < enough) {
      return `${candidates} written. ${enough - candidates} more give you enough to choose from.`;
    }
    if (candidates < plenty)
      return 'Enough are written to choose from. If people still write, let the clock run.';
    return 'Plenty are written. This is a good moment to move on.';
  },
};

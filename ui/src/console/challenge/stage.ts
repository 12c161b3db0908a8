import type { StageScreen } from '../stage.ts';
import { counts, mostSurvivors } from './challenge.svelte.ts';

export const stage: StageScreen = {
  key: 'challenge',
  title: 'Try to break each one',
  goal: 'Four questions per candidate. Whatever survives gets scored.',
  say: () => [
    'We are not judging whoever wrote it. Find me the week in which this number looks great and the company does not.',
  ],
  nudge: (view) => {
    const { left, running, withoutData } = counts(view);
    if (left > 0) {
      return `${left === 1 ? 'One' : left} left to test. Ask for verdicts first, stories second.`;
    }
    if (running > mostSurvivors) {
      return `${running} are still in the running. Turn down ${running - mostSurvivors} more, so that scoring stays humane.`;
    }
    if (withoutData > 0) {
      return `Say for ${withoutData === 1 ? 'one' : withoutData} where the number would come from.`;
    }
    return null;
  },
};

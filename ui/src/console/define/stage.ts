import { exitOf } from '$lib/exit.ts';
import type { StageScreen } from '../stage.ts';

export const stage: StageScreen = {
  key: 'define',
  title: 'Define it',
  goal: 'Write it so that two people who never met count the same number.',
  say: () => [
    'Who or what is counted, for doing what, in which stretch of time?',
    'What is left out? Decide each one, so that nobody argues about it in March.',
    'Work one case through with numbers.',
  ],
  nudge: (view) => {
    const missing = exitOf(view, 'define').missing[0];
    return missing === undefined ? null : `Still open: ${missing}.`;
  },
  noPanel: () => true,
};

import { finalists, hypothesisStands } from '$lib/finalists.ts';
import type { StageScreen } from '../stage.ts';

export const stage: StageScreen = {
  key: 'validate',
  title: 'Check against history',
  goal: 'What do you know already, and what would tell? One finalist at a time.',
  say: () => [
    'For each of these, what have we seen with our own eyes?',
    'Nothing here was tested against data. Say what you believe, and what would change your mind.',
  ],
  nudge: (view) => {
    const open = finalists(view).filter((one) => !hypothesisStands(one));
    if (open.length === 0) return null;
    const words = open.length === 1 ? 'One finalist has' : `${open.length} finalists have`;
    return `${words} no hypothesis with a date and an owner yet.`;
  },
};

import type { ConsoleView } from '$lib/bindings/index.ts';
import type { StageScreen } from '../stage.ts';

function say(view: ConsoleView): string[] {
  if (view.head.solo) {
    return ['You decide alone here. What a room would add, the stages ask of you a second time.'];
  }
  return [
    'We leave with one number and with the reasons for it. Everybody writes alone first, nobody decides by talking longest.',
    'One of us has the final say. Say now who that is.',
  ];
}

function nudge(view: ConsoleView): string | null {
  const scorers = view.people.filter((one) => one.attending && one.roles.includes('contributor')).length;
  const decider = view.people.some((one) => one.roles.includes('decider'));
  if (view.head.scopeName === '') return 'Begin with the name of what the star is for.';
  if (view.people.length === 0) return 'Type the first name, then Enter. The next line opens by itself.';
  if (!decider) return 'Nobody has the final say yet. Choose one person in the column “Final say”.';
  if (!view.head.solo && scorers > 0 && scorers < 3) {
    return 'With fewer than 3 people who score there is no spread to talk about. Solo mode may fit better.';
  }
  return null;
}

export const stage: StageScreen = {
  key: 'set_up',
  title: 'Set up',
  goal: 'Say what the star is for, who is in the room and what stays private.',
  say,
  nudge,
};

import { exitOf } from '$lib/exit.ts';
import type { StageScreen } from '../stage.ts';

export const stage: StageScreen = {
  key: 'roll_out',
  title: 'The brief',
  goal: 'One document that anybody can read without having been here.',
  say: () => [
    'Read it as somebody who was not in this room.',
    'One sentence per team: where do you connect? And what would retire this star?',
  ],
  nudge: (view) => {
    const missing = exitOf(view, 'roll_out').missing[0];
    if (missing !== undefined) return `Still open: ${missing}.`;
    const silent = view.teams.filter((team) => team.statement === '').length;
    if (silent === 0) return null;
    return silent === 1
      ? 'One team has not said where it connects.'
      : `${silent} teams have not said where they connect.`;
  },
};

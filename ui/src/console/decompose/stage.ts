import { exitOf } from '$lib/exit.ts';
import type { StageScreen } from '../stage.ts';

export const stage: StageScreen = {
  key: 'decompose',
  title: 'What moves it',
  goal: 'Inputs that teams can own, and limits that keep the number honest.',
  say: () => [
    'What can your team change next week that should move this number?',
    'Does it add up exactly, or do we believe it helps? Say which.',
    'Take the cheats we wrote down. What would show us that somebody is doing it?',
  ],
  nudge: (view) => {
    const missing = exitOf(view, 'decompose').missing[0];
    return missing === undefined ? null : `Still open: ${missing}.`;
  },
  noPanel: () => true,
};

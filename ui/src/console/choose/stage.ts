import { finalists } from '$lib/finalists.ts';
import type { StageScreen } from '../stage.ts';
import { decider, dissent } from './choose.svelte.ts';

export const stage: StageScreen = {
  key: 'choose',
  title: 'Choose one',
  goal: 'One person decides, with everything on the table. Objections are recorded in the objector’s words.',
  say: (view) => [
    `${decider(view)?.name ?? 'The decider'} decides. Everybody else is heard first.`,
    'Who supports it, who can live with it, who objects? Say the objection in your own words.',
    'What would have to happen for us to open this again?',
  ],
  nudge: (view) => {
    const open = dissent(view).filter((each) => each.objection.answer === '').length;
    if (open > 0)
      return open === 1 ? 'One objection waits for an answer.' : `${open} objections wait for an answer.`;
    const chosen = view.candidates.some((one) => one.candidate.standing === 'chosen');
    const left = finalists(view).filter((one) => one.candidate.standing === 'shortlisted').length;
    if (chosen && left > 0) return 'Give a reason for each finalist that was not chosen.';
    if (!chosen && view.inputMetrics.length < 2)
      return 'Sketch two inputs before the choice: can your teams move it?';
    return null;
  },
  noPanel: () => true,
};

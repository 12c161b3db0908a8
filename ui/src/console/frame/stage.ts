import type { StageScreen } from '../stage.ts';
import { frameLines, placeOf, type LineKey } from './frame.svelte.ts';

/** What to say aloud about each line. */
const words: Record<LineKey, string> = {
  core_users: 'If you could make only one group of people happy this year, who would it be? Why them?',
  job: 'Think of the last time one of them used it. What were they trying to get done?',
  exchange: 'They come for something, they do something again, and you get something. Say all three.',
  value_moment:
    'Describe one moment, as if you had filmed it. If the camera shows a settings page, it is setup.',
  strategy: 'Why do customers pick you and not the next one in the list?',
  business_outcome: 'If all of this works, what will the business see a year from now?',
  model: 'Nobody is bound by this. It only chooses which examples and warnings you will see.',
  maturity: 'Be honest about how far you are. A young product needs another number than a grown one.',
  success_story: 'Tell me about one customer for whom this went well. Two sentences.',
  central_question: 'Read it once aloud. Could somebody who joined today answer it?',
};

export const stage: StageScreen = {
  key: 'frame',
  wallFirst: true,
  title: 'Frame the product',
  goal: 'Agree what the star has to be about, before anyone proposes one.',
  say: (view) => {
    if (frameLines(view).every((line) => line.agreed)) {
      return ['Read the agreed lines aloud once. Does anybody see a wrong word?'];
    }
    return [words[placeOf(view).current]];
  },
  nudge: (view) => {
    const doubts = view.frameWarnings.filter((warning) => warning.waivedBecause === null);
    const empty = doubts.find((warning) => warning.rule === 'empty_word');
    if (empty) return `“${empty.detail}” could be anybody. Ask for one group.`;
    if (doubts.length > 0) return 'The value moment sounds like setup. Ask what comes after it.';
    const lines = frameLines(view);
    const must = view.stages.find((one) => one.stage === 'frame')?.exitCheck.find((one) => !one.holds);
    if (must) return `Still to do: ${must.text}.`;
    const open = lines.filter((line) => !line.agreed).length;
    if (open === 0) return 'Every line is agreed. You can go on to writing.';
    return `You can go on. ${open} ${open === 1 ? 'line is' : 'lines are'} open and can wait.`;
  },
};

import type { RailItem, RailSubstage } from '$lib/components/rail.ts';
import type { ConsoleView, ScoreStep, Stage, StageView } from '$lib/bindings/index.ts';
import { counted } from '$lib/copy/counts.ts';
import { optionsOf, scoreStepWords } from '$lib/copy/words.ts';

const steps = optionsOf(scoreStepWords);

/** The four steps inside Score, marked by where scoring is. */
export function substages(step: ScoreStep, shown: string | null = null): RailSubstage[] {
  const at = steps.findIndex((one) => one.value === step);
  return steps.map(({ label }, index) => ({
    letter: 'abcd'[index] ?? '',
    label,
    state: index < at ? 'was' : index === at ? 'cur' : 'next',
    ...('abcd'[index] === shown ? { shown: true } : {}),
  }));
}

function state(view: StageView, room: Stage): RailItem['state'] {
  if (view.stage === room) return 'now';
  if (view.status === 'skipped') return 'skipped';
  if (view.status === 'not_started') return 'next';
  if (view.checkAgain) return 'stale';
  return view.status === 'done' ? 'done' : 'next';
}

/** The eleven stages as the rail draws them. `progress` is how far the time box of the room is. */
export function railItems(view: ConsoleView, progress: number, part: string | null = null): RailItem[] {
  return view.stages.map((stage, number) => ({
    key: stage.stage,
    number,
    label: stage.label,
    minutes: stage.plannedMinutes,
    state: state(stage, view.head.stage),
    progress: Math.min(0.95, Math.max(0.05, progress)),
    ...(stage.stage === 'score' ? { substages: substages(view.score.step, part) } : {}),
  }));
}

/** Minutes used and planned in the part of the workshop that one sitting holds. */
export interface Pace {
  used: number;
  planned: number;
  /** `3 minutes ahead of plan.` */
  words: string;
}

/** The stages of the sitting the room is in: standard workshops meet again after Score. */
function ofThisSitting(view: ConsoleView): StageView[] {
  if (view.head.path === 'express') return view.stages;
  const last = view.stages.findIndex((one) => one.stage === 'score');
  const at = view.stages.findIndex((one) => one.stage === view.head.stage);
  return at <= last ? view.stages.slice(0, last + 1) : view.stages.slice(last + 1);
}

/** How the room stands against the plan. Time over the box of the present stage counts as behind. */
export function pace(view: ConsoleView): Pace {
  const stages = ofThisSitting(view);
  const minutes = (list: readonly StageView[], of: (one: StageView) => number): number =>
    Math.round(list.reduce((sum, one) => sum + of(one), 0));
  const used = minutes(stages, (one) => one.usedSeconds / 60);
  const planned = minutes(stages, (one) => one.plannedMinutes);
  const at = stages.findIndex((one) => one.stage === view.head.stage);
  const before = stages.slice(0, Math.max(at, 0));
  const now = stages[at];
  const over = now ? Math.max(0, now.usedSeconds / 60 - now.plannedMinutes) : 0;
  const ahead = Math.round(
    before.reduce((sum, one) => sum + one.plannedMinutes - one.usedSeconds / 60, 0) - over,
  );
  const words =
    ahead > 0
      ? `${counted(ahead, 'minute', 'minutes')} ahead of plan.`
      : ahead < 0
        ? `${counted(-ahead, 'minute', 'minutes')} behind plan.`
        : 'On plan.';
  return { used, planned, words };
}

/** `Sitting 1 of 2`. A sitting beyond the plan has no "of". */
export function sittingWords(view: ConsoleView): string {
  const number = view.sittings[view.sittings.length - 1]?.number ?? 1;
  const planned = view.head.path === 'standard' ? 2 : 1;
  return number <= planned && planned > 1 ? `Sitting ${number} of ${planned}` : `Sitting ${number}`;
}

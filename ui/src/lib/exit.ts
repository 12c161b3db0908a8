import type { ConsoleView, Stage } from '$lib/bindings/index.ts';

/** How much of a stage's exit check holds, and what does not yet, in words. */
export interface Exit {
  held: number;
  all: number;
  missing: string[];
}

export function exitOf(view: ConsoleView, stage: Stage): Exit {
  const check = view.stages.find((one) => one.stage === stage)?.exitCheck ?? [];
  const missing = check.filter((condition) => !condition.holds).map((condition) => condition.text);
  return { held: check.length - missing.length, all: check.length, missing };
}

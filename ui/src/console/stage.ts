import type { ConsoleView, Stage } from '$lib/bindings/index.ts';

/** What a stage folder gives the frame beside its `Work` and `Side`. */
export interface StageScreen {
  key: Stage;
  /** The heading over the work, not the rail's label. */
  title: string;
  /** One line: what this stage is for. */
  goal: string;
  /** Words to be said aloud, one paragraph each. */
  say: (view: ConsoleView) => string[];
  /** The one sentence that helps the facilitator now. */
  nudge: (view: ConsoleView) => string | null;
  /** True where the work needs the whole width or must not be seen over a shoulder. */
  noPanel?: (view: ConsoleView) => boolean;
}

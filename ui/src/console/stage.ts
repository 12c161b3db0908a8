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
  /** The parts inside the stage, by the letter the rail prints: which one is on screen, and how to look at another. */
  parts?: { shown: (view: ConsoleView) => string; look: (letter: string, view: ConsoleView) => void };
  /** The small projector stands over the stage's own part of the panel, where the wall leads the work. */
  wallFirst?: true;
  /** True while the stage draws a clock of its own in the panel: two of them would be read as one. */
  ownClock?: (view: ConsoleView) => boolean;
  /** True where the work needs the whole width or must not be seen over a shoulder. */
  noPanel?: (view: ConsoleView) => boolean;
}

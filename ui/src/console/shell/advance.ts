import type { Stage } from '$lib/bindings/index.ts';

/**
 * Stages that may be passed over with a reason. Without the others nothing could follow; the core
 * refuses them too, so this only keeps a button away that would always say no.
 */
export const skippable: Record<Stage, boolean> = {
  set_up: false,
  frame: true,
  write: false,
  clarify: true,
  challenge: true,
  score: true,
  validate: true,
  choose: false,
  define: true,
  decompose: true,
  roll_out: false,
};

import type { Stage } from '../src/lib/bindings/index.ts';

/** Every stage; a new one does not compile until it has its place here. */
const order: Record<Stage, number> = {
  set_up: 0,
  frame: 1,
  write: 2,
  clarify: 3,
  challenge: 4,
  score: 5,
  validate: 6,
  choose: 7,
  define: 8,
  decompose: 9,
  roll_out: 10,
};

/** The eleven stages in their order. */
export const stages: readonly Stage[] = (Object.keys(order) as Stage[]).sort((a, b) => order[a] - order[b]);

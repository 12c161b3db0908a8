import type { Discipline } from '$lib/bindings/index.ts';

/** Every discipline, in the order in which their buttons fill the rows of a narrow phone. */
const order: Record<Discipline, number> = {
  product: 1,
  engineering: 2,
  design: 3,
  marketing: 4,
  sales: 5,
  data: 6,
  customer_success: 7,
  finance: 8,
  leadership: 9,
  operations: 10,
  other: 11,
};

export const disciplinesOnRows = (Object.keys(order) as Discipline[]).sort((a, b) => order[a] - order[b]);

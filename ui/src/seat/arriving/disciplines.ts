import type { Discipline } from '$lib/bindings/index.ts';

/** Every discipline, in the order in which their buttons fill the rows of a narrow phone. */
const order: Record<Discipline, number> = {
  product: 1,
  engineering: 2,
  design: 3,
  marketing: 4,
  sales: 5,
  customer_success: 6,
  data: 7,
  finance: 8,
  leadership: 9,
  operations: 10,
  other: 11,
};
const all = (Object.keys(order) as Discipline[]).sort((a, b) => order[a] - order[b]);
/** Those that sit in most workshops. */
const usual = all.filter((one) => order[one] <= order.data);

/**
 * What somebody can speak for: first what sits in most workshops and what the roster names, with
 * "Other" at its end; the rest shows when "Other" is chosen. A roster that fills as people join says
 * nothing about who comes next, so it never takes a button away.
 */
export function disciplinesAtTheDoor(roster: readonly Discipline[]): {
  first: Discipline[];
  rest: Discipline[];
} {
  const named = new Set<Discipline>([...usual, ...roster]);
  const first = all.filter((one) => named.has(one) || one === 'other');
  return { first, rest: all.filter((one) => !first.includes(one)) };
}

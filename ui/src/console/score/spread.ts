import type { ConsoleView, Criterion, Level } from '$lib/bindings/index.ts';

/** The cell of a candidate in which the marks lie furthest apart; nothing when all agree. */
export function widest(
  view: ConsoleView,
  candidateId: string,
): { criterion: Criterion; low: Level; high: Level } | null {
  const row = view.score.map?.rows.find((one) => one.candidateId === candidateId);
  let found: { criterion: Criterion; low: Level; high: Level } | null = null;
  let range = 0;
  for (const cell of row?.cells ?? []) {
    if (cell.lowest === null || cell.highest === null) continue;
    const width = Number(cell.highest) - Number(cell.lowest);
    if (width > range) {
      range = width;
      found = { criterion: cell.criterion, low: cell.lowest, high: cell.highest };
    }
  }
  return found;
}

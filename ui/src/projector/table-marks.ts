import type { Level, TableMark } from '$lib/bindings/index.ts';

/** One line of the figure: a table, or all tables with the same median. */
export interface DrawnTable {
  label: string;
  /** The median times two. */
  halfPoints: number;
  /** Lowest and highest mark; none where both would give people away. */
  range: readonly [number, number] | null;
}

/** As many lines as stand beside the dots in the size that the last row can read. */
const mostLines = 6;
/** More tables than this on one line are counted, not listed. */
const mostListed = 4;

function points(level: Level | null): number | null {
  return level === null || level === '?' ? null : Number(level);
}

function rangeOf(table: TableMark): readonly [number, number] | null {
  const [low, high] = [points(table.lowest), points(table.highest)];
  return low === null || high === null ? null : [low, high];
}

/** A line for each table of a room of up to thirty; in a larger one a line for each median. */
export function drawnTables(tables: readonly TableMark[]): DrawnTable[] {
  if (tables.length <= mostLines) {
    return tables.map((table) => ({
      label: `Table ${table.atTable}`,
      halfPoints: table.halfPoints,
      range: rangeOf(table),
    }));
  }
  const by = new Map<number, string[]>();
  for (const { atTable, halfPoints } of [...tables].sort((a, b) => a.halfPoints - b.halfPoints)) {
    by.set(halfPoints, [...(by.get(halfPoints) ?? []), String(atTable)]);
  }
  return [...by].map(([halfPoints, numbers]) => ({ label: tablesLabel(numbers), halfPoints, range: null }));
}

function tablesLabel(numbers: readonly string[]): string {
  if (numbers.length === 1) return `Table ${numbers[0] ?? ''}`;
  return numbers.length > mostListed ? `${numbers.length} tables` : numbers.join(', ');
}

/** The line in words, for whoever does not see the figure. */
export function markWords({ label, halfPoints, range }: DrawnTable): string {
  const ends = range === null ? '' : `, from ${range[0]} to ${range[1]}`;
  return `${label}: median ${halfPoints / 2}${ends}`;
}

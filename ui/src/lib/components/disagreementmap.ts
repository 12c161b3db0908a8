import type { CheckState } from './checks.ts';

/** One mark as the record writes it. */
export type MarkWord = '0' | '1' | '2' | '3' | '?';

/** One cell of the map, as the core sends it. */
export interface MapCellData {
  criterion: string;
  counts: { levels: [number, number, number, number]; cannotJudge: number };
  median: { halfPoints: number } | null;
  lowest: MarkWord | null;
  highest: MarkWord | null;
  homework: boolean;
  /** Place on the talk list, from 1. */
  talk: number | null;
  outcome: 'open' | 'settled' | 'parked' | 'homework' | null;
}

/** One candidate's row. */
export interface MapRowData {
  candidateId: string;
  text: string;
  cells: MapCellData[];
  gate: 'passed' | 'open' | 'barred';
  sumEighths: number | null;
}

/** One criterion's column. */
export interface MapColumn {
  key: string;
  label: string;
  gate: boolean;
}

/** A cell by its names. */
export interface MapPlace {
  candidateId: string;
  criterion: string;
}

export type MapOrder = 'dispute' | 'sum';

/**
 * The rows from top to bottom. Barred rows always come last: no order may buy their bar back (R54).
 * The core gives both orders; nothing is computed here.
 */
export function orderRows<Row extends MapRowData>(
  rows: readonly Row[],
  bySum: readonly string[],
  order: MapOrder,
): { through: Row[]; barred: Row[] } {
  const place = (row: Row): number => {
    const found = bySum.indexOf(row.candidateId);
    return found === -1 ? bySum.length : found;
  };
  const sorted = order === 'sum' ? [...rows].sort((a, b) => place(a) - place(b)) : [...rows];
  return {
    through: sorted.filter((row) => row.gate !== 'barred'),
    barred: sorted.filter((row) => row.gate === 'barred'),
  };
}

/** Where the focus goes from a place on the map; it stays inside the table. */
export function moveFocus(
  rows: readonly MapRowData[],
  columns: readonly MapColumn[],
  from: MapPlace | null,
  key: string,
): MapPlace | null {
  const row = Math.max(
    0,
    rows.findIndex((one) => one.candidateId === from?.candidateId),
  );
  const column = Math.max(
    0,
    columns.findIndex((one) => one.key === from?.criterion),
  );
  const last = { row: rows.length - 1, column: columns.length - 1 };
  const to =
    from === null
      ? { row: 0, column: 0 }
      : ({
          ArrowUp: { row: Math.max(0, row - 1), column },
          ArrowDown: { row: Math.min(last.row, row + 1), column },
          ArrowLeft: { row, column: Math.max(0, column - 1) },
          ArrowRight: { row, column: Math.min(last.column, column + 1) },
          Home: { row, column: 0 },
          End: { row, column: last.column },
          PageUp: { row: 0, column },
          PageDown: { row: last.row, column },
        }[key] ?? null);
  if (to === null) return null;
  const candidate = rows[to.row];
  const criterion = columns[to.column];
  return candidate && criterion ? { candidateId: candidate.candidateId, criterion: criterion.key } : null;
}

/** The gate's drawing. */
export const gateGlyph: Record<MapRowData['gate'], CheckState> = {
  passed: 'holds',
  open: 'open',
  barred: 'fails',
};

/** Half points as people read them: 13, or 13.5. */
export function points(halfPoints: number): string {
  return halfPoints % 2 === 0 ? String(halfPoints / 2) : `${Math.floor(halfPoints / 2)}.5`;
}

/** A sum as people read it: 13, 13.5, or 13.625 where weights differ. */
export function sumPoints(eighths: number): string {
  return String(eighths / 8);
}

/** The next cell of the talk list that is still open, after the given one and then from the top. */
export function nextOpen<Entry extends MapPlace & { number: number | null; outcome: string }>(
  talk: readonly Entry[],
  from: MapPlace | null,
): Entry | null {
  const numbered = talk.filter((entry) => entry.number !== null);
  const at = numbered.findIndex(
    (entry) => entry.candidateId === from?.candidateId && entry.criterion === from.criterion,
  );
  const around = [...numbered.slice(at + 1), ...numbered.slice(0, Math.max(at, 0))];
  return around.find((entry) => entry.outcome === 'open') ?? null;
}

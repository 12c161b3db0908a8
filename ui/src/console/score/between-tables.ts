import { points } from '$lib/components/disagreementmap.ts';
import { listed } from '$lib/copy/counts.ts';
import type { CellPlace, TableSpread } from '$lib/bindings/index.ts';

/** More tables than this are counted, not listed: the line stays one line. */
const listedTables = 4;

function atTables(numbers: readonly number[]): string {
  if (numbers.length === 1) return `at table ${numbers[0]}`;
  if (numbers.length > listedTables) return `at ${numbers.length} tables`;
  return `at tables ${listed(numbers.map(String))}`;
}

/** The medians of the tables in one cell, in one line; nothing where they agree or are not kept. */
export function betweenTables(spreads: readonly TableSpread[], place: CellPlace | null): string | null {
  const spread = spreads.find(
    (one) => one.candidateId === place?.candidateId && one.criterion === place.criterion,
  );
  if (spread === undefined) return null;
  const by = new Map<number, number[]>();
  const upwards = [...spread.tables].sort((a, b) => a.halfPoints - b.halfPoints || a.atTable - b.atTable);
  for (const { halfPoints, atTable } of upwards) by.set(halfPoints, [...(by.get(halfPoints) ?? []), atTable]);
  const medians = [...by].map(([half, numbers]) => `${points(half)} ${atTables(numbers)}`);
  // Sixty tables can give all seven medians; both ends say enough.
  const said = medians.length > 4 ? [medians[0] ?? '', medians.at(-1) ?? ''] : medians;
  return `Medians by table: ${said.join(medians.length > 4 ? ' to ' : ', ')}.`;
}

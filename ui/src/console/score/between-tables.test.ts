import { expect, it } from 'vitest';
import type { TableSpread } from '$lib/bindings/index.ts';
import { betweenTables } from './between-tables.ts';

const place = { candidateId: 'a', criterion: 'customer_value' as const };
const spread = (halves: readonly number[]): TableSpread => ({
  ...place,
  halfPoints: Math.max(...halves) - Math.min(...halves),
  tables: halves.map((halfPoints, at) => ({
    round: 1,
    ...place,
    atTable: at + 1,
    halfPoints,
    ballots: 5,
    lowest: null,
    highest: null,
  })),
});

it('says_the_medians_of_the_tables_from_low_to_high', () => {
  expect(betweenTables([spread([4, 1, 4])], place)).toBe(
    'Medians by table: 0.5 at table 2, 2 at tables 1 and 3.',
  );
});

it('is_silent_where_the_tables_agree_or_nothing_is_in_focus', () => {
  expect(betweenTables([], place)).toBeNull();
  expect(betweenTables([spread([4, 1])], { ...place, criterion: 'leads_revenue' })).toBeNull();
  expect(betweenTables([spread([4, 1])], null)).toBeNull();
});

it('stays_one_line_with_sixty_tables', () => {
  const sixty = Array.from({ length: 60 }, (_, at) => at % 7);
  expect(betweenTables([spread(sixty)], place)).toBe('Medians by table: 0 at 9 tables to 3 at 8 tables.');
  expect(betweenTables([spread([2, 2, 2, 2, 2, 3])], place)).toBe(
    'Medians by table: 1 at 5 tables, 1.5 at table 6.',
  );
});

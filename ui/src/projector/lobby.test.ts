import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, render, screen } from '@testing-library/svelte';
import type { LobbyEntry } from '$lib/bindings/index.ts';
import Lobby from './parts/Lobby.svelte';
import { groupsOf } from './lobby.ts';

vi.stubGlobal(
  'ResizeObserver',
  class {
    observe(): void {}
    disconnect(): void {}
  },
);
afterEach(cleanup);

function room(size: number, tableAt: (place: number) => number | null): LobbyEntry[] {
  return Array.from({ length: size }, (_, place) => ({
    discipline: 'product' as const,
    label: `Person ${place}`,
    here: place !== 0,
    atTable: tableAt(place),
  }));
}

it('a_large_room_is_listed_by_table_with_how_many_are_here', () => {
  expect(groupsOf(room(14, (place) => (place === 13 ? null : (place % 2) + 1)))).toEqual([
    { label: 'Table 1', here: 6, of: 7 },
    { label: 'Table 2', here: 6, of: 6 },
    { label: 'No table yet', here: 1, of: 1 },
  ]);
});

it('up_to_twelve_people_keep_a_line_each', () => {
  expect(groupsOf(room(12, () => 1))).toBeNull();
});

it('a_large_room_without_tables_is_listed_by_what_people_speak_for', () => {
  const mixed = room(20, () => null).map((one, place) =>
    place < 5 ? { ...one, discipline: 'customer_success' as const } : one,
  );
  expect(groupsOf(mixed)).toEqual([
    { label: 'Customer success', here: 4, of: 5 },
    { label: 'Product', here: 15, of: 15 },
  ]);
});

it('an_empty_lobby_says_so_in_words', () => {
  render(Lobby, { title: 'Star', here: [], promise: '' });
  expect(screen.getByText('Nobody is here yet')).toBeTruthy();
});

it('the_wall_names_tables_instead_of_twenty_people', () => {
  render(Lobby, { title: 'Star', here: room(20, (place) => (place % 4) + 1), promise: '' });
  const rows = screen.getAllByRole('listitem').map((row) => row.textContent?.replace(/\s+/g, ' ').trim());
  expect(rows).toEqual([
    'Table 1 4 of 5 here',
    'Table 2 all 5 here',
    'Table 3 all 5 here',
    'Table 4 all 5 here',
  ]);
  expect(screen.queryByText('Person 1')).toBeNull();
});

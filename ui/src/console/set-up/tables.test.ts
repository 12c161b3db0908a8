import { afterEach, expect, it, vi } from 'vitest';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import type { ConsoleView, PersonView } from '$lib/bindings/index.ts';
import type { Workshop } from '../workshop.svelte.ts';
import Tables from './Tables.svelte';
import TableSelect from './TableSelect.svelte';
import { seatedWords, showsTables, tableOptions } from './tables.ts';

afterEach(cleanup);

function room(size: number, tableAt: (place: number) => number | null = () => null): PersonView[] {
  return Array.from({ length: size }, (_, place) => ({
    id: `p${place}`,
    name: `Person ${place}`,
    discipline: 'product',
    attending: true,
    position: place,
    atTable: tableAt(place),
    roles: ['contributor'],
    handedIn: false,
  }));
}
function deskOf(): { workshop: Workshop; send: ReturnType<typeof vi.fn> } {
  const send = vi.fn(() => Promise.resolve(true));
  return { workshop: { send } as unknown as Workshop, send };
}

it('tables_show_above_twelve_people_or_while_somebody_has_one', () => {
  expect(showsTables(room(12))).toBe(false);
  expect(showsTables(room(13))).toBe(true);
  expect(showsTables(room(5, (place) => (place === 0 ? 1 : null)))).toBe(true);
});

it('every_table_and_one_more_can_be_chosen', () => {
  const values = tableOptions(room(20, (place) => (place % 4) + 1)).map((one) => one.value);
  expect(values).toEqual(['none', '1', '2', '3', '4', '5']);
  expect(tableOptions(room(20, () => 60))).toHaveLength(61);
});

it('says_how_many_sit_at_how_many_tables_and_who_has_none', () => {
  expect(seatedWords(room(20))).toContain('20 people are too many for one talk');
  expect(seatedWords(room(20, (place) => (place % 4) + 1))).toBe('20 people at 4 tables.');
  expect(seatedWords(room(20, (place) => (place < 2 ? null : 1)))).toBe(
    '18 people at 1 table, 2 without one.',
  );
});

it('one_button_seats_the_room_and_in_a_small_one_takes_the_tables_away', async () => {
  const large = deskOf();
  render(Tables, { workshop: large.workshop, view: { people: room(20) } as ConsoleView });
  await fireEvent.click(screen.getByRole('button', { name: 'Seat at tables of 4–6' }));
  expect(large.send).toHaveBeenCalledWith({ type: 'seat_at_tables' });
  cleanup();
  const small = deskOf();
  render(Tables, { workshop: small.workshop, view: { people: room(8, () => 1) } as ConsoleView });
  await fireEvent.click(screen.getByRole('button', { name: 'Talk as one room' }));
  expect(small.send).toHaveBeenCalledWith({ type: 'seat_at_tables' });
});

it('one_person_changes_tables_or_leaves_them_and_after_a_refusal_the_table_is_still_shown', async () => {
  const { workshop, send } = deskOf();
  const people = room(20, (place) => (place % 4) + 1);
  render(TableSelect, { workshop, people, person: people[0] as PersonView });
  const table = screen.getByLabelText<HTMLSelectElement>('Table of Person 0');
  await fireEvent.change(table, { target: { value: '5' } });
  expect(send).toHaveBeenLastCalledWith({ type: 'set_table', participantId: 'p0', table: 5 });
  await fireEvent.change(table, { target: { value: 'none' } });
  expect(send).toHaveBeenLastCalledWith({ type: 'set_table', participantId: 'p0', table: null });
  send.mockResolvedValueOnce(false);
  await fireEvent.change(table, { target: { value: '2' } });
  await vi.waitFor(() => expect(table.value).toBe('1'));
});

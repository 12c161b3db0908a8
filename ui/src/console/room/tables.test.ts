import { afterEach, expect, test, vi } from 'vitest';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import type { TableStatus } from '$lib/bindings/index.ts';
import type { Workshop } from '../workshop.svelte.ts';
import TableList from './TableList.svelte';
import { person, room, viewOf } from './a-room.ts';
import { roomNudge, roomSays } from './helps.ts';
import { roomLine } from './room.ts';
import { voices, voiceWords } from './tables.ts';

afterEach(cleanup);

const people = ['a', 'b', 'c', 'd'].map((id, place) => person(id, { atTable: 1 + Math.floor(place / 2) }));
const status = (number: number, done: boolean, present = true): TableStatus => ({ number, done, present });
const asks = [{ question: 'job', label: 'The job', open: true, revealed: false, answered: 1, answers: [] }];
const tables = [
  { number: 1, people: ['a', 'b'], holder: 'a' },
  { number: 2, people: ['c', 'd'], holder: null },
];
const frame = (some = people) => viewOf('frame', some, { frameAsks: asks, tables, answering: 'by_table' });
const seats = ['a+', 'b+', 'c', 'd'];

test('where tables answer together the room counts tables', () => {
  const open = room(seats, { tables: [status(1, true), status(2, false)] });
  expect(roomLine(open, frame())).toBe('4 of 4 here, 1 of 2 tables');
  expect(roomNudge(frame(), open)).toBe('1 of 2 tables answered.');
  expect(roomSays(frame(), 'frame', open).join(' ')).toContain('One answer for each table');
  const all = room(['a+', 'b+', 'c+', 'd+'], { tables: [status(1, true), status(2, true)] });
  expect(roomNudge(frame(), all)).toContain('Show the answers');
});

test('people without a table are counted beside them', () => {
  const late = person('e');
  const open = room([...seats, 'e+'], { tables: [status(1, true), status(2, false)] });
  const count = voices(open, frame([...people, late]));
  expect(count && voiceWords(count)).toBe('2 of 3, 2 tables and 1 person');
  expect(voices(room(seats), frame()), 'everybody answers alone').toBeNull();
});

test('the facilitator hands a device on, and lets everybody answer alone', async () => {
  const send = vi.fn(() => Promise.resolve(true));
  const workshop = { send } as unknown as Workshop;
  const open = room(seats, { tables: [status(1, true, false), status(2, false)] });
  render(TableList, { workshop, view: frame(), room: open });
  expect(screen.getByText(/its device is out of reach/)).toBeTruthy();
  await fireEvent.change(screen.getByLabelText('Who writes for table 2'), { target: { value: 'd' } });
  expect(send).toHaveBeenCalledWith({ type: 'hand_table_device', table: 2, participantId: 'd' });
  await fireEvent.change(screen.getByLabelText('Who writes for table 1'), { target: { value: 'none' } });
  expect(send).toHaveBeenCalledWith({ type: 'hand_table_device', table: 1, participantId: null });
  await fireEvent.click(screen.getByLabelText('Everybody alone'));
  expect(send).toHaveBeenCalledWith({ type: 'set_answering', answering: 'alone' });
});

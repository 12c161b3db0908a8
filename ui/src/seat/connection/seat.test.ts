import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OutOfReach, readApiError } from '$lib/backend/errors.ts';
import { emptySentence } from '$lib/components/slots.ts';
import type { SeatCommand } from '$lib/bindings/index.ts';
import { aDoor, fakeRoom, ownSeat, writing, type FakeSocket } from './fake-room.ts';
import { keepInMemory } from './keep.ts';
import { heldSeats, holdSeat } from './seats.ts';

const said = (text: string): SeatCommand => ({ type: 'add_value_action', text });
const no = (code: string) => ({
  id: '7',
  code,
  doing: '',
  message: 'The round is closed.',
  safe: '',
  hint: 'Ask.',
  field: null,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The room's yes, with the own half right behind it. */
function done(socket: FakeSocket, id: unknown): void {
  socket.say({ type: 'done', id });
  socket.say({ type: 'own', revision: 9, own: ownSeat() });
}

/** A page that holds a seat and sees the room. */
async function seated(keep = keepInMemory()) {
  holdSeat(keep, { secret: 'abcdef0123456789', workshopId: 'w-1' });
  const room = fakeRoom({ keep });
  await room.connection.begin();
  room.seat();
  return room;
}

test('the secret of the QR code opens the door, and joining keeps the seat for the next reload', async () => {
  const room = fakeRoom({ secret: '00112233445566778899aabbccddeeff' });
  await room.connection.begin();
  expect(room.connection.phase).toMatchObject({ kind: 'join', door: { title: 'Slotwell, company star' } });
  await room.connection.join({ name: 'Yusuf', discipline: 'data', watch: false });
  room.socket.open();
  expect(room.socket.sent).toEqual([
    { type: 'hello', seat: '5eat0000000000000000000000000001', build: 'seat-abc.js' },
  ]);
  room.seat();
  expect(room.connection.view?.own.name).toBe('Yusuf');
  expect(heldSeats(room.keep).map((seat) => seat.secret)).toEqual(['5eat0000000000000000000000000001']);

  const again = fakeRoom({ keep: room.keep });
  await again.connection.begin();
  again.socket.open();
  expect(again.socket.sent[0]).toMatchObject({ seat: '5eat0000000000000000000000000001' });
});

test('a reload on the join page comes back to the join page', async () => {
  const tab = keepInMemory();
  await fakeRoom({ tab, secret: '00112233445566778899aabbccddeeff' }).connection.begin();
  const again = fakeRoom({ tab });
  await again.connection.begin();
  expect(again.connection.phase.kind).toBe('join');
});

test('a wrong code is told at the code, a lost network is tried again by itself', async () => {
  const answers: unknown[] = [readApiError(no('not_found'))];
  const room = fakeRoom({ doors: { enter: () => Promise.reject(answers.shift() as Error) } });
  await room.connection.begin();
  expect(room.connection.phase).toEqual({ kind: 'code', problem: null });
  await room.connection.enterByCode('HQ7 K3M');
  expect(room.connection.phase).toMatchObject({ kind: 'code', problem: { message: 'The round is closed.' } });

  let tries = 0;
  const door = aDoor({ title: 'T' });
  const lost = fakeRoom({
    secret: '00112233445566778899aabbccddeeff',
    doors: {
      enter: () =>
        (tries += 1) < 3 ? Promise.reject(new OutOfReach('down')) : Promise.resolve({ pass: 'p', door }),
    },
  });
  const begun = lost.connection.begin();
  await vi.advanceTimersByTimeAsync(5000);
  await begun;
  expect(tries).toBe(3);
  expect(lost.connection.phase.kind).toBe('join');
});

test('f46_a_seat_that_opens_nothing_any_more_leads_back_to_the_door_without_a_dead_end', async () => {
  const keep = keepInMemory();
  holdSeat(keep, { secret: 'abcdef0123456789', workshopId: 'w-1' });
  const room = fakeRoom({ keep, secret: '00112233445566778899aabbccddeeff' });
  await room.connection.begin();
  room.socket.open();
  room.socket.say({ type: 'closed', why: 'unknown' });
  expect(room.connection.phase.kind).toBe('join');
  expect(heldSeats(keep)).toEqual([]);
});

test('a workshop of the same title is another one: its code opens the door and not the seat held elsewhere', async () => {
  const keep = keepInMemory();
  holdSeat(keep, { secret: 'abcdef0123456789', workshopId: 'w-2' });
  const room = fakeRoom({ keep, secret: '00112233445566778899aabbccddeeff' });
  await room.connection.begin();
  expect(room.connection.phase).toMatchObject({ kind: 'join', door: { title: 'Slotwell, company star' } });
  await room.connection.join({ name: 'Yusuf', discipline: 'data', watch: false });
  expect(heldSeats(keep).map((seat) => seat.workshopId)).toEqual(['w-1', 'w-2']);
});

test('one command goes at a time, and its answer lets the next one go', async () => {
  const { connection, socket } = await seated();
  const first = connection.seat(said('a'));
  const second = connection.seat(said('b'));
  expect(socket.commands.map(({ command }) => command)).toEqual([said('a')]);
  done(socket, socket.commands[0]?.['id']);
  await expect(first).resolves.toBe(true);
  expect(socket.commands.map(({ command, seq }) => [command, seq])).toEqual([
    [said('a'), 1],
    [said('b'), 2],
  ]);
  done(socket, socket.commands[1]?.['id']);
  await expect(second).resolves.toBe(true);
  expect(connection.line).toMatchObject({ waiting: 0, sending: false, reachable: true });
});

test('f39_what_the_network_swallowed_goes_again_under_the_same_id', async () => {
  const room = await seated();
  const first = room.socket;
  const answer = room.connection.seat(said('a'));
  first.cut();
  // Whoever wrote it goes on; it is kept here.
  await expect(answer).resolves.toBe(true);
  expect(room.connection.waiting).toEqual([said('a')]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(room.sockets).toHaveLength(2);
  room.seat();
  expect(room.socket.commands[0]?.['id']).toBe(first.commands[0]?.['id']);
  done(room.socket, room.socket.commands[0]?.['id']);
  expect(room.connection.waiting).toEqual([]);
});

test('f40_a_second_answer_to_one_command_changes_nothing', async () => {
  const { connection, socket } = await seated();
  void connection.seat(said('a'));
  void connection.seat(said('b'));
  const id = socket.commands[0]?.['id'];
  done(socket, id);
  done(socket, id);
  socket.say({ type: 'refused', id, error: no('refused') });
  expect(connection.waiting).toEqual([said('b')]);
  expect(connection.refusal).toBeNull();
});

test('f47_what_was_written_outlives_a_reload_and_a_restart_of_the_room', async () => {
  const keep = keepInMemory();
  const before = await seated(keep);
  before.socket.cut();
  const sentence = { ...emptySentence(), freeText: 'Teams that met' };
  await before.connection.seat({ type: 'add_candidate', sentence });
  await before.connection.seat(said('b'));

  const room = fakeRoom({ keep });
  await room.connection.begin();
  room.socket.open();
  room.socket.say({ type: 'closed', why: 'room_closed' });
  expect(room.connection.paused).toBe('room_closed');
  await vi.advanceTimersByTimeAsync(16_000);
  room.seat();
  expect(room.connection.paused).toBeNull();
  expect(room.socket.commands).toHaveLength(1);
  expect(room.socket.commands[0]).toMatchObject({ command: { type: 'add_candidate', sentence }, seq: 1 });
  done(room.socket, room.socket.commands[0]?.['id']);
  expect(room.socket.commands[1]).toMatchObject({ command: said('b'), seq: 2 });
});

test('nothing is sent while the facilitator has not said yes', async () => {
  const room = await seated();
  room.socket.cut();
  await room.connection.seat(said('a'));
  await vi.advanceTimersByTimeAsync(1000);
  room.socket.open();
  room.socket.say({ type: 'own', revision: 1, own: { kind: 'waiting' } });
  expect(room.socket.commands).toEqual([]);
  room.socket.say({ type: 'own', revision: 2, own: ownSeat() });
  expect(room.socket.commands).toHaveLength(1);
});

test('f43_a_refusal_is_told_to_whoever_waits_for_it', async () => {
  const { connection, socket } = await seated();
  const answer = connection.seat(said('a'));
  socket.say({ type: 'refused', id: socket.commands[0]?.['id'], error: no('refused') });
  await expect(answer).resolves.toBe(false);
  expect(connection.refusal?.message).toBe('The round is closed.');
  expect(connection.returned).toEqual([]);
});

test('f43_the_words_of_a_late_refusal_are_given_back_and_outlive_a_reload', async () => {
  const keep = keepInMemory();
  const room = await seated(keep);
  room.socket.cut();
  await room.connection.seat({ type: 'answer_frame_alone', question: 'job', text: 'To meet on time' });
  await vi.advanceTimersByTimeAsync(1000);
  room.seat();
  room.socket.say({ type: 'refused', id: room.socket.commands[0]?.['id'], error: no('refused') });
  expect(room.connection.returned).toMatchObject([
    { words: 'To meet on time', message: 'The round is closed.' },
  ]);
  const again = await seated(keep);
  expect(again.connection.returned).toHaveLength(1);
  again.connection.letGo(again.connection.returned[0]?.id ?? '');
  expect((await seated(keep)).connection.returned).toEqual([]);
});

test('f01_a_full_disk_holds_the_command_and_it_goes_again', async () => {
  const { connection, socket } = await seated();
  void connection.seat(said('a'));
  socket.say({ type: 'refused', id: socket.commands[0]?.['id'], error: no('cannot_save') });
  expect(connection.line.held?.why.message).toBe('The round is closed.');
  await vi.advanceTimersByTimeAsync(2500);
  expect(socket.commands).toHaveLength(2);
  expect(socket.commands[1]?.['id']).toBe(socket.commands[0]?.['id']);
  done(socket, socket.commands[0]?.['id']);
  expect(connection.line.held).toBeNull();
  expect(connection.waiting).toEqual([]);
});

test('a command without an answer makes a new connection', async () => {
  const room = await seated();
  void room.connection.seat(said('a'));
  for (let i = 0; i < 3; i += 1) {
    await vi.advanceTimersByTimeAsync(9000);
    room.sockets[0]?.say({ type: 'still' });
  }
  expect(room.sockets).toHaveLength(2);
  room.seat();
  expect(room.socket.commands).toHaveLength(1);
});

test('many commands in a row stay below what the room takes for a flood', async () => {
  const { connection, socket } = await seated();
  for (let i = 0; i < 60; i += 1) void connection.seat(said(String(i)));
  for (let i = 0; i < 60; i += 1) done(socket, socket.commands.at(-1)?.['id']);
  expect(socket.commands.length).toBeLessThan(40);
  for (let i = 0; i < 300 && connection.waiting.length > 0; i += 1) {
    await vi.advanceTimersByTimeAsync(500);
    done(socket, socket.commands.at(-1)?.['id']);
  }
  expect(connection.waiting).toEqual([]);
});

test('f45_a_seat_that_was_opened_elsewhere_stops_here_until_somebody_wants_it_back', async () => {
  const room = await seated();
  room.socket.say({ type: 'closed', why: 'elsewhere' });
  expect(room.connection.phase).toEqual({ kind: 'ended', why: 'elsewhere' });
  await vi.advanceTimersByTimeAsync(120_000);
  room.connection.wake();
  expect(room.sockets).toHaveLength(1);
  await room.connection.goOn();
  room.seat();
  expect(room.sockets).toHaveLength(2);
  expect(room.connection.view).not.toBeNull();
});

test('a seat that was taken away is forgotten, and the person may ask again', async () => {
  const room = await seated();
  room.socket.say({ type: 'own', revision: 3, own: { kind: 'removed' } });
  expect(room.connection.phase).toEqual({ kind: 'ended', why: 'removed' });
  expect(heldSeats(room.keep)).toEqual([]);
  await room.connection.goOn();
  expect(room.connection.phase.kind).toBe('code');
});

test('f49_an_old_page_loads_itself_again_once_and_then_asks', async () => {
  const keep = keepInMemory();
  const tab = keepInMemory();
  holdSeat(keep, { secret: 'abcdef0123456789', workshopId: 'w-1' });
  const room = fakeRoom({ keep, tab });
  await room.connection.begin();
  room.socket.open();
  room.socket.say({ type: 'closed', why: 'old_page' });
  expect(room.reloads).toBe(1);
  const again = fakeRoom({ keep, tab });
  await again.connection.begin();
  again.socket.open();
  again.socket.say({ type: 'closed', why: 'old_page' });
  expect(again.reloads).toBe(0);
  expect(again.connection.phase).toEqual({ kind: 'ended', why: 'old_page' });
});

test('two people who share a phone do not see each other’s drafts', async () => {
  const keep = keepInMemory();
  const first = await seated(keep);
  await first.connection.drafts.save('write', 'mine');
  expect(await first.connection.drafts.read('write')).toBe('mine');
  holdSeat(keep, { secret: 'ffff000011112222', workshopId: 'w-1' });
  const second = fakeRoom({ keep });
  await second.connection.begin();
  second.seat(ownSeat({ participantId: 'p-2' }), writing);
  expect(await second.connection.drafts.read('write')).toBeNull();
});

test('a thing that was sent never vanishes between the yes and the own half that shows it', async () => {
  const { connection, socket } = await seated();
  void connection.seat(said('a'));
  socket.say({ type: 'done', id: socket.commands[0]?.['id'] });
  expect(connection.waiting).toEqual([said('a')]);
  socket.say({
    type: 'own',
    revision: 9,
    own: ownSeat({ actions: [{ id: 'x', text: 'a', candidateId: null }] }),
  });
  expect(connection.waiting).toEqual([]);
  void connection.seat(said('b'));
  socket.say({ type: 'done', id: socket.commands[1]?.['id'] });
  await vi.advanceTimersByTimeAsync(100);
  expect(connection.waiting).toEqual([]);
});

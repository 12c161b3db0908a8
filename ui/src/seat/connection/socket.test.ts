import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSocket } from './fake-room.ts';
import { SeatSocket, type SocketLike } from './socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function line() {
  const sockets: FakeSocket[] = [];
  const heard: unknown[] = [];
  const lost = vi.fn();
  const socket = new SeatSocket({
    open: () => {
      const one = new FakeSocket();
      sockets.push(one);
      return one as unknown as SocketLike;
    },
    hello: () => ({ type: 'hello' }),
    said: (message) => heard.push(message),
    lost,
  });
  socket.start();
  return { socket, sockets, heard, lost, last: () => sockets.at(-1) ?? new FakeSocket() };
}

test('f38_a_connection_that_died_without_a_word_is_noticed_and_made_again', async () => {
  const { sockets, lost, last } = line();
  last().open();
  for (let i = 0; i < 6; i += 1) {
    await vi.advanceTimersByTimeAsync(10_000);
    last().say({ type: 'still' });
  }
  expect(sockets).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(24_000);
  expect(lost).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  expect(lost).toHaveBeenCalledTimes(1);
  expect(sockets[0]?.isClosed).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sockets).toHaveLength(2);
});

test('f27_a_phone_that_wakes_up_after_a_long_sleep_connects_at_once', () => {
  const { socket, sockets, last } = line();
  last().open();
  // The clock went on while the page stood still, so no timer has run.
  vi.setSystemTime(Date.now() + 600_000);
  socket.wake();
  expect(sockets).toHaveLength(2);
});

test('waking up on a living connection only says that somebody is here', () => {
  const { socket, sockets, last } = line();
  last().open();
  socket.wake();
  expect(sockets).toHaveLength(1);
  expect(last().sent).toEqual([{ type: 'hello' }, { type: 'here' }]);
});

test('the network that is back is used at once, not after the pause', async () => {
  const { socket, sockets } = line();
  for (let i = 0; i < 6; i += 1) {
    sockets.at(-1)?.cut();
    await vi.advanceTimersByTimeAsync(30_000);
  }
  const before = sockets.length;
  sockets.at(-1)?.cut();
  socket.wake();
  expect(sockets).toHaveLength(before + 1);
});

test('f53_pauses_grow_and_differ_from_phone_to_phone', async () => {
  const { sockets } = line();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  sockets[0]?.cut();
  await vi.advanceTimersByTimeAsync(740);
  expect(sockets).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(20);
  expect(sockets).toHaveLength(2);
  vi.spyOn(Math, 'random').mockReturnValue(0);
  sockets[1]?.cut();
  await vi.advanceTimersByTimeAsync(510);
  expect(sockets).toHaveLength(3);
});

test('a connection that never opens is given up after ten seconds', async () => {
  const { sockets } = line();
  await vi.advanceTimersByTimeAsync(10_800);
  expect(sockets).toHaveLength(2);
});

test('what is said on a connection that was given up is not heard', () => {
  const { socket, sockets, heard } = line();
  sockets[0]?.open();
  const old = sockets[0]?.onmessage;
  socket.renew();
  old?.({ data: '{"type":"own"}' });
  sockets[1]?.open();
  sockets[1]?.say({ type: 'still' });
  expect(heard).toEqual([{ type: 'still' }]);
});

test('f52_what_cannot_be_read_harms_nothing', () => {
  const { heard, last } = line();
  last().open();
  last().onmessage?.({ data: '{"type":' });
  last().say({ type: 'still' });
  expect(heard).toEqual([{ type: 'still' }]);
});

test('a stopped connection stays away', async () => {
  const { socket, sockets, last } = line();
  last().open();
  socket.stop();
  socket.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});

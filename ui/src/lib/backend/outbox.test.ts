import { expect, test, vi } from 'vitest';
import { Connection } from './connection.svelte.ts';
import { ApiError, OutOfReach, readApiError } from './errors.ts';
import { newId } from './ids.ts';
import { backOff, Outbox } from './outbox.ts';

interface Sent {
  path: string;
  body: { id: string; command: string };
}

function outbox(answers: (unknown | Error)[], stored: Record<string, string> = {}) {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  const connection = new Connection();
  const reachableWhilePausing: boolean[] = [];
  const box = new Outbox({
    connection,
    now: () => 42,
    pause: (millis) => {
      pauses.push(millis);
      reachableWhilePausing.push(connection.reachable);
      return Promise.resolve();
    },
    post: (path, body) => {
      sent.push({ path, body: body as Sent['body'] });
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    store: {
      getItem: (key) => stored[key] ?? null,
      setItem: (key, value) => void (stored[key] = value),
      removeItem: (key) => void delete stored[key],
    },
  });
  return { box, sent, pauses, connection, stored, reachableWhilePausing };
}

test('a command that could not be sent goes again under the same id', async () => {
  const { box, sent, pauses, connection, reachableWhilePausing } = outbox([
    new OutOfReach('down'),
    new OutOfReach('down'),
    'view',
  ]);
  await expect(box.send('/api/library', { command: 'a' })).resolves.toBe('view');
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(({ body }) => body.id)).size).toBe(1);
  expect(pauses).toEqual([500, 1000]);
  expect(reachableWhilePausing).toEqual([false, false]);
  expect(connection.reachable).toBe(true);
  expect(connection.savedAt).toBe(42);
});

const full = (): ApiError =>
  new ApiError({
    id: 'store-cannotsave',
    code: 'cannot_save',
    doing: 'Sextant was saving a change.',
    message: 'The disk is full. About 8 MB must be free.',
    safe: 'Everything that was saved before is still there.',
    hint: 'Free some space on the disk.',
    field: null,
  });

test('f01_a_command_that_finds_the_disk_full_waits_and_goes_again_by_itself', async () => {
  const answers: (unknown | Error)[] = [full(), full(), 'view', 'next'];
  const sent: Sent['body'][] = [];
  const seen: string[] = [];
  const stored: Record<string, string> = {};
  const connection = new Connection();
  const box = new Outbox({
    connection,
    pause: () => {
      seen.push(`${connection.held?.why.message} ${stored['sextant-outbox']}`);
      return Promise.resolve();
    },
    post: (_path, body) => {
      sent.push(body as Sent['body']);
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    store: {
      getItem: () => null,
      setItem: (key, value) => void (stored[key] = value),
      removeItem: (key) => void delete stored[key],
    },
  });
  const said = await Promise.all([box.send('/x', { command: 'a' }), box.send('/x', { command: 'b' })]);
  expect(said).toEqual(['view', 'next']);
  // The page can name the space, and what waits outlives a reload.
  expect(seen[0]).toContain('8 MB');
  expect(seen[0]).toContain('"command":"a"');
  // The same id goes again: it can take effect only once.
  expect(sent.map(({ command }) => command)).toEqual(['a', 'a', 'a', 'b']);
  expect(new Set(sent.slice(0, 3).map(({ id }) => id)).size).toBe(1);
  expect(connection.held).toBeNull();
  expect(connection.reachable).toBe(true);
});

test('f01_a_command_that_waits_for_space_can_be_taken_back', async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  const connection = new Connection();
  const box = new Outbox({ connection, pause: never, post: () => Promise.reject(full()) });
  const answer = box.send('/x', { command: 'a' });
  await vi.waitFor(() => expect(connection.held).not.toBeNull());
  connection.held?.giveUp();
  await expect(answer).rejects.toMatchObject({ code: 'cannot_save' });
  expect(connection.waiting).toBe(0);
});

test('commands keep their order while the first one waits', async () => {
  const { box, sent } = outbox([new OutOfReach('down'), 'one', 'two']);
  const answers = await Promise.all([box.send('/x', { command: 'a' }), box.send('/x', { command: 'b' })]);
  expect(answers).toEqual(['one', 'two']);
  expect(sent.map(({ body }) => body.command)).toEqual(['a', 'a', 'b']);
});

test('a refusal is not sent again and does not hold up the next command', async () => {
  const no = readApiError({ id: '1', code: 'Refused', message: 'The round is closed.' });
  const { box, sent, connection } = outbox([no, 'two']);
  const first = box.send('/x', { command: 'a' });
  const second = box.send('/x', { command: 'b' });
  await expect(first).rejects.toBeInstanceOf(ApiError);
  await expect(second).resolves.toBe('two');
  expect(sent).toHaveLength(2);
  expect(connection.waiting).toBe(0);
});

test('what a reload interrupted is sent first, under its old id', async () => {
  const stored = {
    'sextant-outbox': JSON.stringify([{ id: 'old', path: '/x', body: { command: 'kept' } }]),
  };
  const { box, sent } = outbox(['one', 'two'], stored);
  await box.send('/x', { command: 'new' });
  expect(sent.map(({ body }) => [body.id === 'old', body.command])).toEqual([
    [true, 'kept'],
    [false, 'new'],
  ]);
  expect(stored).toEqual({});
});

test('waiting doubles and stops growing at fifteen seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(backOff)).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
});

test('ids are version 4 and differ', () => {
  const ids = Array.from({ length: 50 }, newId);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(50);
});

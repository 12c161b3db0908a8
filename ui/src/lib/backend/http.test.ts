import { expect, test, vi } from 'vitest';
import { ApiError, OutOfReach } from './errors.ts';
import { EventReader } from './events.ts';
import { HttpCarrier, type Browser } from './http.ts';

function browser(answers: (Response | Error)[], hash = '') {
  const kept = new Map<string, string>();
  const calls: { path: string; init: RequestInit }[] = [];
  const replaceUrl = vi.fn();
  const world: Browser = {
    fetch: (input, init) => {
      calls.push({ path: String(input), init: init ?? {} });
      const answer = answers.shift() ?? new Error('nothing more');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    location: { hash, pathname: '/console.html', search: '' },
    replaceUrl,
    session: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    pause: () => new Promise(() => undefined),
  };
  return { world, calls, replaceUrl, kept };
}
const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const token = (init: RequestInit): unknown => (init.headers as Record<string, string>)['X-Sextant-Token'];

test('the secret leaves the address bar and is exchanged once for a token', async () => {
  const { world, calls, replaceUrl, kept } = browser(
    [json({ token: 't1', scope: 'console' }), json({ a: 1 }), json({ b: 2 })],
    '#k=secret&w=w-1',
  );
  const carrier = new HttpCarrier(world);
  expect(replaceUrl).toHaveBeenCalledWith('/console.html');
  await expect(carrier.arrive()).resolves.toEqual({
    scope: 'console',
    workshopId: 'w-1',
    invitation: null,
  });
  await carrier.request('GET', '/api/library');
  await carrier.request('POST', '/api/library', { id: 'x' });
  expect(calls.map(({ path }) => path)).toEqual(['/api/session', '/api/library', '/api/library']);
  expect(calls.slice(1).map(({ init }) => token(init))).toEqual(['t1', 't1']);
  expect([...kept.values()].some((value) => value.includes('secret'))).toBe(false);
});

test('a restarted host is greeted again with the same secret', async () => {
  const { world, calls } = browser(
    [
      json({ token: 't1' }),
      json({ code: 'SignedOut', message: 'no' }, 401),
      json({ token: 't2' }),
      json({ ok: true }),
    ],
    '#k=secret',
  );
  const carrier = new HttpCarrier(world);
  await expect(carrier.request('GET', '/api/library')).resolves.toEqual({ ok: true });
  expect(calls.map(({ path }) => path)).toEqual([
    '/api/session',
    '/api/library',
    '/api/session',
    '/api/library',
  ]);
});

test('a refusal carries its field and its way out', async () => {
  const body = {
    id: '7',
    code: 'Refused',
    doing: 'add',
    message: 'No.',
    safe: 'All kept.',
    hint: 'Shorten it.',
    field: 'text',
  };
  const { world } = browser([json(body, 422)]);
  const error = await new HttpCarrier(world).request('POST', '/api/library', {}).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ message: 'No.', hint: 'Shorten it.', field: 'text', safe: 'All kept.' });
});

test('a broken line and a stranger in between both count as out of reach', async () => {
  const { world } = browser([
    new TypeError('failed'),
    new Response('<html>', { status: 502 }),
    new Response('<html>'),
  ]);
  const carrier = new HttpCarrier(world);
  for (let i = 0; i < 3; i += 1) {
    await expect(carrier.request('GET', '/api/library')).rejects.toBeInstanceOf(OutOfReach);
  }
});

test('changes arrive even when the stream cuts them in the middle', async () => {
  const words = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(words.encode(': warm\n\nevent: change\ndata: {"workshop'));
      controller.enqueue(words.encode('Id":"w-1","revision":4}\n\nevent: other\ndata: {}\n\n'));
      controller.close();
    },
  });
  const { world } = browser([new Response(stream)]);
  const seen: unknown[] = [];
  const stop = new HttpCarrier(world).watch(
    (notice) => seen.push(notice),
    () => undefined,
  );
  await vi.waitFor(() => expect(seen).toEqual([{ workshopId: 'w-1', revision: 4 }]));
  stop();
});

test('an event is only read once it is whole', () => {
  const reader = new EventReader();
  expect(reader.read('event: change\r\ndata: 1\r\n')).toEqual([]);
  expect(reader.read('\r\n')).toEqual([{ event: 'change', data: '1' }]);
});

test('a link to a further console asks first, and what it is exchanged for opens after a restart', async () => {
  const { world, calls } = browser(
    [
      json({ invitation: { title: 'Harbour', name: 'Hanna', giving: 'hand_over' }, workshopId: 'w-1' }),
      json({ token: 't1', key: 'own', scope: 'console' }),
      json({ code: 'forbidden', message: 'no' }, 401),
      json({ token: 't2', scope: 'console' }),
      json({ ok: true }),
    ],
    '#k=link&w=w-1',
  );
  const carrier = new HttpCarrier(world);
  const arrival = await carrier.arrive();
  expect(arrival.scope).toBeNull();
  expect(arrival.invitation).toEqual({ title: 'Harbour', name: 'Hanna', giving: 'hand_over' });
  await carrier.takeConsole();
  expect((await carrier.arrive()).scope).toBe('console');
  await carrier.request('GET', '/api/workshops/w-1/console');
  const keys = calls
    .filter(({ path }) => path === '/api/session')
    .map(({ init }) => JSON.parse(String(init.body)));
  expect(keys).toEqual([{ key: 'link' }, { key: 'link', take: true }, { key: 'own' }]);
});

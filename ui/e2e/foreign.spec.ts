import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { Host } from './host.ts';

// T7: a page of another origin, open in the same browser on the same machine, reads no byte of a
// host that serves: neither the pages nor the answers, by whatever door a page has.

let host: Host;
let elsewhere: Server;
test.beforeAll(async () => {
  host = await Host.start();
  elsewhere = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end('<!doctype html><title>Elsewhere</title><p>Elsewhere</p>');
  });
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
});
test.afterAll(async () => {
  elsewhere.close();
  await host.stop();
});

/** What a page tried, and what it got to see of the host. */
interface Attempt {
  by: string;
  saw: string;
}

/** Every door that a page has to another origin. Runs in the page. */
async function attempts({
  origin,
  key,
  id,
}: {
  origin: string;
  key: string;
  id: string;
}): Promise<Attempt[]> {
  const paths = ['/console.html', '/projector.html', '/api/library', `/api/workshops/${id}/console`];
  const tried: Attempt[] = [];
  const attempt = async (by: string, look: () => Promise<string>): Promise<void> => {
    const patience = new Promise<string>((done) => setTimeout(() => done(''), 4000));
    tried.push({ by, saw: await Promise.race([look().catch(() => ''), patience]) });
  };
  const loaded = (element: HTMLElement, attribute: 'src' | 'href', address: string): Promise<string> =>
    new Promise((done) => {
      element.onload = (): void => done('it loaded');
      element.onerror = (): void => done('');
      element.setAttribute(attribute, address);
      document.head.append(element);
    });

  for (const path of paths) {
    for (const mode of ['cors', 'no-cors'] as const) {
      const signed: Record<string, string>[] = [{}, { 'X-Sextant-Token': key }];
      for (const headers of signed) {
        await attempt(`fetch ${mode} ${path} ${Object.keys(headers).join()}`, async () =>
          (await fetch(origin + path, { mode, headers, credentials: 'include' })).text(),
        );
      }
    }
    await attempt(`script ${path}`, () => loaded(document.createElement('script'), 'src', origin + path));
    await attempt(`image ${path}`, () => loaded(document.createElement('img'), 'src', origin + path));
    await attempt(`frame ${path}`, async () => {
      const frame = document.createElement('iframe');
      frame.src = origin + path;
      const done = new Promise((resolve) => (frame.onload = resolve));
      document.body.append(frame);
      await done;
      return frame.contentDocument?.body.innerText ?? '';
    });
  }
  await attempt('a greeting with the right secret', async () => {
    const body = JSON.stringify({ key });
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch(`${origin}/api/session`, { method: 'POST', body, headers })).text();
  });
  await attempt('a greeting as plain text', async () => {
    const body = JSON.stringify({ key });
    return (await fetch(`${origin}/api/session`, { method: 'POST', body, mode: 'no-cors' })).text();
  });
  await attempt('a stylesheet', () => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    return loaded(link, 'href', `${origin}/console.html`);
  });
  for (const path of ['/', '/api/watch', '/api/seat', '/seat.html']) {
    await attempt(`events ${path}`, () => {
      const events = new EventSource(origin + path);
      return new Promise((done) => {
        events.onopen = (): void => done('it opened');
        events.onmessage = (event): void => done(String(event.data));
        events.onerror = (): void => done('');
      });
    });
    await attempt(`socket ${path}`, () => {
      const socket = new WebSocket(origin.replace('http', 'ws') + path);
      return new Promise((done) => {
        socket.onopen = (): void => done('it opened');
        socket.onmessage = (event): void => done(String(event.data));
        socket.onerror = (): void => done('');
      });
    });
  }
  return tried;
}

async function readFrom(page: Page, address: string): Promise<Attempt[]> {
  const id = await host.api.create('Behind closed doors');
  await page.goto(address);
  const { origin, hash } = new URL(host.address);
  const key = new URLSearchParams(hash.slice(1)).get('k') ?? '';
  return page.evaluate(attempts, { origin, key, id });
}

for (const name of ['127.0.0.1', 'localhost']) {
  test(`a page of ${name} on another port reads no byte`, async ({ page }) => {
    const { port } = elsewhere.address() as AddressInfo;
    const tried = await readFrom(page, `http://${name}:${port}/`);
    expect(tried.length).toBeGreaterThan(30);
    expect(tried.filter(({ saw }) => saw !== '')).toEqual([]);
  });
}

test('the same doors stand open to a page of the host itself, so that the test above can fail', async ({
  page,
}) => {
  const seen = await readFrom(page, host.address);
  const opened = seen.filter(({ saw }) => saw !== '').map(({ by }) => by);
  expect(opened).toContain('fetch cors /console.html ');
  expect(opened).toContain('a greeting with the right secret');
});

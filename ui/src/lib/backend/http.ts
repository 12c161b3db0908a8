import type { Arrival, Carrier, Invitation, Notice } from './backend.ts';
import { ApiError, OutOfReach, readApiError } from './errors.ts';
import { EventReader, readNotice } from './events.ts';
import { downloadBytes, pickFile } from './files.ts';
import { backOff, pauseOrOnline } from './outbox.ts';

const header = 'X-Sextant-Token';
/** The host writes at least a comment this often; silence for longer means a dead connection. */
const silence = 45_000;

/** What the carrier needs from the browser; tests give their own. */
export interface Browser {
  fetch: typeof fetch;
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  replaceUrl: (url: string) => void;
  session: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  pause: (millis: number) => Promise<void>;
}

function thisBrowser(): Browser {
  return {
    fetch: (input, init) => fetch(input, init),
    location,
    replaceUrl: (url) => history.replaceState(history.state, '', url),
    session: sessionStorage,
    pause: pauseOrOnline,
  };
}

/** Requests over HTTP, to the host that served this page. */
export class HttpCarrier implements Carrier {
  #browser: Browser;
  /** The link's secret. It stays in memory, so that a restarted host can be greeted again. */
  #key: string | null = null;
  #token: string | null;
  #scope: string | null;
  #workshopId: string | null;
  #invitation: Invitation | null = null;
  #greeting: Promise<void> | null = null;

  constructor(browser: Browser = thisBrowser()) {
    this.#browser = browser;
    const { session, location, replaceUrl } = browser;
    this.#token = session.getItem('sextant-token');
    this.#scope = session.getItem('sextant-scope');
    this.#workshopId = session.getItem('sextant-workshop');
    const named = new URLSearchParams(location.hash.replace(/^#/, ''));
    const key = named.get('k');
    const workshopId = named.get('w');
    if (workshopId !== null) {
      this.#workshopId = workshopId;
      session.setItem('sextant-workshop', workshopId);
    }
    if (key !== null) {
      this.#key = key;
      this.#forget();
      // The secret leaves the address bar before anything else can read it there.
      replaceUrl(location.pathname + location.search);
    }
  }

  async arrive(): Promise<Arrival> {
    if (this.#key !== null && this.#token === null) await this.#greet();
    return { scope: this.#scope, workshopId: this.#workshopId, invitation: this.#invitation };
  }

  async takeConsole(): Promise<void> {
    await this.#exchange({ take: true });
    this.#invitation = null;
  }

  async request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await this.#ask(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    });
    return readJson(response);
  }

  async upload(path: string, bytes: Uint8Array): Promise<unknown> {
    const response = await this.#ask('POST', path, {
      body: new Uint8Array(bytes),
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    return readJson(response);
  }

  async download(path: string, body: unknown): Promise<Uint8Array> {
    const response = await this.#ask('POST', path, {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  watch(onNotice: (notice: Notice) => void, onReach: (reached: boolean) => void): () => void {
    let stopped = false;
    let abort = new AbortController();
    const run = async (): Promise<void> => {
      let attempt = 0;
      let first = true;
      while (!stopped) {
        abort = new AbortController();
        let timer: ReturnType<typeof setTimeout> | undefined;
        try {
          const response = await this.#ask('GET', '/api/watch', { headers: {}, signal: abort.signal });
          onReach(true);
          attempt = 0;
          // Changes during the gap were not announced to us, so everything is read again.
          if (!first) onNotice({ workshopId: null, revision: 0 });
          first = false;
          const reader = response.body?.getReader();
          const words = new TextDecoder();
          const events = new EventReader();
          while (reader) {
            clearTimeout(timer);
            timer = setTimeout(() => abort.abort(), silence);
            const { done, value } = await reader.read();
            if (done) break;
            for (const event of events.read(words.decode(value, { stream: true }))) {
              if (event.event !== 'change') continue;
              const notice = readNotice(JSON.parse(event.data));
              if (notice) onNotice(notice);
            }
          }
        } catch (error) {
          if (!stopped && error instanceof OutOfReach) onReach(false);
          // The host says no: what this page shows may not be its any more, so it asks and is told.
          else if (!stopped && error instanceof ApiError) onNotice({ workshopId: null, revision: 0 });
        } finally {
          clearTimeout(timer);
        }
        if (!stopped) await this.#browser.pause(backOff(attempt));
        attempt += 1;
      }
    };
    void run();
    return () => {
      stopped = true;
      abort.abort();
    };
  }

  async exportFile(workshopId: string, request: unknown, name: string): Promise<boolean> {
    const path = `/api/workshops/${encodeURIComponent(workshopId)}/export`;
    downloadBytes(name, await this.download(path, request));
    return true;
  }

  saveFile(name: string, bytes: Uint8Array): Promise<boolean> {
    downloadBytes(name, bytes);
    return Promise.resolve(true);
  }

  openFile(accept?: string): ReturnType<Carrier['openFile']> {
    return pickFile(accept);
  }

  openProjector(workshopId: string): Promise<void> {
    // The new tab inherits this tab's session, and with it the right to watch.
    window.open(`projector.html#w=${encodeURIComponent(workshopId)}`, 'sextant-projector');
    return Promise.resolve();
  }

  /** One request, greeting the host first or again where that is needed. */
  async #ask(
    method: string,
    path: string,
    init: { body?: BodyInit; headers: Record<string, string>; signal?: AbortSignal },
  ): Promise<Response> {
    if (this.#token === null && this.#key !== null) await this.#greet();
    const response = await this.#fetch(method, path, init);
    if (response.ok) return response;
    if (response.status === 401 && this.#key !== null) {
      // The host has been restarted and no longer knows the token; the secret is still good.
      this.#forget();
      await this.#greet();
      const again = await this.#fetch(method, path, init);
      if (again.ok) return again;
      throw await refusal(again);
    }
    throw await refusal(response);
  }

  async #fetch(
    method: string,
    path: string,
    init: { body?: BodyInit; headers: Record<string, string>; signal?: AbortSignal },
  ): Promise<Response> {
    const headers: Record<string, string> = { ...init.headers };
    if (this.#token !== null) headers[header] = this.#token;
    try {
      return await this.#browser.fetch(path, { ...init, method, headers, cache: 'no-store' });
    } catch (cause) {
      throw new OutOfReach('the host cannot be reached', { cause });
    }
  }

  /** Exchanges the secret for a token, once however many requests wait for it. */
  #greet(): Promise<void> {
    this.#greeting ??= this.#exchange().finally(() => (this.#greeting = null));
    return this.#greeting;
  }

  async #exchange(more: { take?: true } = {}): Promise<void> {
    const response = await this.#fetch('POST', '/api/session', {
      body: JSON.stringify({ key: this.#key, ...more }),
      headers: { 'Content-Type': 'application/json' },
    });
    if (!response.ok) throw await refusal(response);
    const answer = await readJson(response);
    this.#invitation = readInvitation(answer);
    if (this.#invitation !== null) return;
    if (typeof answer !== 'object' || answer === null || !('token' in answer)) {
      throw new OutOfReach('the host did not answer with a token');
    }
    // A link to a console is used up; what was answered opens in its place.
    if ('key' in answer && typeof answer.key === 'string') this.#key = answer.key;
    this.#token = String(answer.token);
    this.#scope = 'scope' in answer && typeof answer.scope === 'string' ? answer.scope : null;
    this.#browser.session.setItem('sextant-token', this.#token);
    if (this.#scope !== null) this.#browser.session.setItem('sextant-scope', this.#scope);
  }

  #forget(): void {
    this.#token = null;
    this.#scope = null;
    this.#browser.session.removeItem('sextant-token');
    this.#browser.session.removeItem('sextant-scope');
  }
}

/** What a link to a further console says before it is taken; nothing for every other link. */
function readInvitation(answer: unknown): Invitation | null {
  if (typeof answer !== 'object' || answer === null || !('invitation' in answer)) return null;
  const { invitation } = answer;
  if (typeof invitation !== 'object' || invitation === null) return null;
  const said: Record<string, unknown> = { ...invitation };
  return {
    title: typeof said['title'] === 'string' ? said['title'] : null,
    name: typeof said['name'] === 'string' ? said['name'] : '',
    giving: said['giving'] === 'hand_over' ? 'hand_over' : 'share',
  };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A page in between answered, for example a hotel's sign-in page.
    throw new OutOfReach('the answer was not from the host', { cause });
  }
}

/** The host's own no, or "out of reach" when something in between answered. */
async function refusal(response: Response): Promise<Error> {
  let body: unknown = null;
  try {
    body = JSON.parse(await response.text());
  } catch {
    body = null;
  }
  const ours = readApiError(body);
  if (ours) return ours;
  return new OutOfReach(`the host answered ${response.status} without saying why`);
}

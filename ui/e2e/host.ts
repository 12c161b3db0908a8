import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type {
  ConsoleCommand,
  ConsoleScreen,
  ConsoleSession,
  ConsoleView,
  ExportRequest,
  LibraryCommand,
  LibraryReply,
  SeatCommand,
} from '../src/lib/bindings/index.ts';

/** The host that `cargo xtask test browser` built, or the one of the usual place. */
const program =
  process.env['SEXTANT_HOST'] ?? fileURLToPath(new URL('../../target/debug/sextant-host', import.meta.url));

interface Announcement {
  console: string;
  projector: string;
}

/** Sends what a page sends, over the same protocol, so that a state is there in a moment. */
export class Api {
  #origin: string;
  #key: string;
  #token: string | null = null;

  constructor(address: string) {
    const url = new URL(address);
    this.#origin = url.origin;
    this.#key = new URLSearchParams(url.hash.slice(1)).get('k') ?? '';
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Origin: this.#origin, 'Content-Type': 'application/json' };
    if (this.#token !== null) headers['X-Sextant-Token'] = this.#token;
    const response = await fetch(this.#origin + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async #json(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    if (this.#token === null) {
      const greeting = await this.#ask('POST', '/api/session', { key: this.#key });
      this.#token = ((await greeting.json()) as { token: string }).token;
    }
    const text = await (await this.#ask(method, path, body)).text();
    return text === '' ? null : JSON.parse(text);
  }

  async library(command: LibraryCommand): Promise<LibraryReply> {
    return (await this.#json('POST', '/api/library', { id: randomUUID(), command })) as LibraryReply;
  }

  /** One command of the console; answers with the fresh view. */
  async send(workshopId: string, command: ConsoleCommand): Promise<ConsoleView> {
    const path = `/api/workshops/${workshopId}/console`;
    return consoleView((await this.#json('POST', path, { id: randomUUID(), command })) as ConsoleScreen);
  }

  /** A command after which the console may be withheld. */
  async pass(workshopId: string, command: ConsoleCommand): Promise<ConsoleScreen> {
    const path = `/api/workshops/${workshopId}/console`;
    return (await this.#json('POST', path, { id: randomUUID(), command })) as ConsoleScreen;
  }

  async seat(workshopId: string, command: SeatCommand): Promise<ConsoleScreen> {
    const path = `/api/workshops/${workshopId}/seat`;
    return (await this.#json('POST', path, { id: randomUUID(), command })) as ConsoleScreen;
  }

  /** What belongs to the console's window beside its view. */
  async session(workshopId: string): Promise<ConsoleSession> {
    const screen = (await this.#json('GET', `/api/workshops/${workshopId}/console`)) as ConsoleScreen;
    if (screen.surface !== 'console') throw new Error('the console is withheld, the keyboard is passed');
    return screen.session;
  }

  async view(workshopId: string): Promise<ConsoleView> {
    return consoleView((await this.#json('GET', `/api/workshops/${workshopId}/console`)) as ConsoleScreen);
  }

  async render(workshopId: string, request: ExportRequest): Promise<string> {
    await this.view(workshopId);
    return (await this.#ask('POST', `/api/workshops/${workshopId}/export`, request)).text();
  }

  /** The sample workshop, made by the same commands a person sends. */
  async sample(): Promise<string> {
    return made(await this.library({ type: 'open_sample' }));
  }

  /** Opens the room and gives the link that is behind its code. */
  async openRoom(workshopId: string): Promise<string> {
    await this.pass(workshopId, { type: 'room', room: { type: 'open', address: null } });
    const { announcement } = (await this.session(workshopId)).room;
    if (announcement === null) throw new Error('the room did not open');
    return announcement.link;
  }

  async create(title: string): Promise<string> {
    return made(await this.library({ type: 'create_workshop', title }));
  }
}

function made(reply: LibraryReply): string {
  if (reply.workshopId === null) throw new Error('the host made no workshop');
  return reply.workshopId;
}

function consoleView(screen: ConsoleScreen): ConsoleView {
  if (screen.surface !== 'console') throw new Error('the console is withheld, the keyboard is passed');
  return screen.view;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}

/** A host of one's own, with its own data folder and a free port. */
export class Host {
  readonly api: Api;
  readonly origin: string;
  #process: ChildProcess;
  #folder: string;
  #said: Announcement;

  private constructor(process: ChildProcess, folder: string, said: Announcement) {
    this.#process = process;
    this.#folder = folder;
    this.#said = said;
    this.api = new Api(said.console);
    this.origin = new URL(said.console).origin;
  }

  /** `kept` is the data folder of a host that was killed. */
  static async start(more: readonly string[] = [], kept?: string): Promise<Host> {
    const folder = kept ?? (await mkdtemp(join(tmpdir(), 'sextant-browser-')));
    const child = spawn(program, ['serve', '--data', folder, '--listen', '127.0.0.1:0', '--json', ...more], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const line = await new Promise<string>((found, failed) => {
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`the host ended with ${code} before it served`)));
      createInterface({ input: child.stdout }).once('line', found);
    });
    child.removeAllListeners('exit');
    return new Host(child, folder, JSON.parse(line) as Announcement);
  }

  /** The console's address with its secret, as the host printed it. */
  get address(): string {
    return this.#said.console;
  }

  /** Opens the console, at the library or inside a workshop. */
  async console(page: Page, workshopId?: string): Promise<void> {
    // Another fragment alone loads nothing, so a page that is there already is left first.
    await page.goto('about:blank');
    await page.goto(this.#said.console);
    if (workshopId === undefined) return;
    await page.getByRole('main').first().waitFor();
    await page.evaluate((id) => (location.hash = `w=${id}`), workshopId);
    await page.locator('.rail').waitFor();
  }

  async projector(page: Page, workshopId: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(this.#said.projector.replace('{workshop}', encodeURIComponent(workshopId)));
    await page.getByRole('main').first().waitFor();
  }

  /** Stops the process as a laptop's sleep does, or lets it go on. */
  asleep(now: boolean): void {
    this.#process.kill(now ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Ends it without a word, as a power cut does, and names the data folder that stays. */
  async kill(): Promise<string> {
    const ended = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill('SIGKILL');
    await ended;
    return this.#folder;
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill('SIGTERM');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

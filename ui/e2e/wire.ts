import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A word that is put into what comes next from an address, so that the search is seen to find it. */
interface Planted {
  path: RegExp;
  word: string;
}

/**
 * Stands between one surface and the host, as a proxy of its browser, and keeps every byte that goes
 * to the surface: heads and bodies of all answers, streams while they run, and sockets as they are.
 */
export class Wire {
  readonly server: string;
  readonly #proxy: Server;
  /** One list for each answer, so that a word in two pieces is still one word. */
  readonly #answers: Buffer[][] = [];
  readonly #sockets = new Set<Duplex>();
  #planted: Planted | null = null;

  private constructor(proxy: Server) {
    this.#proxy = proxy;
    this.server = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    proxy.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.#pass(asked, answer));
    proxy.on('connect', (asked: IncomingMessage, surface: Duplex) => this.#tunnel(asked, surface));
    proxy.on('connection', (socket: Socket) => this.#know(socket));
  }

  static async start(): Promise<Wire> {
    const proxy = createServer();
    await new Promise<void>((listens) => proxy.listen(0, '127.0.0.1', listens));
    return new Wire(proxy);
  }

  async stop(): Promise<void> {
    const stopped = new Promise((done) => this.#proxy.close(done));
    for (const socket of this.#sockets) socket.destroy();
    await stopped;
  }

  /** Puts a word into the next answer from there: as a field of its JSON, or as a comment of a stream. */
  plant(path: RegExp, word: string): void {
    this.#planted = { path, word };
  }

  /** Whether a text has come, in any way in which an answer may write it. */
  carried(text: string): boolean {
    return this.#answers.some((pieces) => holds(Buffer.concat(pieces).toString('utf8'), text));
  }

  #know(socket: Duplex): void {
    this.#sockets.add(socket);
    // A page that leaves cuts its connections; that is no fault of the wire.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #hear(): (piece: Buffer) => void {
    const pieces: Buffer[] = [];
    this.#answers.push(pieces);
    return (piece) => void pieces.push(piece);
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const url = new URL(asked.url ?? '');
    // Packed bytes could not be searched.
    const headers = { ...asked.headers, 'accept-encoding': 'identity' };
    const passed = request(url, { method: asked.method ?? 'GET', headers }, (came) => {
      const hear = this.#hear();
      hear(Buffer.from(came.rawHeaders.join('\n') + '\n'));
      const planted = this.#planted?.path.test(url.pathname) === true ? this.#planted.word : null;
      if (planted !== null) this.#planted = null;
      const isStream = came.headers['content-type']?.startsWith('text/event-stream') === true;
      const told = { ...came.headers };
      if (planted !== null) delete told['content-length'];
      answer.writeHead(came.statusCode ?? 502, told);
      const tell = (piece: Buffer): void => {
        hear(piece);
        answer.write(piece);
      };
      if (planted !== null && isStream) tell(Buffer.from(`: ${planted}\n\n`));
      const whole: Buffer[] = [];
      came.on('data', (piece: Buffer) => (planted === null || isStream ? tell(piece) : whole.push(piece)));
      came.on('end', () => {
        if (planted !== null && !isStream) {
          const said = JSON.parse(Buffer.concat(whole).toString('utf8')) as object;
          tell(Buffer.from(JSON.stringify({ ...said, planted })));
        }
        answer.end();
      });
      came.on('error', () => answer.destroy());
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  }

  /** A socket's frames come unmasked and unpacked from the room, so they can be searched as they are. */
  #tunnel(asked: IncomingMessage, surface: Duplex): void {
    const [host, port] = (asked.url ?? '').split(':');
    const room = connect(Number(port), host, () => surface.write('HTTP/1.1 200 OK\r\n\r\n'));
    this.#know(room);
    this.#know(surface);
    const hear = this.#hear();
    room.on('data', (piece: Buffer) => {
      hear(piece);
      surface.write(piece);
    });
    surface.pipe(room);
    room.on('close', () => surface.destroy());
    surface.on('close', () => room.destroy());
  }
}

/** A text as it may stand in JSON, in JSON within JSON, in an address and in a page. */
function forms(text: string): string[] {
  const json = (inner: string): string => JSON.stringify(inner).slice(1, -1);
  const escaped = (inner: string): string =>
    inner.replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const entities = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    text,
    json(text),
    json(json(text)),
    escaped(json(text)),
    json(escaped(json(text))),
    encodeURIComponent(text),
    entities,
    entities.replaceAll('"', '&quot;'),
  ];
}

/** Whether a text stands in what was received. */
export function holds(received: string, text: string): boolean {
  const lower = received.toLowerCase();
  return forms(text).some((form) => lower.includes(form.toLowerCase()));
}

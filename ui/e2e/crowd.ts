import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Discipline, SeatCommand } from '../src/lib/bindings/index.ts';

/** A loopback address for each person, so that no limit per address is switched off (T10). */
const addressOf = (place: number): string => `127.1.${Math.floor(place / 200)}.${(place % 200) + 2}`;

/** Somebody with a device of their own, without a browser around it. */
export class Someone {
  /** What came over the socket, in bytes. */
  heard = 0;
  #socket: Socket | null = null;
  #seq = 0;
  #address: string;
  #origin: URL;

  constructor(place: number, link: string) {
    this.#address = addressOf(place);
    this.#origin = new URL(new URL(link).origin);
  }

  async #post(path: string, body: unknown): Promise<Record<string, unknown>> {
    const answer = await new Promise<IncomingMessage>((found, failed) => {
      const asked = request(
        {
          host: this.#origin.hostname,
          port: this.#origin.port,
          localAddress: this.#address,
          method: 'POST',
          path,
          headers: { Origin: this.#origin.origin, 'Content-Type': 'application/json' },
        },
        found,
      );
      asked.on('error', failed).end(JSON.stringify(body));
    });
    let text = '';
    for await (const piece of answer) text += String(piece);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Comes in by the link of the QR code and opens the socket. */
  async join(link: string, name: string, discipline: Discipline): Promise<void> {
    const { pass } = await this.#post('/api/enter', { secret: new URL(link).hash.slice(1) });
    const { seat } = await this.#post('/api/join', { pass, request: { name, discipline, watch: false } });
    const key = randomBytes(16).toString('base64');
    this.#socket = await new Promise<Socket>((found, failed) => {
      const asked = request({
        host: this.#origin.hostname,
        port: this.#origin.port,
        localAddress: this.#address,
        path: '/api/seat',
        headers: {
          Origin: this.#origin.origin,
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': key,
        },
      });
      asked.on('error', failed);
      asked.on('response', (answer) => failed(new Error(`no socket: ${answer.statusCode}`)));
      asked.on('upgrade', (answer, socket) => {
        const wanted = createHash('sha1')
          .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
          .digest('base64');
        if (answer.headers['sec-websocket-accept'] === wanted) found(socket);
        else failed(new Error('another answer to the key'));
      });
      asked.end();
    });
    this.#socket.on('data', (piece: Buffer) => (this.heard += piece.length));
    this.#socket.on('error', () => undefined);
    this.#say({ type: 'hello', seat, build: '' });
  }

  send(command: SeatCommand): void {
    this.#seq += 1;
    this.#say({ type: 'command', id: randomUUID(), seq: this.#seq, command });
  }

  leave(): void {
    this.#socket?.destroy();
  }

  /** One text frame, masked as a browser masks it. */
  #say(message: unknown): void {
    const text = Buffer.from(JSON.stringify(message));
    const mask = randomBytes(4);
    const head =
      text.length < 126
        ? Buffer.from([0x81, 0x80 | text.length])
        : Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255]);
    const body = Buffer.from(text.map((byte, place) => byte ^ (mask[place % 4] ?? 0)));
    this.#socket?.write(Buffer.concat([head, mask, body]));
  }
}

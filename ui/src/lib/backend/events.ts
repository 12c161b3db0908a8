import type { Notice } from './backend.ts';

/** One event of a `text/event-stream`. */
export interface StreamEvent {
  event: string;
  data: string;
}

/** Cuts a stream into events; the rest of a half-read event stays until more text comes. */
export class EventReader {
  #rest = '';

  read(chunk: string): StreamEvent[] {
    this.#rest += chunk.replaceAll('\r\n', '\n');
    const blocks = this.#rest.split('\n\n');
    this.#rest = blocks.pop() ?? '';
    const events: StreamEvent[] = [];
    for (const block of blocks) {
      let event = 'message';
      const data: string[] = [];
      for (const line of block.split('\n')) {
        if (line.startsWith('event:')) event = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
        // A line that starts with a colon only keeps the connection warm.
      }
      if (data.length > 0) events.push({ event, data: data.join('\n') });
    }
    return events;
  }
}

/** Reads a change notice; nothing when it is malformed. */
export function readNotice(payload: unknown): Notice | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const workshopId = 'workshopId' in payload ? payload.workshopId : null;
  const revision = 'revision' in payload ? payload.revision : 0;
  return {
    workshopId: typeof workshopId === 'string' ? workshopId : null,
    revision: typeof revision === 'number' ? revision : 0,
  };
}

import type { Backend, Carrier, OpenedFile } from './backend.ts';
import { Connection } from './connection.svelte.ts';
import { OutOfReach } from './errors.ts';
import { Outbox } from './outbox.ts';

const at = (workshopId: string, rest: string): string =>
  `/api/workshops/${encodeURIComponent(workshopId)}/${rest}`;

/**
 * The shapes of what comes in are generated from the same source as the host that sends them, so
 * they are taken at their word here and nowhere else.
 */
function trusted<View>(answer: unknown): View {
  return answer as View;
}

/** The backend over a carrier. This file is the whole list of paths. */
export function createBackend(
  carrier: Carrier,
  store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null = null,
): Backend {
  const connection = new Connection();
  const outbox = new Outbox({
    post: (path, body) => carrier.request('POST', path, body),
    connection,
    store,
  });

  /** Reading is not queued: a newer view would replace it anyway. */
  async function read<View>(path: string): Promise<View> {
    try {
      const answer = await carrier.request('GET', path);
      connection.reachable = true;
      return trusted(answer);
    } catch (error) {
      if (error instanceof OutOfReach) connection.reachable = false;
      throw error;
    }
  }

  async function send<View>(path: string, body: Record<string, unknown>): Promise<View> {
    return trusted(await outbox.send(path, body));
  }

  return {
    connection,
    arrive: () => carrier.arrive(),
    takeConsole: () => carrier.takeConsole(),
    library: () => read('/api/library'),
    sendLibrary: (command) => send('/api/library', { command }),
    console: (workshopId) => read(at(workshopId, 'console')),
    sendConsole: (workshopId, command) => send(at(workshopId, 'console'), { command }),
    consoles: (workshopId) => read(at(workshopId, 'consoles')),
    // Not queued: a link that is made after a minute of waiting would surprise.
    sendConsoles: async (workshopId, command) =>
      trusted(await carrier.request('POST', at(workshopId, 'consoles'), command)),
    sendSeat: (workshopId, command) => send(at(workshopId, 'seat'), { command }),
    projector: (workshopId) => read(at(workshopId, 'projector')),
    ask: async (workshopId, query) =>
      trusted(await carrier.request('POST', at(workshopId, 'ask'), { query })),
    async draft(workshopId, key) {
      const answer = await read<unknown>(at(workshopId, `drafts/${encodeURIComponent(key)}`));
      if (typeof answer === 'string') return answer;
      if (typeof answer === 'object' && answer !== null && 'text' in answer) {
        return typeof answer.text === 'string' ? answer.text : null;
      }
      return null;
    },
    async saveDraft(workshopId, key, text) {
      await carrier.request('POST', at(workshopId, `drafts/${encodeURIComponent(key)}`), { text });
    },
    watch: (onNotice) => carrier.watch(onNotice, (reached) => (connection.reachable = reached)),
    render: (workshopId, request) => carrier.download(at(workshopId, 'export'), request),
    exportFile: (workshopId, request, name) => carrier.exportFile(workshopId, request, name),
    saveFile: (name, bytes) => carrier.saveFile(name, bytes),
    openFile: (accept): Promise<OpenedFile | null> => carrier.openFile(accept),
    importFile: async (bytes) => trusted(await carrier.upload('/api/import', bytes)),
    openProjector: (workshopId) => carrier.openProjector(workshopId),
  };
}

import type { Arrival, Carrier, ExportRequest, Notice, OpenedFile } from './backend.ts';
import { OutOfReach, readApiError } from './errors.ts';
import { readNotice } from './events.ts';
import { pickFile } from './files.ts';

interface DoorAnswer {
  status: number;
  body: unknown;
}

// Loaded on first use, so that a phone never loads the desktop's bridge.
const core = () => import('@tauri-apps/api/core');

/** Requests inside the desktop app. The window's label says which surface asks. */
export class TauriCarrier implements Carrier {
  arrive(): Promise<Arrival> {
    const named = new URLSearchParams(location.hash.replace(/^#/, ''));
    const scope = location.pathname.includes('projector') ? 'projector' : 'library';
    return Promise.resolve({ scope, workshopId: named.get('w'), invitation: null });
  }

  takeConsole(): Promise<void> {
    // No link leads into a window.
    return Promise.resolve();
  }

  async request(method: 'GET' | 'POST', path: string, body: unknown = null): Promise<unknown> {
    const { invoke } = await core();
    let answer: DoorAnswer;
    try {
      answer = await invoke<DoorAnswer>('door', { request: { method, path, body } });
    } catch (cause) {
      throw readApiError(cause) ?? new OutOfReach('the app did not answer', { cause });
    }
    if (answer.status < 400) return answer.body;
    throw readApiError(answer.body) ?? new OutOfReach(`the app answered ${answer.status}`);
  }

  async upload(path: string, bytes: Uint8Array): Promise<unknown> {
    const { invoke } = await core();
    try {
      return await invoke('upload', bytes, { headers: { 'x-path': path } });
    } catch (cause) {
      throw readApiError(cause) ?? cause;
    }
  }

  async download(path: string, body: unknown): Promise<Uint8Array> {
    const { invoke } = await core();
    try {
      return new Uint8Array(
        await invoke<ArrayBuffer>('download', { request: { method: 'POST', path, body } }),
      );
    } catch (cause) {
      throw readApiError(cause) ?? cause;
    }
  }

  watch(onNotice: (notice: Notice) => void): () => void {
    let stop: (() => void) | null = null;
    let stopped = false;
    void import('@tauri-apps/api/event')
      .then(({ listen }) =>
        listen<unknown>('change', (event) => {
          const notice = readNotice(event.payload);
          if (notice) onNotice(notice);
        }),
      )
      .then((unlisten) => {
        if (stopped) unlisten();
        else stop = unlisten;
      });
    return () => {
      stopped = true;
      stop?.();
    };
  }

  async exportFile(workshopId: string, request: ExportRequest, name: string): Promise<boolean> {
    const { invoke } = await core();
    try {
      return await invoke<boolean>('save_export', { workshopId, request, name });
    } catch (cause) {
      throw readApiError(cause) ?? cause;
    }
  }

  async saveFile(name: string, bytes: Uint8Array): Promise<boolean> {
    const { invoke } = await core();
    try {
      return await invoke<boolean>('save_file', bytes, { headers: { 'x-name': encodeURIComponent(name) } });
    } catch (cause) {
      throw readApiError(cause) ?? cause;
    }
  }

  openFile(accept?: string): Promise<OpenedFile | null> {
    return pickFile(accept);
  }

  async openProjector(workshopId: string): Promise<void> {
    const { invoke } = await core();
    await invoke('open_projector', { workshopId });
  }
}

/** What a page keeps on its device under a name. */
export interface Keep {
  get: (name: string) => string | null;
  set: (name: string, text: string) => void;
  remove: (name: string) => void;
}

const prefix = 'sextant-';
/** Text that nobody came back to for so long is no longer kept on the phone. */
const longest = 30 * 24 * 3600 * 1000;

/**
 * The device's own storage, or this page's memory where the browser gives none, as in a private
 * window: then a reload asks for the code again, and nothing else is lost.
 */
export function keepIn(storage: () => Storage): Keep {
  const memory = new Map<string, string>();
  let place: Storage | null;
  try {
    place = storage();
    place.setItem(`${prefix}probe`, '1');
    place.removeItem(`${prefix}probe`);
  } catch {
    place = null;
  }
  return {
    get: (name) => memory.get(name) ?? place?.getItem(prefix + name) ?? null,
    set(name, text) {
      try {
        if (place === null) throw new Error('no storage');
        place.setItem(prefix + name, text);
        memory.delete(name);
      } catch {
        // Full or forbidden: what is typed still lives as long as the page.
        memory.set(name, text);
      }
    },
    remove(name) {
      memory.delete(name);
      place?.removeItem(prefix + name);
    },
  };
}

/** A storage in memory, for tests and for browsers without one. */
export function keepInMemory(): Keep {
  const memory = new Map<string, string>();
  return {
    get: (name) => memory.get(name) ?? null,
    set: (name, text) => void memory.set(name, text),
    remove: (name) => void memory.delete(name),
  };
}

/** Takes texts off the device that were typed long ago and never sent. */
export function dropOldDrafts(storage: () => Storage, now: number = Date.now()): void {
  try {
    const place = storage();
    for (const name of Object.keys(place)) {
      if (!name.startsWith(`${prefix}draft:`)) continue;
      if (now - (readDraft(place.getItem(name))?.at ?? 0) > longest) place.removeItem(name);
    }
  } catch {
    // Without storage there is nothing old.
  }
}

interface Draft {
  text: string;
  at: number;
}

function readDraft(stored: string | null): Draft | null {
  try {
    const read: unknown = JSON.parse(stored ?? 'null');
    if (typeof read !== 'object' || read === null || !('text' in read) || !('at' in read)) return null;
    return typeof read.text === 'string' && typeof read.at === 'number'
      ? { text: read.text, at: read.at }
      : null;
  } catch {
    return null;
  }
}

/** Text that was typed and not sent. */
export interface Drafts {
  read: (key: string) => Promise<string | null>;
  /** An empty text takes the draft away. */
  save: (key: string, text: string) => Promise<void>;
}

/** Drafts on the device itself. `whose` tells two people apart who share it. */
export function draftsIn(keep: Keep, whose: () => string, now: () => number = Date.now): Drafts {
  const place = (key: string): string => `draft:${whose()}:${key}`;
  return {
    read: (key) => Promise.resolve(readDraft(keep.get(place(key)))?.text ?? null),
    save(key, text) {
      if (text === '') keep.remove(place(key));
      else keep.set(place(key), JSON.stringify({ text, at: now() } satisfies Draft));
      return Promise.resolve();
    },
  };
}

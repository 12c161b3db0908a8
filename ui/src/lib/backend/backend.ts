import type { Connection } from './connection.svelte.ts';

import type {
  Answer,
  ConsoleCommand,
  ConsoleGiving,
  ConsoleScreen,
  Consoles,
  ConsolesCommand,
  ConsolesReply,
  LibraryCommand,
  LibraryReply,
  LibraryView,
  ProjectorView,
  Query,
  SeatCommand,
} from '$lib/bindings/index.ts';

/** Something has changed; fetch the view again. */
export interface Notice {
  /** Nothing names the library, and after a lost connection it means "anything". */
  workshopId: string | null;
  /** The revision reached, 0 when unknown. */
  revision: number;
}

/** What to print, for whom, on which paper. */
export interface ExportRequest {
  format: string;
  audience: string;
  paper: string;
}

/** Who this page is and what it was opened for. */
export interface Arrival {
  /** The secret was accepted: `library`, `console`, `projector` or `seat`. Nothing: no secret, or refused. */
  scope: string | null;
  /** The workshop named by the link. */
  workshopId: string | null;
  /** The link gives this device a console, and nobody has said yes yet. */
  invitation: Invitation | null;
}

/** A console that somebody gives to this device. */
export interface Invitation {
  /** What the workshop is called; nothing when the host could not say it. */
  title: string | null;
  /** For whom the link was made. */
  name: string;
  giving: ConsoleGiving;
}

/** The only door out of the page. A window and a browser open it the same way. */
export interface Backend {
  /** Which link opened this page; exchanges its secret once. */
  arrive(): Promise<Arrival>;
  /** Takes the console that the link gives; the link works no more. */
  takeConsole(): Promise<void>;

  library(): Promise<LibraryView>;
  sendLibrary(command: LibraryCommand): Promise<LibraryReply>;
  /** The console's screen: the facilitator's view, or one person's seat while the keyboard is theirs. */
  console(workshopId: string): Promise<ConsoleScreen>;
  sendConsole(workshopId: string, command: ConsoleCommand): Promise<ConsoleScreen>;
  /** Who else has a console of this workshop, and whether this one acts. */
  consoles(workshopId: string): Promise<Consoles>;
  sendConsoles(workshopId: string, command: ConsolesCommand): Promise<ConsolesReply>;
  /** A passed keyboard: the command of the person who holds it. */
  sendSeat(workshopId: string, command: SeatCommand): Promise<ConsoleScreen>;
  projector(workshopId: string): Promise<ProjectorView>;
  /** A read-only question. */
  ask(workshopId: string, query: Query): Promise<Answer>;

  /** Text that was typed and not yet sent; nothing when there is none. */
  draft(workshopId: string, key: string): Promise<string | null>;
  saveDraft(workshopId: string, key: string, text: string): Promise<void>;

  /** Calls back on each change until the returned call. */
  watch(onNotice: (notice: Notice) => void): () => void;

  /** The bytes of an export, for a preview. */
  render(workshopId: string, request: ExportRequest): Promise<Uint8Array>;
  /** Makes an export and lets the person keep it. False when they changed their mind. */
  exportFile(workshopId: string, request: ExportRequest, name: string): Promise<boolean>;
  /** Lets the person keep bytes made here. */
  saveFile(name: string, bytes: Uint8Array): Promise<boolean>;
  /** Asks for a file; nothing when they changed their mind. */
  openFile(accept?: string): Promise<OpenedFile | null>;
  /** Sends a workshop file to the library. */
  importFile(bytes: Uint8Array): Promise<LibraryReply>;

  openProjector(workshopId: string): Promise<void>;

  /** Whether the host can be reached, and how much waits to be sent. */
  readonly connection: Connection;
}

export interface OpenedFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * How requests travel. Two carriers, one protocol: the paths and bodies are the same over HTTP and
 * inside the desktop app.
 */
export interface Carrier {
  arrive(): Promise<Arrival>;
  takeConsole(): Promise<void>;
  /** Throws `ApiError` when the host refuses and `OutOfReach` when it cannot be asked. */
  request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
  upload(path: string, bytes: Uint8Array): Promise<unknown>;
  download(path: string, body: unknown): Promise<Uint8Array>;
  watch(onNotice: (notice: Notice) => void, onReach: (reached: boolean) => void): () => void;
  exportFile(workshopId: string, request: ExportRequest, name: string): Promise<boolean>;
  saveFile(name: string, bytes: Uint8Array): Promise<boolean>;
  openFile(accept?: string): Promise<OpenedFile | null>;
  openProjector(workshopId: string): Promise<void>;
}

import type { Backend } from './backend.ts';
import { HttpCarrier } from './http.ts';
import { createBackend } from './protocol.ts';
import { TauriCarrier } from './tauri.ts';

export type * from './backend.ts';
export { ApiError, asApiError, OutOfReach } from './errors.ts';

/** The desktop app puts this name into its windows before the page runs. */
const inDesktop = '__TAURI_INTERNALS__' in globalThis;

/** The backend of this page. */
export const backend: Backend = createBackend(
  inDesktop ? new TauriCarrier() : new HttpCarrier(),
  inDesktop ? null : sessionStorage,
);

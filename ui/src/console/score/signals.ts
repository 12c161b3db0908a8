import type { ConsoleView, Signal } from '$lib/bindings/index.ts';

/** Where somebody stands, before their reason. */
export const signalWords: Record<Signal, string> = {
  support: 'Supports it:',
  live_with: 'Can live with it:',
  object: 'Objects:',
};

/** Whether anybody signalled where they stand on a candidate. */
export function signalled(view: Pick<ConsoleView, 'contributions'>, id: string): boolean {
  return view.contributions.some((one) => one.kind === 'signal' && one.candidateId === id);
}

import type { Standing } from '$lib/bindings/index.ts';

/** Whether a candidate with this standing may still become the star. */
export function inTheRunning(standing: Standing): boolean {
  return standing === 'open' || standing === 'shortlisted' || standing === 'chosen';
}

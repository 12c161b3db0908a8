import type { Frame } from '$lib/bindings/index.ts';

/** What the core asks when no question of your own is agreed (R16). */
export const usualQuestion = 'What would you count to know that customers got what they came for?';

/** The question on the projector while people write. */
export function centralQuestion(frame: Frame): string {
  return frame.centralQuestion === '' ? usualQuestion : frame.centralQuestion;
}

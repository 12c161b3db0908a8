import type { ScoreStep } from '$lib/bindings/index.ts';
import { optionsOf, scoreStepWords } from '$lib/copy/words.ts';

/** The four parts of Score, in their order. */
export const steps: readonly ScoreStep[] = optionsOf(scoreStepWords).map((option) => option.value);

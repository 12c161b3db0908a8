import type { Candidate, MetricSentence } from '$lib/bindings/index.ts';
import { missingSlots } from '$lib/components/slots.ts';

/** The sentence inside a candidate's row. */
export function sentenceOf(candidate: Candidate): MetricSentence {
  const { freeText, audience, action, threshold, thresholdCount, unit, period, condition, countedUnit } =
    candidate;
  return { freeText, audience, action, threshold, thresholdCount, unit, period, condition, countedUnit };
}

/** Whether something is still open in it. Said to its writer only; nothing is filtered (R23). */
export function isUnfinished(sentence: MetricSentence): boolean {
  return missingSlots(sentence).length > 0;
}

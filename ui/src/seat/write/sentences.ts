import type { Candidate, MetricSentence } from '$lib/bindings/index.ts';
import { emptySentence, missingSlots } from '$lib/components/slots.ts';

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

/** A sentence that was being typed; nothing when it is not one. */
export function readSentence(text: string | null): MetricSentence | null {
  try {
    const read: unknown = JSON.parse(text ?? 'null');
    if (typeof read !== 'object' || read === null || !('freeText' in read)) return null;
    // It was written by this page; a later page may know more parts.
    return { ...emptySentence(), ...(read as Partial<MetricSentence>) };
  } catch {
    return null;
  }
}

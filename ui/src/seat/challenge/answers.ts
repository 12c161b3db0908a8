import type { ChallengeKind, Verdict } from '$lib/bindings/index.ts';

/** What a person answers to each challenge, in the words of its question. */
export const answersTo: Record<ChallengeKind, Record<Verdict, string>> = {
  churn: { survives: 'No', fails: 'Yes, it could', unsure: 'Unsure' },
  doubling: { survives: 'Healthier', fails: 'Only louder', unsure: 'Unsure' },
  gaming: { survives: 'I see no way', fails: 'I know a way', unsure: 'Unsure' },
  no_more_successful: { survives: 'No', fails: 'Yes, it could', unsure: 'Unsure' },
};

/** In the order in which they are offered. */
export const verdicts: readonly Verdict[] = ['survives', 'fails', 'unsure'];

import type { ChallengeKind, MetricKind, RejectionReason } from '$lib/bindings/index.ts';
import { emptyRejection, type RejectAnswers } from '$lib/components/challenge.ts';
import { challengeWords, metricKindWords, optionsOf, rejectionWords } from '$lib/copy/words.ts';

/** What was typed about one candidate and not sent. */
export interface Begun {
  stories: Partial<Record<ChallengeKind, string>>;
  rejection: RejectAnswers<RejectionReason, MetricKind> | null;
}

const kinds = optionsOf(challengeWords).map((one) => one.value);
const reasons = optionsOf(rejectionWords).map((one) => one.value);
const metrics = optionsOf(metricKindWords).map((one) => one.value);

/** The draft's text; empty when nothing is begun. */
export function written(
  storyOf: (kind: ChallengeKind) => string | undefined,
  rejection: Begun['rejection'],
): string {
  const stories = Object.fromEntries(
    kinds.flatMap((kind) => {
      const story = storyOf(kind);
      return story === undefined || story === '' ? [] : [[kind, story]];
    }),
  );
  if (Object.keys(stories).length === 0 && rejection === null) return '';
  return JSON.stringify({ stories, rejection });
}

/** Reads a draft back. One that cannot be read counts as none. */
export function begun(text: string | null): Begun {
  const none: Begun = { stories: {}, rejection: null };
  if (text === null || text === '') return none;
  try {
    const kept: unknown = JSON.parse(text);
    if (!isRecord(kept)) return none;
    const stories: Begun['stories'] = {};
    for (const kind of kinds) {
      const story = isRecord(kept['stories']) ? kept['stories'][kind] : undefined;
      if (typeof story === 'string') stories[kind] = story;
    }
    return { stories, rejection: isRecord(kept['rejection']) ? rejectionOf(kept['rejection']) : null };
  } catch {
    return none;
  }
}

function rejectionOf(kept: Record<string, unknown>): Begun['rejection'] {
  const words = (name: string): string => (typeof kept[name] === 'string' ? kept[name] : '');
  return {
    ...emptyRejection<RejectionReason, MetricKind>(),
    reason: reasons.find((one) => one === kept['reason']) ?? null,
    text: words('text'),
    bestArgument: words('bestArgument'),
    comeBackWhen: words('comeBackWhen'),
    evidence: words('evidence'),
    keptAs: metrics.find((one) => one === kept['keptAs']) ?? null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

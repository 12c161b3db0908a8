/** What a challenge did to a candidate, as the tile shows it. */
export type TileVerdict = 'survives' | 'fails' | 'unsure';

/** One verdict to choose, with the key that chooses it on the tile in focus. */
export interface VerdictChoice {
  value: TileVerdict;
  label: string;
  key: string;
}

/** What the form says about a candidate that is turned down. */
export interface RejectAnswers<Reason extends string = string, Kept extends string = string> {
  reason: Reason | null;
  text: string;
  bestArgument: string;
  comeBackWhen: string;
  evidence: string;
  keptAs: Kept | null;
}

/** What stops the form from being sent, field by field; nothing when it can go. */
export interface RejectGaps {
  reason?: string;
  text?: string;
  comeBackWhen?: string;
}

/** The rules of a rejection (R90): a code, a way back, and words where the code says none. */
export function rejectGaps(answers: RejectAnswers): RejectGaps {
  const gaps: RejectGaps = {};
  if (answers.reason === null) gaps.reason = 'Choose the reason that comes closest.';
  if (answers.reason === 'other' && answers.text.trim() === '') gaps.text = 'Say the reason in your words.';
  if (answers.comeBackWhen.trim() === '') gaps.comeBackWhen = 'Say when to look at it again.';
  return gaps;
}

/** An empty form, or one that starts with a suggestion. */
export function emptyRejection<Reason extends string, Kept extends string>(
  start: Partial<RejectAnswers<Reason, Kept>> = {},
): RejectAnswers<Reason, Kept> {
  return {
    reason: null,
    text: '',
    bestArgument: '',
    comeBackWhen: '',
    evidence: '',
    keptAs: null,
    ...start,
  };
}

/** Where a number would come from, as the line shows it. */
export interface DataAnswers {
  dataStatus: 'unknown' | 'weekly_now' | 'by_date' | 'not_measurable';
  dataSource: string;
  dataEvent: string;
  delayDays: number | null;
  measurableBy: string | null;
  dataOwner: string;
}

/** From this many days on a weekly number comes too late to steer by (R46). */
export const longDelayDays = 14;

/** What is still missing before the answers can be kept (R45). */
export function dataGap(answers: DataAnswers): string | null {
  if (answers.dataStatus !== 'by_date') return null;
  if (answers.measurableBy === null && answers.dataOwner.trim() === '')
    return 'Name the day and who sees to it.';
  if (answers.measurableBy === null) return 'Name the day from which it can be had.';
  if (answers.dataOwner.trim() === '') return 'Name who sees to it.';
  return null;
}

/** The delay in words. */
export function delayWords(days: number | null): string | null {
  if (days === null) return null;
  if (days === 0) return 'known the same day';
  if (days === 1) return 'known the next day';
  return `known after ${days} days`;
}

/** A whole number of days, nothing when the field is empty, `undefined` when it is no number. */
export function readDays(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : undefined;
}

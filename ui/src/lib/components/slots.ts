/** How an action is counted (R26). */
export type SlotThreshold = 'any' | 'at_least' | 'distinct_days' | 'several_people';
/** How often a number is read (R25). */
export type SlotPeriod = 'day' | 'week' | 'month' | 'quarter' | 'year';
/** What one unit of the number is (R26, R28). */
export type SlotUnit = 'user' | 'account' | 'team' | 'order' | 'other';

/** A candidate's sentence, in the shape in which the core takes it. */
export interface SlotSentence {
  freeText: string;
  audience: string;
  action: string;
  threshold: SlotThreshold;
  thresholdCount: number | null;
  unit: string;
  period: SlotPeriod | null;
  condition: string;
  countedUnit: SlotUnit | null;
}

/** The places in the sentence that are filled in. */
export type Slot = 'audience' | 'action' | 'threshold' | 'unit' | 'condition' | 'period';

export const thresholdOptions: readonly { value: SlotThreshold; label: string }[] = [
  { value: 'any', label: 'any' },
  { value: 'at_least', label: 'at least' },
  { value: 'distinct_days', label: 'on distinct days' },
  { value: 'several_people', label: 'by several people' },
];
export const periodOptions: readonly { value: SlotPeriod; label: string }[] = [
  { value: 'day', label: 'each day' },
  { value: 'week', label: 'each week' },
  { value: 'month', label: 'each month' },
  { value: 'quarter', label: 'each quarter' },
  { value: 'year', label: 'each year' },
];
export const unitOptions: readonly { value: SlotUnit; label: string }[] = [
  { value: 'user', label: 'User' },
  { value: 'account', label: 'Account' },
  { value: 'team', label: 'Team' },
  { value: 'order', label: 'Order' },
  { value: 'other', label: 'Something else' },
];

/** Nothing written yet. A week and no threshold are where most sentences start. */
export function emptySentence(): SlotSentence {
  return {
    freeText: '',
    audience: '',
    action: '',
    threshold: 'any',
    thresholdCount: null,
    unit: '',
    period: 'week',
    condition: '',
    countedUnit: null,
  };
}

/** The sentence as the core reads it out; while a free text stands, that text. */
export function sentenceText(sentence: SlotSentence): string {
  if (sentence.freeText.trim() !== '') return sentence.freeText.trim();
  const { audience, action, unit, thresholdCount: count } = sentence;
  const counted = {
    any: unit,
    at_least: count === null ? unit : `at least ${count} ${unit}`,
    distinct_days: count === null ? unit : `${unit} on at least ${count} days`,
    several_people: count === null ? unit : `${unit} by at least ${count} people`,
  }[sentence.threshold];
  const words = [
    audience,
    audience.trim() !== '' && action.trim() !== '' ? 'that' : '',
    action,
    counted,
    sentence.condition,
    periodOptions.find((option) => option.value === sentence.period)?.label ?? '',
  ];
  return words
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .join(' ');
}

/** Whether anybody typed anything. A period alone is no sentence. */
export function isBlank(sentence: SlotSentence): boolean {
  const { freeText, audience, action, unit, condition } = sentence;
  return [freeText, audience, action, unit, condition].every((text) => text.trim() === '');
}

/** The places that a complete sentence still needs, in the order in which they are read. */
export function missingSlots(sentence: SlotSentence): Slot[] {
  const missing: Slot[] = [];
  const free = sentence.freeText.trim() !== '';
  if (!free && sentence.audience.trim() === '') missing.push('audience');
  if (!free && sentence.action.trim() === '') missing.push('action');
  if (!free && sentence.threshold !== 'any' && sentence.thresholdCount === null) missing.push('threshold');
  if (sentence.period === null) missing.push('period');
  return missing;
}

const slotNames: Record<Slot, string> = {
  audience: 'who',
  action: 'what they do',
  threshold: 'how many',
  unit: 'of what',
  condition: 'under which condition',
  period: 'how often',
};

/** What is still open, as words for one sentence. */
export function missingWords(sentence: SlotSentence): string {
  return missingSlots(sentence)
    .map((slot) => slotNames[slot])
    .join(', ');
}

/**
 * What is sent when a sentence is saved before it is finished. The core takes only a sentence with
 * a text, an audience or an action, so words that stand elsewhere alone are sent as they read.
 */
export function asItIs(sentence: SlotSentence): SlotSentence {
  const named =
    sentence.freeText.trim() !== '' || sentence.audience.trim() !== '' || sentence.action.trim() !== '';
  return named ? sentence : { ...sentence, freeText: sentenceText({ ...sentence, period: null }) };
}

const periodWords: readonly [RegExp, SlotPeriod][] = [
  [/\b(?:per|each|every|a)\s+day\b|\bdaily\b/i, 'day'],
  [/\b(?:per|each|every|a|in a)\s+week\b|\bweekly\b/i, 'week'],
  [/\b(?:per|each|every|a|in a)\s+month\b|\bmonthly\b/i, 'month'],
  [/\b(?:per|each|every|a)\s+quarter\b|\bquarterly\b/i, 'quarter'],
  [/\b(?:per|each|every|a)\s+year\b|\byearly\b|\bannual(?:ly)?\b/i, 'year'],
];

/**
 * A free text laid out in slots as a first draft: the period and the threshold are taken out where
 * they are plain, the rest is parted at "that", "who" or "which". People correct it.
 */
export function laidOut(sentence: SlotSentence, limits: { name: number; line: number }): SlotSentence {
  let rest = sentence.freeText.trim();
  if (rest === '') return sentence;
  let period = sentence.period;
  for (const [pattern, value] of periodWords) {
    if (!pattern.test(rest)) continue;
    period ??= value;
    rest = rest.replace(pattern, ' ');
    break;
  }
  let threshold = sentence.threshold;
  let count = sentence.thresholdCount;
  let unit = sentence.unit;
  const many = /\bat least (\d{1,7})\s+(\S+)|(?<![\w-])(\d{1,7})\s*(?:\+|or more)\s+(\S+)/i.exec(rest);
  if (many) {
    threshold = 'at_least';
    count = Number(many[1] ?? many[3]);
    unit = (many[2] ?? many[4] ?? '').replace(/[.,;]+$/, '');
    rest = rest.replace(many[0], ' ');
  }
  rest = rest
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.]+|[\s,;:.]+$/g, '')
    .trim();
  const parted = /^(.+?)\s+(?:that|who|which)\s+(.+)$/i.exec(rest);
  const audience = parted ? (parted[1] ?? '') : '';
  const action = parted ? (parted[2] ?? '') : rest;
  const fits = [...audience].length <= limits.name && [...action].length <= limits.name;
  return {
    ...sentence,
    freeText: '',
    audience: fits ? audience : '',
    action: fits ? action : '',
    condition: fits ? sentence.condition : [...rest].slice(0, limits.line).join(''),
    threshold,
    thresholdCount: count,
    unit,
    period,
  };
}

/** A typed number as a threshold; nothing for anything else. */
export function thresholdOf(typed: string): number | null {
  const digits = typed.replace(/\D/g, '').slice(0, 7);
  const number = Number(digits);
  return digits === '' || number < 1 ? null : Math.min(number, 1_000_000);
}

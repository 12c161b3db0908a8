import { dayWords } from '$lib/components/day.ts';
import { printMeasure, printNumber } from '$lib/components/number.ts';
import type {
  Baseline,
  Definition,
  DefinitionField,
  Exclusion,
  ExclusionDecision,
  MeasurementWindow,
  Target,
} from '$lib/bindings/index.ts';
import { exclusionKindWords, weekStartWords, windowKindWords, windowUnitWords } from '$lib/copy/words.ts';

/** Which fields a line of the table answers, by its small words at the left. */
export const fieldsOf: Readonly<Record<string, readonly DefinitionField[]>> = {
  Counts: ['unit'],
  'that did': ['event'],
  when: ['qualifying_rule'],
  'Divided by': ['denominator_text'],
  In: ['time_zone'],
  'Known from': ['data_source'],
  'Known by': ['delay'],
  Owner: ['owner'],
};

/** The window as it reads: `A calendar week, from Monday, Europe/Berlin`. */
export function windowWords(window: MeasurementWindow): string {
  const { windowLength, windowUnit, windowKind, weekStart, timeZone } = window;
  if (windowLength === null && windowUnit === null && windowKind === null && timeZone === '') return '';
  const unit = windowUnit === null ? '' : windowUnitWords[windowUnit];
  const kind = windowKind === null ? '' : windowKindWords[windowKind];
  const length =
    windowLength === null || windowLength === 1
      ? `A ${[kind, unit].filter(Boolean).join(' ')}`
      : `${printNumber(windowLength)} ${[kind, unit].filter(Boolean).join(' ')}s`;
  const start = windowUnit === 'week' && weekStart !== null ? `from ${weekStartWords[weekStart]}` : '';
  return [length.trim(), start, timeZone].filter(Boolean).join(', ');
}

/** One exclusion in words: what was typed, or the usual name. */
export function exclusionWords(one: Exclusion): string {
  return one.detail || exclusionKindWords[one.kind];
}

/** Everything decided one way, in one line. */
export function decided(all: readonly Exclusion[], decision: ExclusionDecision): string {
  return all
    .filter((one) => one.decision === decision)
    .map(exclusionWords)
    .join('; ');
}

export function undecided(all: readonly Exclusion[]): Exclusion[] {
  return all.filter((one) => one.decision === null);
}

/** What the fields of the definition say, for the star line: how many are answered, out of how many. */
export function answered(
  definition: Definition,
  exclusions: readonly Exclusion[],
  baseline: Baseline,
): { held: number; all: number } {
  const ratio = definition.denominator === 'ratio';
  const checks = [
    definition.unit !== '',
    definition.event !== '',
    definition.qualifyingRule !== '',
    definition.denominator !== null,
    ...(ratio ? [definition.denominatorText !== ''] : []),
    definition.windowLength !== null && definition.windowUnit !== null,
    definition.windowKind !== null,
    ...(definition.windowUnit === 'week' ? [definition.weekStart !== null] : []),
    definition.timeZone !== '',
    exclusions.length > 0 && undecided(exclusions).length === 0,
    definition.dataSource !== '',
    definition.delay !== '',
    definition.rationale !== '',
    definition.workedExample !== '',
    definition.owner !== '',
    baseline.value !== null || baseline.firstReadingOn !== null,
  ];
  return { held: checks.filter(Boolean).length, all: checks.length };
}

/** How long the rationale takes to read; longer than a minute is not read (R72). */
export function readingWords(text: string): string {
  const words = text.trim() === '' ? 0 : text.trim().split(/\s+/u).length;
  if (words === 0) return 'Tie the job, the value moment and the money together in a few sentences.';
  const seconds = Math.max(5, Math.round(((words / 200) * 60) / 5) * 5);
  if (seconds <= 60) return `${words} words, about ${seconds} seconds to read.`;
  return `${words} words, over a minute to read. Shorter is read more often.`;
}

export function rangeWords(baseline: Baseline): string {
  const { low, high, source, measuredOn, firstReadingOn, value } = baseline;
  const range = low !== null && high !== null ? `${printNumber(low)} to ${printNumber(high)}` : '';
  if (value === null) return firstReadingOn === null ? '' : `first reading on ${dayWords(firstReadingOn)}`;
  return [range, source || dayWords(measuredOn)].filter(Boolean).join(', ');
}

export function baselineWords(baseline: Baseline): string {
  return printMeasure(baseline.value, baseline.unit === '%' ? '%' : '');
}

export function targetWords(target: Target): string {
  return target.due === null ? '' : `by ${dayWords(target.due)}`;
}

/** Time zones this computer knows, its own first. */
export function zones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  return [...new Set([own, 'UTC', ...all])];
}

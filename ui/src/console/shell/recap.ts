import type { ConsoleView } from '$lib/bindings/index.ts';
import { counted, listed } from '$lib/copy/counts.ts';
import { weekdayWords } from '$lib/copy/dates.ts';
import { stageWords } from '$lib/copy/words.ts';

/** What a facilitator wants to hear when a workshop is opened again. */
export interface Recap {
  /** Where and when the room stopped. */
  last: string;
  /** How much there is, or nothing. */
  counts: string | null;
  /** What was still open when the last sitting ended, or nothing. */
  question: string | null;
  /** What the present stage still needs, at most three. */
  missing: string[];
  /** Who was here. */
  people: string;
}

function countsOf(view: ConsoleView): string | null {
  const standing = (one: string): number =>
    view.candidates.filter((candidate) => candidate.candidate.standing === one).length;
  const written = view.write.candidates;
  if (written === 0) return null;
  const parts = [`${counted(written, 'candidate', 'candidates')} written`];
  const out = standing('rejected') + standing('refiled');
  const kept = standing('shortlisted');
  const merged = standing('merged');
  if (merged > 0) parts.push(`${merged} merged`);
  if (out > 0) parts.push(`${out} turned down`);
  if (kept > 0) parts.push(`${kept} on the shortlist`);
  if (standing('chosen') > 0) parts.push('the star chosen');
  return `${listed(parts)}.`;
}

/** The recap, or nothing for a workshop that has hardly begun. */
export function recapOf(view: ConsoleView, savedAt: number): Recap | null {
  const begun = view.stages.some((one) => one.status === 'done' || one.status === 'skipped');
  if (!begun) return null;
  const closed = view.sittings.filter((one) => one.closedAt !== null);
  const question = closed[closed.length - 1]?.note ?? '';
  const stage = view.stages.find((one) => one.stage === view.head.stage);
  const missing = (stage?.exitCheck ?? []).filter((one) => !one.holds).map((one) => one.text);
  const here = view.people.filter((one) => one.attending).map((one) => one.name);
  const away = view.people.filter((one) => !one.attending).map((one) => one.name);
  const finished = view.head.stage === 'roll_out' && stage?.status === 'done';
  return {
    last: finished
      ? `The workshop was finished on ${weekdayWords(savedAt)}.`
      : `Last time, on ${weekdayWords(savedAt)}, the room stopped in ${stageWords[view.head.stage]}.`,
    counts: countsOf(view),
    question: question === '' || finished ? null : question,
    missing: missing.slice(0, 3),
    people:
      here.length === 0
        ? ''
        : `Here: ${listed(here)}.${away.length === 0 ? '' : ` Absent: ${listed(away)}.`}`,
  };
}

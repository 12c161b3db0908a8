import type { DueDate, LibraryView, Stage, TurnedDown, WorkshopSummary } from '$lib/bindings/index.ts';
import { counted } from '$lib/copy/counts.ts';
import { today } from '$lib/copy/dates.ts';
import { optionsOf, stageWords } from '$lib/copy/words.ts';

const order: readonly Stage[] = optionsOf(stageWords).map((option) => option.value);

/** The stages as the scale under the resume block names them; empty ones get only a tick. */
export const scaleNames: readonly string[] = order.map((stage) =>
  ['set_up', 'write', 'score', 'choose', 'roll_out'].includes(stage) ? stageWords[stage] : '',
);

/** The stage's place on the rail, from 0. */
export function placeOf(stage: Stage): number {
  return order.indexOf(stage);
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** A turned-down sentence with the workshop it lies in. */
export interface Found {
  workshop: WorkshopSummary;
  turnedDown: TurnedDown;
}

/** What the search finds: workshops by title, scope or star, and sentences that were turned down. */
export function find(
  workshops: readonly WorkshopSummary[],
  query: string,
): {
  workshops: WorkshopSummary[];
  turnedDown: Found[];
} {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const fits = (text: string): boolean => words.every((word) => plain(text).includes(word));
  return {
    workshops: workshops.filter((one) => fits(`${one.title} ${one.scopeName} ${one.star ?? ''}`)),
    turnedDown: workshops.flatMap((workshop) =>
      workshop.turnedDown
        .filter((one) => fits(`${one.sentence} ${one.reason} ${one.comeBackWhen}`))
        .map((turnedDown) => ({ workshop, turnedDown })),
    ),
  };
}

/** A date to come, with whose it is. */
export interface Due extends DueDate {
  workshop: WorkshopSummary;
  late: boolean;
}

/** Dates of all workshops in use, soonest first. */
export function dueSoon(workshops: readonly WorkshopSummary[], now: number = Date.now()): Due[] {
  const day = today(now);
  return workshops
    .flatMap((workshop) => workshop.due.map((due) => ({ ...due, workshop, late: due.day < day })))
    .sort((a, b) => a.day.localeCompare(b.day))
    .slice(0, 6);
}

/** What was turned down with a condition to come back, longest ago first. */
export function secondLooks(workshops: readonly WorkshopSummary[]): Found[] {
  return workshops
    .flatMap((workshop) =>
      workshop.turnedDown
        .filter((one) => one.comeBackWhen !== '')
        .map((turnedDown) => ({ workshop, turnedDown })),
    )
    .sort((a, b) => a.turnedDown.rejectedAt - b.turnedDown.rejectedAt);
}

/** Workshops in use and those put away, each last changed first. */
export function shelved(library: LibraryView): { used: WorkshopSummary[]; away: WorkshopSummary[] } {
  return {
    used: library.workshops.filter((one) => one.archivedAt === null),
    away: library.workshops.filter((one) => one.archivedAt !== null),
  };
}

/** `Score, 5 of 10. Solo`: where a workshop without a star stands. */
export function stageReached(workshop: WorkshopSummary): string {
  const parts = [`${stageWords[workshop.stage]}, ${placeOf(workshop.stage)} of ${order.length - 1}`];
  if (workshop.solo) parts.push('Solo');
  return parts.join('. ');
}

/** The recap of the resume block, without its open question. */
export function recapWords(workshop: WorkshopSummary): string {
  const parts: string[] = [];
  if (workshop.people > 0) parts.push(counted(workshop.people, 'person', 'people'));
  if (workshop.candidates > 0) parts.push(counted(workshop.candidates, 'candidate', 'candidates'));
  if (workshop.turnedDown.length > 0) parts.push(`${workshop.turnedDown.length} turned down with a reason`);
  return parts.length === 0 ? 'Nothing is written yet.' : `${parts.join(', ')}.`;
}

/** A name for the copy that still fits the field. */
export function copyTitle(title: string, limit: number): string {
  const room = limit - ', copy'.length;
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(title)];
  return `${letters
    .slice(0, room)
    .map((letter) => letter.segment)
    .join('')}, copy`;
}

/** A file name made of a title: readable everywhere, never empty. */
export function fileName(title: string): string {
  const name = plain(title)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'workshop'}.sextant`;
}

import type {
  CandidateId,
  CandidateView,
  CellPlace,
  ConsoleView,
  Contribution,
  ContributionKind,
  Extreme,
  NamedMark,
  PersonView,
  RoomSession,
  Stage,
} from '$lib/bindings/index.ts';
import { listed } from '$lib/copy/counts.ts';

type Sent = Pick<ConsoleView, 'contributions'>;

/** Contributions of a kind that nobody has dealt with. */
export function waitingFor(view: Sent, kind: ContributionKind): Contribution[] {
  return view.contributions.filter((one) => one.kind === kind && !one.settled);
}

/** Contributions of a kind about one candidate, dealt with or not. */
export function about(view: Sent, kind: ContributionKind, candidateId: CandidateId): Contribution[] {
  return view.contributions.filter((one) => one.kind === kind && one.candidateId === candidateId);
}

/** Two cards that somebody thinks mean the same. */
export interface SameAs {
  /** The card beside the one in focus. */
  other: CandidateView;
  /** Everything that suggests it. */
  suggestions: Contribution[];
}

/** What was suggested to mean the same as a card, in either direction, while both are in the running. */
export function suggestedSame(
  view: Pick<ConsoleView, 'contributions' | 'candidates'>,
  id: CandidateId,
): SameAs[] {
  const found: SameAs[] = [];
  for (const one of waitingFor(view, 'same_as')) {
    const partner = one.candidateId === id ? one.sameAsId : one.sameAsId === id ? one.candidateId : null;
    const other = view.candidates.find((each) => each.candidate.id === partner);
    if (!other || other.candidate.standing !== 'open') continue;
    const known = found.find((each) => each.other.candidate.id === partner);
    if (known) known.suggestions.push(one);
    else found.push({ other, suggestions: [one] });
  }
  return found;
}

/** How many questions and suggestions wait at a card. */
export function waitingAt(view: Pick<ConsoleView, 'contributions' | 'candidates'>, id: CandidateId): number {
  return (
    waitingFor(view, 'clarification').filter((one) => one.candidateId === id).length +
    suggestedSame(view, id).length
  );
}

/** Names of those who offered to speak for an end of a cell. They offered it themselves. */
export function speakersOf(
  room: RoomSession,
  people: ConsoleView['people'],
  place: CellPlace | null,
): { extreme: Extreme; names: string[] }[] {
  if (place === null) return [];
  const ends: Extreme[] = ['lowest', 'highest'];
  return ends.flatMap((extreme) => {
    const names = people
      .filter((person) =>
        room.speakers.some(
          (one) =>
            one.extreme === extreme &&
            one.participantId === person.id &&
            one.place.candidateId === place.candidateId &&
            one.place.criterion === place.criterion,
        ),
      )
      .map((person) => person.name);
    return names.length === 0 ? [] : [{ extreme, names }];
  });
}

export function speakerWords({ extreme, names }: { extreme: Extreme; names: readonly string[] }): string {
  return names.length === 0 ? '' : `${listed(names)} offered to speak for the ${extreme} marks.`;
}

/** Whose mark is whose at a cell, by level; empty unless the workshop is named and revealed. */
export function namedBy(
  marks: readonly NamedMark[],
  people: readonly PersonView[],
): { level: string; names: string[] }[] {
  const levels = ['0', '1', '2', '3', '?'] as const;
  return levels.flatMap((level) => {
    const names = marks
      .filter((one) => one.level === level)
      .map((one) => people.find((person) => person.id === one.participantId)?.name ?? '')
      .filter((name) => name !== '');
    return names.length === 0 ? [] : [{ level, names }];
  });
}

/** Counts of the one-tap check whether the dates suit. */
export function meetingCheck(view: Sent): { suit: number; not: number } {
  const checks = view.contributions.filter((one) => one.kind === 'meeting_check');
  const suit = checks.filter((one) => one.suits === true).length;
  return { suit, not: checks.length - suit };
}

/** Kinds that somebody has to deal with, and the stage where that is done. */
const stageOf: Partial<Record<ContributionKind, Stage>> = {
  clarification: 'clarify',
  same_as: 'clarify',
  cheat_story: 'challenge',
  question: 'validate',
  field_comment: 'define',
  team_move: 'decompose',
  guardrail_idea: 'decompose',
};

/** The stage where the oldest thing waits that came from a seat. */
export function stageWaiting(view: Sent): Stage | null {
  for (const one of view.contributions) {
    const stage = one.settled ? undefined : stageOf[one.kind];
    if (stage !== undefined) return stage;
  }
  return null;
}

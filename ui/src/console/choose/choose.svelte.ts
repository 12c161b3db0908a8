import type {
  CandidateView,
  ConsoleCommand,
  ConsoleView,
  Objection,
  PersonView,
} from '$lib/bindings/index.ts';
import { hypothesisStands } from '$lib/finalists.ts';

/** The person with the final say; nobody when Set up left it open. */
export function decider(view: ConsoleView): PersonView | null {
  return view.people.find((person) => person.roles.includes('decider')) ?? null;
}

/** What stands in the way of choosing, in words; nothing when the decider may choose. */
export function inTheWay(view: ConsoleView): { text: string; stage: 'frame' | 'set_up' } | null {
  if (decider(view) === null) return { text: 'Nobody is named who has the final say.', stage: 'set_up' };
  if (view.frame.successStory === '') {
    return { text: 'Tell the success story in Frame before a number is chosen.', stage: 'frame' };
  }
  return null;
}

/** What was learned so far, and how sure that makes anybody (R63, R64). */
export function knownWords(one: CandidateView): { known: string; note: string } {
  const stands = hypothesisStands(one);
  const known = stands
    ? 'A stated hypothesis'
    : one.testPlan === null
      ? 'No hypothesis yet'
      : 'A hypothesis in part';
  const count = (direction: string): number =>
    one.evidenceItems.filter((item) => item.direction === direction).length;
  const mixed = count('mixed');
  const note = [
    `${count('supports')} for`,
    `${count('weakens')} against`,
    mixed > 0 ? `${mixed} both ways` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return { known, note: one.evidenceItems.length === 0 ? 'Nothing pinned' : `Pinned: ${note}` };
}

/**
 * The commands that make this finalist the star. One that was turned down comes back first; the
 * star that stood before is demoted with the same reason (R1).
 */
export function chooseCommands(
  view: ConsoleView,
  all: readonly CandidateView[],
  one: CandidateView,
  reason: string,
  comeBackWhen: string,
): ConsoleCommand[] {
  const id = one.candidate.id;
  const choose: ConsoleCommand = { type: 'choose_star', choice: { candidateId: id, reason, comeBackWhen } };
  if (one.candidate.standing === 'shortlisted') return [choose];
  const star = all.find((each) => each.candidate.standing === 'chosen');
  const listed = all
    .filter((each) => each.candidate.standing === 'shortlisted' || each === star)
    .map((each) => each.candidate.id);
  return [
    ...(star ? [{ type: 'reopen_choice', reason } as const] : []),
    { type: 'bring_back_candidate', candidateId: id },
    {
      type: 'shortlist_candidates',
      candidateIds: [...listed, id],
      sizeNote: listed.length === 0 ? reason : '',
    },
    choose,
  ];
}

/** Everything that is out, the finalists first, then the newest. */
export function turnedDown(view: ConsoleView): CandidateView[] {
  const late = (one: CandidateView): number => (one.support !== null ? 1 : 0);
  return view.candidates
    .filter((one) => one.rejection !== null)
    .sort((a, b) => late(b) - late(a) || (b.rejection?.rejectedAt ?? 0) - (a.rejection?.rejectedAt ?? 0));
}

export interface Dissent {
  objection: Objection;
  /** The candidate it is against. */
  against: string;
  /** Who signed; empty when nobody did. */
  by: string;
}

/** All objections, unanswered ones first. */
export function dissent(view: ConsoleView): Dissent[] {
  return view.candidates
    .flatMap((one) =>
      one.objections.map((objection) => ({
        objection,
        against: one.text,
        by: view.people.find((person) => person.id === objection.signedBy)?.name ?? '',
      })),
    )
    .sort((a, b) => Number(a.objection.answer !== '') - Number(b.objection.answer !== ''));
}

export function dissentWords(list: readonly Dissent[]): string {
  if (list.length === 0) return 'none recorded';
  const open = list.filter((each) => each.objection.answer === '').length;
  const many = list.length === 1 ? '1 objection' : `${list.length} objections`;
  return open === 0 ? many : `${many}, ${open} without an answer`;
}

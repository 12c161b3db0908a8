import type {
  BallotChannel,
  ConsoleView,
  Discipline,
  Head,
  PersonView,
  Privacy,
  Role,
  SetUpAnswers,
  Waiver,
} from '$lib/bindings/index.ts';
import { disciplineWords } from '$lib/copy/words.ts';

/** The answers as they stand in the record. Each change sends all of them. */
export function answersOf(head: Head): SetUpAnswers {
  return {
    title: head.title,
    scope: head.scope,
    scopeName: head.scopeName,
    parentStar: head.parentStar,
    path: head.path,
    solo: head.solo,
    privacy: head.privacy,
    ballotChannel: head.ballotChannel,
    namesInLobby: head.namesInLobby,
  };
}

/** What each choice means, in the words a person in the room hears. */
export const privacyMeaning: Record<Privacy, string> = {
  anonymous:
    'Nobody ever sees whose mark is whose, not even you. After the last round the tie is destroyed for good.',
  named: 'Hidden until the reveal. After it, the record on this computer keeps whose mark is whose.',
};

export const channelMeaning: Record<BallotChannel, string> = {
  passed_keyboard: 'One after another, here. A curtain covers the screen between two people.',
  own_device: 'Everybody on their own phone or laptop, in this network. No app and no account.',
  paper_ballot: 'Everybody marks a printed sheet; you type it in.',
  ballot_file: 'A file goes out by chat or mail and a small one comes back.',
  facilitator_entry: 'You type what is on paper or called out, person by person.',
  hand_tally: 'You count hands for each level. Single ballots stay unknown.',
};

/** People in this sitting who write and score. */
export function scorersOf(people: readonly PersonView[]): PersonView[] {
  return people.filter((person) => person.attending && person.roles.includes('contributor'));
}

/** Why names cannot really be hidden in this room, or nothing. */
export function smallRoom(people: readonly PersonView[], privacy: Privacy | null): string | null {
  const scorers = scorersOf(people).length;
  if (privacy !== 'anonymous' || scorers === 0 || scorers >= 4) return null;
  const who = scorers === 1 ? '1 person scores' : `${scorers} people score`;
  return `${who}. With fewer than 4, names cannot really be hidden: each of you can work out the others.`;
}

/** The roles after one of them was switched. Somebody who observes does not score. */
export function switched(roles: readonly Role[], role: Role): Role[] {
  if (roles.includes(role)) return roles.filter((one) => one !== role);
  const kept = roles.filter(
    (one) =>
      !((role === 'observer' && one === 'contributor') || (role === 'contributor' && one === 'observer')),
  );
  return [...kept, role];
}

/** A discipline that is missing and was kept out with a reason (R11). */
export interface KeptWithout {
  discipline: Discipline;
  waiver: Waiver;
}

/** Missing disciplines for which a reason was given. The waiver's detail names the discipline. */
export function keptWithout(view: Pick<ConsoleView, 'missingDisciplines' | 'waivers'>): KeptWithout[] {
  return view.missingDisciplines.flatMap((discipline) => {
    const waiver = view.waivers.find(
      (one) => one.rule === 'missing_discipline' && one.detail === disciplineWords[discipline],
    );
    return waiver ? [{ discipline, waiver }] : [];
  });
}

import type {
  BallotChannel,
  ConsoleView,
  PersonView,
  RoundScope,
  RoundView,
  ScoreStep,
} from '$lib/bindings/index.ts';
import { inTheRunning } from './standing.ts';

/** Seconds one person needs for one cell. */
export const secondsPerCell = 5;
/** From this many minutes on a passed keyboard asks for the gates only, so that it stays humane. */
export const longMinutes = 20;

/** People who are asked for a ballot: contributors who are here. */
export function scorers(view: ConsoleView): PersonView[] {
  return view.people.filter((person) => person.attending && person.roles.includes('contributor'));
}

/** Candidates and disputed cells that a round could ask for. */
export function cellsOf(view: ConsoleView, scope: RoundScope): number {
  const running = view.candidates.filter((one) => inTheRunning(one.candidate.standing)).length;
  switch (scope) {
    case 'all':
      return running * 6;
    case 'gates_only':
      return running * 3;
    case 'disputed':
      return view.score.map?.talk.filter((entry) => entry.outcome !== 'homework').length ?? 0;
  }
}

/** How a round takes its time: hands go up side by side, and what is on paper is typed by one. */
const pace: Record<BallotChannel, 'in_turn' | 'side_by_side' | 'typed'> = {
  passed_keyboard: 'in_turn',
  own_device: 'side_by_side',
  ballot_file: 'side_by_side',
  paper_ballot: 'typed',
  facilitator_entry: 'typed',
  hand_tally: 'side_by_side',
};

/** Minutes the marking takes: side by side as long as one person needs, otherwise one after another. */
export function minutesFor(view: ConsoleView, scope: RoundScope, channel: BallotChannel): number {
  const people = pace[channel] === 'side_by_side' ? 1 : Math.max(1, scorers(view).length);
  return Math.max(1, Math.round((cellsOf(view, scope) * secondsPerCell * people) / 60));
}

/** What a round asks of the people, in one sentence. */
export function workFor(view: ConsoleView, scope: RoundScope, channel: BallotChannel): string {
  const cells = cellsOf(view, scope);
  if (channel === 'hand_tally') return `${cells} cells.`;
  const minutes = minutesFor(view, scope, channel);
  const how = { in_turn: ' with one keyboard', side_by_side: ', everybody at once', typed: ' to type' };
  const time = `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}${how[pace[channel]]}`;
  return `${cells} cells for each of ${scorers(view).length}, ${time}.`;
}

/** The scopes that a new round may have, with the one that is suggested first. */
export function scopesFor(view: ConsoleView): RoundScope[] {
  const last = lastRound(view);
  const disputed =
    last !== null && last.status === 'revealed' && last.endedAt === null && cellsOf(view, 'disputed') > 0;
  if (disputed) return ['disputed', 'all', 'gates_only'];
  const channel = view.head.ballotChannel ?? 'passed_keyboard';
  const long = channel === 'passed_keyboard' && minutesFor(view, 'all', channel) > longMinutes;
  return long ? ['gates_only', 'all'] : ['all', 'gates_only'];
}

export function lastRound(view: ConsoleView): RoundView | null {
  return view.score.rounds.at(-1) ?? null;
}

/** The round that a marking step shows: the first one for "alone", a later one for "again". */
export function roundOf(view: ConsoleView, step: ScoreStep): RoundView | null {
  const rounds = view.score.rounds;
  return step === 'again' ? (rounds.filter((round) => round.number > 1).at(-1) ?? null) : (rounds[0] ?? null);
}

/** Whether a new round could be opened now. */
export function canOpen(view: ConsoleView): boolean {
  const last = lastRound(view);
  return last === null || last.status === 'revealed';
}

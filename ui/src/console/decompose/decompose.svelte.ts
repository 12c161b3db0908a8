import { printMeasure, printNumber } from '$lib/components/number.ts';
import type { TreeNode } from '$lib/components/inputtree.ts';
import type {
  CandidateView,
  ConsoleView,
  Contribution,
  GamingRoute,
  InputMetric,
  Operation,
  Team,
} from '$lib/bindings/index.ts';

/** Who answers for an input: the person and the team. */
export function ownerWords(input: InputMetric, teams: readonly Team[]): string {
  const team = teams.find((one) => one.id === input.teamId)?.name ?? '';
  return [input.owner, team].filter(Boolean).join(', ');
}

/** The record's inputs as the tree draws them. An input counts as owned once it has a team (R81). */
export function treeNodes(view: ConsoleView): TreeNode[] {
  return [...view.inputMetrics]
    .sort((a, b) => a.position - b.position)
    .map((input) => ({
      id: input.id,
      parentId: input.parentId,
      name: input.name,
      value: printMeasure(input.value, input.unit === '%' ? '%' : ''),
      owner: input.teamId === null ? '' : ownerWords(input, view.teams),
      bet: input.bet,
      exact: input.link === 'arithmetic_part',
      joins: input.operation,
    }));
}

/** A sum or product of exact parts, beside what it should make up. */
export interface Equation {
  /** What it is about; nothing is the star. */
  id: string | null;
  words: string;
  holds: boolean;
}

/** Rounded figures may differ a little and still add up. */
const tolerance = 0.005;

const amount = (value: number, unit: string): number => (unit === '%' ? value / 100 : value);

function equation(
  id: string | null,
  whole: { name: string; value: number | null; unit: string; operation: Operation },
  parts: readonly InputMetric[],
): Equation | null {
  if (parts.length < 2 || parts.some((part) => part.value === null)) return null;
  const sign = whole.operation === 'sum' ? ' + ' : ' × ';
  const left = parts.map((part) => printMeasure(part.value, part.unit === '%' ? '%' : '')).join(sign);
  const values = parts.map((part) => amount(part.value ?? 0, part.unit));
  const made = values.reduce(
    (all, value) => (whole.operation === 'sum' ? all + value : all * value),
    whole.operation === 'sum' ? 0 : 1,
  );
  const shown = whole.unit === '%' ? `${printNumber(round(made * 100))}%` : printNumber(round(made));
  if (whole.value === null) return { id, words: `${left} = ${shown}`, holds: true };
  const stands = amount(whole.value, whole.unit);
  const holds = Math.abs(made - stands) <= Math.max(Math.abs(stands), Math.abs(made)) * tolerance;
  const at = printMeasure(whole.value, whole.unit === '%' ? '%' : '');
  return holds
    ? { id, words: `${left} = ${at}`, holds }
    : {
        id,
        words: `${whole.name}: ${left} makes ${shown}, and it stands at ${at}. One of them is off, or a part is missing.`,
        holds,
      };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** Every place where exact parts meet, from the star down. */
export function equations(view: ConsoleView): Equation[] {
  const parts = (parent: string | null): InputMetric[] =>
    view.inputMetrics.filter((input) => input.parentId === parent && input.link === 'arithmetic_part');
  const star = equation(
    null,
    {
      name: 'The star',
      value: view.baseline.value,
      unit: view.baseline.unit,
      operation: view.definition?.starOperation ?? 'sum',
    },
    parts(null),
  );
  const below = view.inputMetrics.map((input) =>
    equation(
      input.id,
      { name: input.name, value: input.value, unit: input.unit, operation: input.operation },
      parts(input.id),
    ),
  );
  return [star, ...below].filter((one) => one !== null);
}

/** Four levers that most stars have; each is a suggestion that can be put away (R80). */
export const starters = [
  { lever: 'Acquisition', name: 'New customers who arrive' },
  { lever: 'Activation', name: 'Newcomers who reach the value moment' },
  { lever: 'Frequency', name: 'How often active customers come back' },
  { lever: 'Monetisation', name: 'Active customers who pay, or pay more' },
] as const;

/** Starters that are not in the tree yet. */
export function openStarters(view: ConsoleView): { lever: string; name: string }[] {
  return starters.filter((one) => !view.inputMetrics.some((input) => input.name === one.name));
}

/** Turned-down candidates that are not in the tree yet, those kept as inputs and setup steps first (R84). */
export function filable(view: ConsoleView): CandidateView[] {
  const first = (one: CandidateView): number =>
    one.rejection?.keptAs === 'input' || one.rejection?.reason === 'setup_not_value' ? 0 : 1;
  return view.candidates
    .filter((one) => one.candidate.standing === 'rejected' || one.candidate.standing === 'refiled')
    .filter((one) => !view.inputMetrics.some((input) => input.fromCandidateId === one.candidate.id))
    .sort((a, b) => first(a) - first(b));
}

/** Ways to cheat the star that no guardrail catches yet (R87). */
export function openRoutes(view: ConsoleView): GamingRoute[] {
  const star = view.candidates.find((one) => one.candidate.standing === 'chosen');
  return (star?.gamingRoutes ?? []).filter(
    (route) =>
      !view.guardrails.some((rail) => rail.gamingRouteId === route.id || rail.catches === route.text),
  );
}

/** What the number of guardrails says (R86). */
export function guardrailWords(view: ConsoleView): string {
  const count = view.guardrails.length;
  if (count === 0) return 'none yet';
  const caught = view.guardrails.filter((rail) => rail.catches !== '').length;
  const many = count === 1 ? '1 guardrail' : `${count} guardrails`;
  return caught === count
    ? `${many}, each made from a way to cheat`
    : `${many}, ${count - caught} without the cheat it catches`;
}

/** What is being done to the tree; the drawing, the fields and the keys share it. */
/** A contribution that is being taken over as an input. */
export interface TakenOver {
  contributionId: string;
  name: string;
  teamId: string | null;
}

/** Who says it, and which input they mean: `Payments moves “Rooms filled”`. */
export function moveLead(view: Pick<ConsoleView, 'teams' | 'inputMetrics'>, sent: Contribution): string {
  const team = view.teams.find((one) => one.id === sent.teamId)?.name ?? 'A team';
  const input = view.inputMetrics.find((one) => one.id === sent.inputId);
  return input ? `${team} moves “${input.name}”` : `${team} moves`;
}

class TreeWork {
  /** The focused input; empty is the star. */
  at = $state('');
  /** Open while a name is typed for an input below the focused one. */
  adding = $state(false);
  /** What the open form began with, when it came from a seat. */
  takenOver: TakenOver | null = $state.raw(null);
}

export const treeWork = new TreeWork();

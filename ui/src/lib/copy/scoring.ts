/** The words of scoring: criteria with their levels, rounds and what became of a cell. */
import type {
  Criterion,
  GateVerdict,
  Level,
  RoundScope,
  RoundStatus,
  TalkOutcome,
} from '$lib/bindings/index.ts';
import { optionsOf } from './options.ts';

export const criterionWords: Record<Criterion, string> = {
  customer_value: 'Customer value',
  product_strategy: 'Our strategy',
  leads_revenue: 'Leads revenue',
  actionable: 'Actionable',
  understandable: 'Understood',
  measurable: 'Measurable',
};

/** The sentence a person judges on the ballot. */
export const criterionQuestions: Record<Criterion, string> = {
  customer_value: 'Rises only when customers truly get what they came for.',
  product_strategy: 'Shows our way of winning, not any rival’s.',
  leads_revenue: 'Growth now makes us expect revenue later.',
  actionable: 'Everyday work of our teams can move it.',
  understandable: 'A newcomer and the chief executive would explain it alike.',
  measurable: 'We can track it accurately and soon.',
};

/** What the marks 0, 1, 2 and 3 mean on each criterion, in that order. */
export const criterionAnchors: Record<Criterion, readonly [string, string, string, string]> = {
  customer_value: [
    'It can rise while customers get nothing',
    'Often rises without value',
    'Rises with value for one clear group',
    'Only rises when they got what they came for',
  ],
  product_strategy: [
    'Any rival would pick it',
    'Fits the whole category',
    'Ours, in one segment',
    'Could only be ours',
  ],
  leads_revenue: [
    'Moves after revenue, or apart from it',
    'A link is hoped for',
    'Leads for most plans',
    'Clearly moves first, lag stated',
  ],
  actionable: [
    'Nobody here can move it',
    'One team, indirectly',
    'Two teams, some weeks',
    'Several teams, every week',
  ],
  understandable: [
    'Needs an expert to explain',
    'People explain it differently',
    'One term needs a footnote',
    'Anyone repeats it correctly',
  ],
  measurable: ['No data in sight', 'By hand, or late', 'Weekly by a set date', 'Weekly and accurate today'],
};

/** The first three are gates: failing one cannot be bought back (R54). */
export const gateOf: Record<Criterion, boolean> = {
  customer_value: true,
  product_strategy: true,
  leads_revenue: true,
  actionable: false,
  understandable: false,
  measurable: false,
};

/** The six in the order of the sheet. */
export const criteria: readonly Criterion[] = optionsOf(criterionWords).map((option) => option.value);

export const levelWords: Record<Level, string> = {
  '0': 'Fails',
  '1': 'Doubtful',
  '2': 'Holds with a condition',
  '3': 'Holds clearly',
  '?': 'Can’t judge',
};

export const gateVerdictWords: Record<GateVerdict, string> = {
  passed: 'passed',
  open: 'open',
  barred: 'barred',
};

export const roundStatusWords: Record<RoundStatus, string> = {
  open: 'open',
  closed: 'closed',
  revealed: 'revealed',
};

export const roundScopeWords: Record<RoundScope, string> = {
  all: 'All six criteria',
  gates_only: 'The three gates only',
  disputed: 'The disputed cells',
};

export const talkOutcomeWords: Record<TalkOutcome, string> = {
  open: 'open',
  settled: 'settled',
  parked: 'parked',
  homework: 'homework',
};

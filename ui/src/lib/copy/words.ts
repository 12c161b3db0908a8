/**
 * The words people read for every value of the record, once. They say what the core's own labels
 * say. A new value does not compile until it has its words.
 */
import type {
  Answering,
  Attendance,
  BallotChannel,
  BriefAudience,
  BusinessModel,
  ChallengeKind,
  CountedUnit,
  DataClass,
  DataStatus,
  DefinitionField,
  Denominator,
  Direction,
  Discipline,
  EventStatus,
  EvidenceDirection,
  EvidenceKind,
  ExclusionDecision,
  ExclusionKind,
  Favours,
  FrameQuestion,
  Game,
  GoodhartPrompt,
  InputLink,
  Maturity,
  MetricKind,
  Operation,
  Path,
  Period,
  Pitfall,
  Privacy,
  RejectionReason,
  Rhythm,
  Role,
  Scope,
  ScoreStep,
  Stage,
  StageStatus,
  Standing,
  Threshold,
  ValueStatement,
  Verdict,
  WaiverRule,
  WeekStart,
  WindowKind,
  WindowUnit,
  YesNo,
} from '$lib/bindings/index.ts';

export * from './options.ts';
export * from './scoring.ts';

/** The stage's name on the rail. */
export const stageWords: Record<Stage, string> = {
  set_up: 'Set up',
  frame: 'Frame',
  write: 'Write alone',
  clarify: 'Reveal, merge',
  challenge: 'Try to break',
  score: 'Score',
  validate: 'Check history',
  choose: 'Choose',
  define: 'Define',
  decompose: 'Input tree',
  roll_out: 'Brief',
};

/** What leaving a stage is called on the one advance button. */
export const endStageWords: Record<Stage, string> = {
  set_up: 'Begin with Frame',
  frame: 'End framing',
  write: 'End writing',
  clarify: 'End sorting',
  challenge: 'End the tests',
  score: 'Leave scoring',
  validate: 'End the check',
  choose: 'Go on to the definition',
  define: 'End the definition',
  decompose: 'End the tree',
  roll_out: 'Finish the workshop',
};

export const stageStatusWords: Record<StageStatus, string> = {
  not_started: 'not started',
  open: 'open',
  done: 'done',
  skipped: 'skipped',
};

export const scoreStepWords: Record<ScoreStep, string> = {
  alone: 'Mark alone',
  talk: 'Reveal and talk',
  again: 'Mark again',
  shortlist: 'Shortlist',
};

export const scopeWords: Record<Scope, string> = {
  company: 'Whole company',
  product: 'One product',
  area: 'One product area',
};

export const pathWords: Record<Path, string> = {
  express: 'Express, about an hour',
  standard: 'Standard, two sittings',
};

export const privacyWords: Record<Privacy, string> = { anonymous: 'Anonymous', named: 'Named' };

export const answeringWords: Record<Answering, string> = {
  by_table: 'Each table together, on one device',
  alone: 'Everybody alone',
};

export const channelWords: Record<BallotChannel, string> = {
  own_device: 'Own phone or laptop',
  passed_keyboard: 'Pass the keyboard',
  paper_ballot: 'Paper ballot',
  ballot_file: 'Ballot file',
  facilitator_entry: 'Facilitator types',
  hand_tally: 'Show of hands',
};

export const attendanceWords: Record<Attendance, string> = { here: 'Here', absent: 'Absent' };

export const disciplineWords: Record<Discipline, string> = {
  product: 'Product',
  engineering: 'Engineering',
  design: 'Design',
  marketing: 'Marketing',
  sales: 'Sales',
  customer_success: 'Customer success',
  data: 'Data',
  leadership: 'Leadership',
  finance: 'Finance',
  operations: 'Operations',
  other: 'Other',
};

export const roleWords: Record<Role, string> = {
  facilitator: 'Facilitator',
  decider: 'Decider',
  contributor: 'Contributor',
  analyst: 'Analyst',
  observer: 'Observer',
  scribe: 'Scribe',
};

export const frameQuestionWords: Record<FrameQuestion, string> = {
  job: 'The job they hire us for',
  came_for: 'What they come for',
  repeated_behaviour: 'What they do again when they got it',
  business_result: 'What the business gets from it',
  value_moment: 'The value moment',
  strategy: 'How we win',
  business_outcome: 'The business outcome',
  success_story: 'The success story',
  central_question: 'The central question',
};

export const businessModelWords: Record<BusinessModel, string> = {
  saas: 'Software by subscription',
  collaboration: 'Collaboration tool',
  shop: 'Online shop',
  marketplace: 'Marketplace',
  media: 'Media',
  social: 'Social product',
  developer_tools: 'Developer tool',
  ai: 'AI product',
};

export const gameWords: Record<Game, string> = {
  attention: 'Attention',
  transaction: 'Transaction',
  productivity: 'Productivity',
};

export const maturityWords: Record<Maturity, string> = {
  pre_fit: 'Before fit',
  growth: 'Growth',
  scale: 'Scale',
  mature: 'Mature',
};

export const valueStatementWords: Record<ValueStatement, string> = {
  came_for: 'What they come for',
  repeated_behaviour: 'What they do again',
  business_result: 'What the business gets',
  value_moment: 'The value moment',
  strategy: 'How we win',
};

export const countedUnitWords: Record<CountedUnit, string> = {
  user: 'User',
  account: 'Account',
  team: 'Team',
  order: 'Order',
  other: 'Something else',
};

export const thresholdWords: Record<Threshold, string> = {
  any: 'any',
  at_least: 'at least',
  distinct_days: 'on distinct days',
  several_people: 'by several people',
};

export const periodWords: Record<Period, string> = {
  day: 'each day',
  week: 'each week',
  month: 'each month',
  quarter: 'each quarter',
  year: 'each year',
};

export const standingWords: Record<Standing, string> = {
  open: 'open',
  merged: 'merged',
  rejected: 'turned down',
  refiled: 'kept as something else',
  shortlisted: 'shortlisted',
  chosen: 'chosen',
};

export const metricKindWords: Record<MetricKind, string> = {
  north_star_metric: 'North Star Metric',
  input: 'Input',
  guardrail: 'Guardrail',
  outcome: 'Business outcome',
  kpi: 'Plain KPI',
};

export const pitfallWords: Record<Pitfall, string> = {
  vanity: 'Vanity count',
  revenue: 'Revenue',
  internal_effort: 'Our own effort',
  too_broad: 'Too broad',
  too_narrow: 'Too narrow',
  setup: 'Setup, not value',
  time_spent: 'Time spent',
  raw_ai_volume: 'Raw AI volume',
  individual_in_team_product: 'One person in a team product',
  one_sided_marketplace: 'One side of the market',
  time_bound_goal: 'A goal, not a metric',
  ratio_trap: 'Ratio trap',
};

/** The four challenges as questions to the room. */
export const challengeWords: Record<ChallengeKind, string> = {
  churn: 'Could it climb while customers leave?',
  doubling: 'Suppose it doubled: healthier, or only louder?',
  gaming: 'How would you lift it without helping anybody?',
  no_more_successful: 'Could it grow while users succeed no more than before?',
};

export const verdictWords: Record<Verdict, string> = {
  survives: 'survives',
  fails: 'fails',
  unsure: 'unsure',
};

export const dataStatusWords: Record<DataStatus, string> = {
  unknown: 'not looked at',
  weekly_now: 'measurable weekly now',
  by_date: 'measurable by a date',
  not_measurable: 'not measurable',
};

export const rejectionWords: Record<RejectionReason, string> = {
  climbs_while_customers_leave: 'Climbs while customers leave',
  louder: 'Louder, not healthier',
  easily_gamed: 'Easily gamed',
  no_more_success: 'Grows without more success',
  setup_not_value: 'Setup, not value',
  nobody_can_move_it: 'Nobody can move it',
  one_team_only: 'Only one team can move it',
  not_measurable: 'Cannot be counted soon',
  arrives_too_late: 'Arrives too late',
  barred_by_gate: 'Barred by a gate',
  lagging: 'Lags revenue',
  too_broad: 'Too broad',
  too_narrow: 'Too narrow',
  weaker_form: 'Weaker form of another',
  leaves_out_customers: 'Leaves out customers',
  goal: 'A goal, not a metric',
  not_chosen: 'Not chosen',
  other: 'Another reason',
};

export const evidenceKindWords: Record<EvidenceKind, string> = {
  interview: 'Interview',
  win_loss: 'Win or loss',
  session_review: 'Session review',
  support_note: 'Support note',
  sales_note: 'Sales note',
  own_data: 'Own data',
};

export const evidenceDirectionWords: Record<EvidenceDirection, string> = {
  supports: 'speaks for it',
  weakens: 'speaks against it',
  mixed: 'speaks both ways',
};

export const goodhartWords: Record<GoodhartPrompt, string> = {
  genuine_help: 'Is what lifts it genuinely helping customers?',
  durable: 'Would the rise last without a gimmick?',
};

export const yesNoWords: Record<YesNo, string> = { yes: 'Yes', no: 'No' };

export const favoursWords: Record<Favours, string> = { first: 'the first', second: 'the second' };

export const waiverRuleWords: Record<WaiverRule, string> = {
  missing_discipline: 'missing discipline',
  empty_word: 'empty word',
  setup_moment: 'setup-like moment',
  pitfall: 'pitfall',
  gate: 'gate',
  shortlist_size: 'shortlist size',
  guardrail_count: 'number of guardrails',
  brief_gap: 'gap in the brief',
  weights: 'weights changed',
  brought_back: 'turned down before',
};

export const definitionFieldWords: Record<DefinitionField, string> = {
  unit: 'Counts',
  event: 'that did',
  qualifying_rule: 'when',
  denominator_text: 'Divided by',
  time_zone: 'Time zone',
  data_source: 'Known from',
  delay: 'Known by',
  rationale: 'Why this number',
  worked_example: 'Worked example',
  owner: 'Owner',
};

export const denominatorWords: Record<Denominator, string> = {
  nothing: 'Nothing. This is a count',
  ratio: 'Something: this is a ratio',
};

export const windowKindWords: Record<WindowKind, string> = { calendar: 'calendar', rolling: 'rolling' };

export const windowUnitWords: Record<WindowUnit, string> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
};

export const weekStartWords: Record<WeekStart, string> = {
  monday: 'Monday',
  sunday: 'Sunday',
  saturday: 'Saturday',
};

export const exclusionKindWords: Record<ExclusionKind, string> = {
  staff: 'Staff',
  test_accounts: 'Test accounts',
  bots: 'Bots',
  refunds: 'Refunds and cancellations',
  trials: 'Trials',
  imported: 'Imported data',
  other: 'Other',
};

export const exclusionDecisionWords: Record<ExclusionDecision, string> = {
  left_out: 'left out',
  kept_in: 'kept in',
};

export const inputLinkWords: Record<InputLink, string> = {
  arithmetic_part: 'adds up exactly',
  believed_influence: 'believed to help',
};

export const operationWords: Record<Operation, string> = { sum: 'added', product: 'multiplied' };

export const directionWords: Record<Direction, string> = { above: 'above', below: 'below' };

export const eventStatusWords: Record<EventStatus, string> = { live: 'Live', planned: 'Planned' };

export const dataClassWords: Record<DataClass, string> = {
  no_personal_data: 'no personal data',
  pseudonymous: 'ids only',
  personal: 'personal data',
};

export const rhythmWords: Record<Rhythm, string> = {
  weekly: 'Weekly',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
};

export const audienceWords: Record<BriefAudience, string> = {
  wide: 'For everybody',
  team: 'For the team',
};

import type { ConsoleCommand, ConsoleSession, ConsoleView, Stage } from '$lib/bindings/index.ts';
import { inTextField } from '$lib/keys/index.ts';
import { stageWaiting } from '../room/from-seats.ts';
import type { Workshop } from '../workshop.svelte.ts';

/** What the palette may use of the open page. Nothing while the keyboard is with somebody else. */
export interface Page {
  readonly workshop: Workshop;
  readonly view: ConsoleView | null;
  readonly session: ConsoleSession | null;
  /** The stage on screen. */
  readonly looked: Stage;
  look(stage: Stage): void;
  back(): void;
  /** Takes the room to a stage. */
  take(stage: Stage): void;
  /** Asks on the one advance button. */
  ask(): void;
  newSitting(): void;
  /** Shows who is here on devices, and how others join; again, and the work is back. */
  room(): void;
  /** Wall and seats go to what is on this screen. */
  bring(): void;
}

/** A command that needs words or a choice first: the palette goes to its place and focuses it. */
interface Placed {
  label: string;
  stage: Stage;
}

/** A command that needs nothing more: the palette runs it. */
interface Direct {
  label: string;
  key?: string;
  /** Whether it can be done now. */
  when: (page: Page) => boolean;
  run: (page: Page) => void;
}

export type PaletteEntry = Placed | Direct;

const always = (): boolean => true;
const running = (page: Page): boolean => page.view?.timer.running ?? false;
const lookedAt = (page: Page) => page.view?.stages.find((one) => one.stage === page.looked);
/** Ctrl Z belongs to a text field while somebody types in it. */
const notTyping = (): boolean => !inTextField(document.activeElement);

/**
 * Every command of the console with its words and its place. A new command does not compile until
 * it can be found here.
 */
export const entries: Record<ConsoleCommand['type'], PaletteEntry> = {
  advance: { label: 'Leave this stage', key: 'mod+enter', when: always, run: (page) => page.ask() },
  skip_stage: { label: 'Skip this stage with a reason', when: always, run: (page) => page.ask() },
  go_to_stage: {
    label: 'Take the room to the stage on screen',
    when: (page) => page.looked !== page.view?.head.stage && lookedAt(page)?.status !== 'not_started',
    run: (page) => page.take(page.looked),
  },
  confirm_stage: {
    label: 'This stage still holds',
    when: (page) => lookedAt(page)?.checkAgain ?? false,
    run: (page) => void page.workshop.send({ type: 'confirm_stage', stage: page.looked }),
  },
  start_timer: {
    label: 'Start the clock',
    when: (page) => !running(page),
    run: (page) => void page.workshop.send({ type: 'start_timer' }),
  },
  pause_timer: {
    label: 'Pause the clock',
    when: running,
    run: (page) => void page.workshop.send({ type: 'pause_timer' }),
  },
  add_minute: {
    label: 'One minute more',
    when: always,
    run: (page) => void page.workshop.send({ type: 'add_minute' }),
  },
  reset_timer: {
    label: 'Set the time box back',
    when: always,
    run: (page) =>
      void page.workshop.send({ type: 'reset_timer', seconds: page.view?.timer.plannedSeconds ?? 0 }),
  },
  begin_sitting: { label: 'End this sitting', when: always, run: (page) => page.newSitting() },
  show_on_projector: {
    label: 'Projector: follow the stage',
    when: (page) => page.session?.projector.show !== 'stage',
    run: (page) => void page.workshop.send({ type: 'show_on_projector', focus: { show: 'stage' } }),
  },
  undo: {
    label: 'Undo',
    key: 'mod+z',
    when: (page) => notTyping() && page.session?.undo !== null,
    run: (page) => void page.workshop.send({ type: 'undo' }),
  },
  redo: {
    label: 'Redo',
    key: 'mod+shift+z',
    when: (page) => notTyping() && page.session?.redo !== null,
    run: (page) => void page.workshop.send({ type: 'redo' }),
  },
  hand_keyboard: { label: 'Pass the keyboard to the next person', stage: 'score' },
  take_back_keyboard: {
    label: 'Take the keyboard back',
    // The curtain has its own button; on the console the keyboard is never away.
    when: () => false,
    run: (page) => void page.workshop.send({ type: 'take_back_keyboard' }),
  },

  room: {
    label: 'The room: let phones join',
    key: 'g r',
    when: (page) => !(page.view?.head.solo ?? true),
    run: (page) => page.room(),
  },
  ask_frame: { label: 'Ask everybody a question of the frame', stage: 'frame' },
  reveal_frame_answers: { label: 'Show the answers side by side', stage: 'frame' },
  settle_contribution: {
    label: 'Deal with what came from seats',
    when: (page) => page.view !== null && stageWaiting(page.view) !== null,
    run: (page) => {
      const stage = page.view === null ? null : stageWaiting(page.view);
      if (stage !== null) page.look(stage);
    },
  },

  answer_set_up: { label: 'Change title, scope, privacy or channel', stage: 'set_up' },
  add_participant: { label: 'Add a person', stage: 'set_up' },
  edit_participant: { label: 'Change a person', stage: 'set_up' },
  remove_participant: { label: 'Take a person off the roster', stage: 'set_up' },
  mark_attendance: { label: 'Say who is here', stage: 'set_up' },
  seat_at_tables: {
    label: 'Seat everybody at mixed tables of four to six',
    // Up to twelve people talk as one room.
    when: (page) =>
      (page.view?.people.filter((one) => one.attending && one.roles.includes('contributor')).length ?? 0) >
      12,
    run: (page) => void page.workshop.send({ type: 'seat_at_tables' }),
  },
  set_table: { label: 'Change a person’s table', stage: 'set_up' },
  set_answering: { label: 'Let tables answer together, or everybody alone', stage: 'set_up' },
  hand_table_device: { label: 'Give a table’s device to somebody who sits there', stage: 'set_up' },
  add_team: { label: 'Add a team', stage: 'decompose' },
  remove_team: { label: 'Take a team out', stage: 'decompose' },

  answer_frame: { label: 'Agree on a line of the frame', stage: 'frame' },
  set_business_model: { label: 'Choose the business model', stage: 'frame' },
  set_game: { label: 'Choose the game', stage: 'frame' },
  set_maturity: { label: 'Say how far the product is', stage: 'frame' },
  add_core_user: { label: 'Add a user group', stage: 'frame' },
  edit_core_user: { label: 'Change a user group', stage: 'frame' },
  rank_core_user: { label: 'Rank the user groups', stage: 'frame' },
  remove_core_user: { label: 'Take a user group out', stage: 'frame' },
  waive_rule: { label: 'Pass a warning with a reason', stage: 'clarify' },
  withdraw_waiver: { label: 'Take a passed warning back', stage: 'clarify' },

  add_candidate: { label: 'Write a candidate', stage: 'write' },
  edit_candidate: { label: 'Change a candidate’s sentence', stage: 'clarify' },
  withdraw_candidate: { label: 'Take a candidate back while writing', stage: 'write' },
  add_value_action: { label: 'Note an action that signals value', stage: 'write' },
  turn_action_into_candidate: { label: 'Turn an action into a candidate', stage: 'write' },
  remove_value_action: { label: 'Take an action off the list', stage: 'write' },
  open_card: { label: 'Look at the next candidate', stage: 'clarify' },
  merge_candidates: { label: 'Merge two candidates', stage: 'clarify' },
  unmerge_candidate: { label: 'Take a merge apart', stage: 'clarify' },
  link_candidate: { label: 'Tie a candidate to what people come for', stage: 'clarify' },
  describe_sides: { label: 'Describe both sides of the market', stage: 'clarify' },
  reshape_candidate: { label: 'Reshape a candidate', stage: 'challenge' },

  judge_challenge: { label: 'Give a verdict', stage: 'challenge' },
  clear_challenge: { label: 'Take a verdict back', stage: 'challenge' },
  add_gaming_route: { label: 'Write down a way to cheat', stage: 'challenge' },
  remove_gaming_route: { label: 'Take a way to cheat out', stage: 'challenge' },
  add_lever: { label: 'Write down what a discipline can do', stage: 'challenge' },
  remove_lever: { label: 'Take a lever out', stage: 'challenge' },
  set_measurability: { label: 'Say where a number comes from', stage: 'challenge' },
  set_revenue_lag: { label: 'Note how long until revenue follows', stage: 'challenge' },
  reject_candidate: { label: 'Turn a candidate down with a reason', stage: 'challenge' },
  bring_back_candidate: { label: 'Bring a candidate back', stage: 'challenge' },
  file_as_input: { label: 'File a candidate as an input', stage: 'challenge' },

  open_round: { label: 'Open a scoring round', stage: 'score' },
  enter_ballot: { label: 'Type a ballot for somebody', stage: 'score' },
  take_in_ballot_file: { label: 'Take in a ballot file', stage: 'score' },
  count_hands: { label: 'Count hands', stage: 'score' },
  close_round: { label: 'Close the round', stage: 'score' },
  resume_round: { label: 'Open the closed round again', stage: 'score' },
  reveal_round: { label: 'Reveal the round', stage: 'score' },
  settle_cell: { label: 'Note what became of a cell', stage: 'score' },
  end_scoring: { label: 'End scoring', stage: 'score' },
  weigh_criterion: { label: 'Change the weight of a criterion', stage: 'score' },
  shortlist_candidates: { label: 'Make the shortlist', stage: 'score' },

  state_hypothesis: { label: 'State a hypothesis', stage: 'validate' },
  pin_evidence: { label: 'Pin a piece of evidence', stage: 'validate' },
  remove_evidence: { label: 'Take a piece of evidence out', stage: 'validate' },
  check_goodhart: { label: 'Answer a durable question', stage: 'validate' },
  count_support: { label: 'Count support', stage: 'choose' },
  record_objection: { label: 'Record an objection', stage: 'choose' },
  answer_objection: { label: 'Answer an objection', stage: 'choose' },
  withdraw_objection: { label: 'Withdraw an objection', stage: 'choose' },
  choose_star: { label: 'Choose the star', stage: 'choose' },
  reopen_choice: { label: 'Open the choice again with a reason', stage: 'choose' },
  decide_backlog: { label: 'Decide between two backlog items', stage: 'choose' },
  remove_backlog_decision: { label: 'Take a backlog decision out', stage: 'choose' },

  answer_definition: { label: 'Answer a field of the definition', stage: 'define' },
  set_denominator: { label: 'Say what it is divided by', stage: 'define' },
  set_window: { label: 'Fix the window', stage: 'define' },
  add_exclusion: { label: 'Add something to leave out', stage: 'define' },
  decide_exclusion: { label: 'Decide what is left out', stage: 'define' },
  remove_exclusion: { label: 'Take an exclusion off the list', stage: 'define' },
  set_baseline: { label: 'Set the first value', stage: 'define' },
  set_target: { label: 'Set the wanted value', stage: 'define' },

  add_input_metric: { label: 'Add an input', stage: 'decompose' },
  edit_input_metric: { label: 'Change an input', stage: 'decompose' },
  remove_input_metric: { label: 'Take an input out', stage: 'decompose' },
  set_star_operation: { label: 'Say how the star is made up', stage: 'decompose' },
  excuse_team: { label: 'Say why a team needs no input', stage: 'decompose' },
  add_guardrail: { label: 'Add a guardrail', stage: 'decompose' },
  edit_guardrail: { label: 'Change a guardrail', stage: 'decompose' },
  remove_guardrail: { label: 'Take a guardrail out', stage: 'decompose' },
  put_tracked_event: { label: 'Add an event to record', stage: 'decompose' },
  remove_tracked_event: { label: 'Take an event out', stage: 'decompose' },

  set_cadence: { label: 'Set the rhythm and its dates', stage: 'roll_out' },
  state_team: { label: 'Write where a team connects', stage: 'roll_out' },
};

import { SvelteMap } from 'svelte/reactivity';
import { backend } from '$lib/backend/index.ts';
import type { ConsoleView, FrameQuestion, FrameWarning, Waiver } from '$lib/bindings/index.ts';
import { businessModelWords, frameQuestionWords, gameWords, maturityWords } from '$lib/copy/words.ts';

/** The lines of the frame, in the order in which they are asked. */
export const lineKeys = [
  'core_users',
  'job',
  'exchange',
  'value_moment',
  'strategy',
  'business_outcome',
  'model',
  'maturity',
  'success_story',
  'central_question',
] as const;
export type LineKey = (typeof lineKeys)[number];

/** The three prompts of the value exchange (R15). */
export const exchange = ['came_for', 'repeated_behaviour', 'business_result'] as const;

/** One line of the list at the left. */
export interface FrameLine {
  key: LineKey;
  label: string;
  /** The agreed words; nothing while it is open. */
  texts: string[];
  agreed: boolean;
  /** Shown while it is open. */
  hint: string;
}

/** The agreed words of one question. */
export function answerTo(view: ConsoleView, question: FrameQuestion): string {
  const { frame } = view;
  const answers: Record<FrameQuestion, string> = {
    job: frame.job,
    came_for: frame.cameFor,
    repeated_behaviour: frame.repeatedBehaviour,
    business_result: frame.businessResult,
    value_moment: frame.valueMoment,
    strategy: frame.strategy,
    business_outcome: frame.businessOutcome,
    success_story: frame.successStory,
    central_question: frame.centralQuestion,
  };
  return answers[question];
}

/** All lines with what is agreed on each. */
export function frameLines(view: ConsoleView): FrameLine[] {
  const { frame } = view;
  const first = view.coreUsers[0];
  const line = (
    key: LineKey,
    label: string,
    texts: (string | undefined)[],
    hint: string,
    needs = 1,
  ): FrameLine => {
    const said = texts.filter((text): text is string => text !== undefined && text !== '');
    return { key, label, texts: said, agreed: said.length >= needs, hint };
  };
  const asked = (question: FrameQuestion, hint: string): FrameLine =>
    line(lineOf[question], frameQuestionWords[question], [answerTo(view, question)], hint);
  return [
    {
      key: 'core_users',
      label: 'Whose success comes first',
      texts: first ? [first.reason === '' ? first.name : `${first.name}. ${first.reason}`] : [],
      agreed: first !== undefined && first.reason !== '',
      hint: first ? 'Say why this group comes first.' : 'One group first, with a reason',
    },
    asked('job', 'What the first group needs done'),
    line(
      'exchange',
      'The value exchange',
      exchange.map((question) => answerTo(view, question)),
      'Three short answers',
      exchange.length,
    ),
    asked('value_moment', 'When they get what they came for'),
    asked('strategy', 'Shown beside the strategy criterion later'),
    asked('business_outcome', 'What the star should lead'),
    line(
      'model',
      'Business model and game',
      [
        frame.businessModel === null ? undefined : businessModelWords[frame.businessModel],
        frame.game === null ? undefined : gameWords[frame.game],
      ],
      'Selects examples and warnings only',
      2,
    ),
    line(
      'maturity',
      'Product stage',
      [frame.maturity === null ? undefined : maturityWords[frame.maturity]],
      'Before fit, growth, scale or mature',
    ),
    asked('success_story', 'Stands first in the brief'),
    asked('central_question', 'Stays on the projector while you write'),
  ];
}

const lineOf: Record<FrameQuestion, LineKey> = {
  job: 'job',
  came_for: 'exchange',
  repeated_behaviour: 'exchange',
  business_result: 'exchange',
  value_moment: 'value_moment',
  strategy: 'strategy',
  business_outcome: 'business_outcome',
  success_story: 'success_story',
  central_question: 'central_question',
};

/** The line to take up next: the first open one below, then from the top, then simply the next. */
export function nextLine(lines: readonly FrameLine[], current: LineKey): LineKey {
  const at = lines.findIndex((line) => line.key === current);
  const round = [...lines.slice(at + 1), ...lines.slice(0, at)];
  return (round.find((line) => !line.agreed) ?? round[0])?.key ?? current;
}

/** What is challenged about a line, with the waiver that keeps it. */
export function warningsOf(view: ConsoleView, key: LineKey): FrameWarning[] {
  if (key === 'core_users') return view.frameWarnings.filter((warning) => warning.rule === 'empty_word');
  if (key === 'value_moment') return view.frameWarnings.filter((warning) => warning.rule === 'setup_moment');
  return [];
}

/** The record's row behind a kept warning. */
export function waiverOf(view: ConsoleView, warning: FrameWarning): Waiver | undefined {
  return view.waivers.find(
    (waiver) =>
      waiver.rule === warning.rule && waiver.candidateId === null && waiver.detail === warning.detail,
  );
}

/** Which line is looked at, and which way the keys lead. */
export class FrameState {
  current: LineKey = $state('core_users');
  /** Whether the field of the line takes the focus: not while somebody only passes by with J and K. */
  typing = $state(true);

  constructor(lines: readonly FrameLine[]) {
    this.current = lines.find((line) => !line.agreed)?.key ?? 'core_users';
  }

  take(key: LineKey): void {
    this.current = key;
    this.typing = true;
  }

  step(by: 1 | -1): void {
    const at = lineKeys.indexOf(this.current) + by;
    this.current = lineKeys[Math.min(lineKeys.length - 1, Math.max(0, at))] ?? this.current;
    this.typing = false;
  }
}

const rooms = new SvelteMap<string, FrameState>();

/** The work and the words to be said beside it follow the same line. */
export function placeOf(view: ConsoleView): FrameState {
  return rooms.get(view.workshopId) ?? new FrameState(frameLines(view));
}

/** Begins to look at the frame of a workshop. */
export function enter(view: ConsoleView): FrameState {
  const place = new FrameState(frameLines(view));
  rooms.set(view.workshopId, place);
  return place;
}

/** A text that is typed and not agreed yet. It outlives a reload. */
export class Draft {
  text = $state('');
  readonly #workshopId: string;
  readonly #key: string;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(workshopId: string, key: string, agreed: string) {
    this.#workshopId = workshopId;
    this.#key = key;
    this.text = agreed;
    backend
      .draft(workshopId, key)
      .then((kept) => {
        // Somebody may have begun to type while the answer was on its way.
        if (kept !== null && kept !== '' && this.text === agreed) this.text = kept;
      })
      .catch(() => undefined);
  }

  /** Keeps what was typed, a moment after the last key. */
  typed(text: string): void {
    this.text = text;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#save(text), 400);
  }

  /** The text was sent: nothing has to be kept. */
  sent(): void {
    clearTimeout(this.#waiting);
    this.#save('');
  }

  #save(text: string): void {
    backend.saveDraft(this.#workshopId, this.#key, text).catch(() => undefined);
  }
}

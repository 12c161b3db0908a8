import type { ConsoleView, ProjectorFocus, RoundView, ScoreView, Stage } from '$lib/bindings/index.ts';

/** What a stage puts on the projector by itself. */
const byStage: Record<Stage, string> = {
  set_up: 'who is here',
  frame: 'the agreed lines',
  write: 'question and count',
  clarify: 'the candidates',
  challenge: 'the four questions',
  score: 'how many are done',
  validate: 'the finalists',
  choose: 'the finalists',
  define: 'the definition',
  decompose: 'the tree',
  roll_out: 'the cover',
};

/** What scoring puts on the projector by itself after the reveal: the first open cell, else the map. */
function scoring(score: ScoreView): string {
  const open = score.map?.talk.some((one) => one.outcome === 'open') ?? false;
  return score.step === 'talk' && open ? 'the cell being talked about' : 'the whole map';
}

/** While people mark, the wall shows only how many are done, whatever was asked for. */
function stillMarking(score: ScoreView): boolean {
  return score.step === 'alone' || score.step === 'again' || score.map === null;
}

/** What the room sees, in a few words for the bar. `asking`: everybody answers a question alone now. */
export function projectorWords(
  focus: ProjectorFocus,
  stage: Stage,
  score: ScoreView,
  asking = false,
): string {
  if (stage === 'score' && focus.show !== 'blank' && stillMarking(score))
    return `Projector: ${byStage.score}`;
  switch (focus.show) {
    case 'stage':
      if (stage === 'frame' && asking) return 'Projector: one question';
      return `Projector: ${stage === 'score' ? scoring(score) : byStage[stage]}`;
    case 'candidate':
      return 'Projector: one candidate';
    case 'cell':
      return 'Projector: one cell';
    case 'map':
      return 'Projector: the whole map';
    case 'blank':
      return 'Projector: paused';
  }
}

/** What the next press on the projector's name shows: the stage, the map once there is one, a pause. */
export function nextFocus(focus: ProjectorFocus, hasMap: boolean): ProjectorFocus {
  switch (focus.show) {
    case 'stage':
      return hasMap ? { show: 'map' } : { show: 'blank' };
    case 'map':
      return { show: 'blank' };
    case 'candidate':
    case 'cell':
    case 'blank':
      return { show: 'stage' };
  }
}

/** `Ballots 5 of 7` while a round is asked for, or nothing. */
export function ballotWords(view: ConsoleView): string | null {
  const round: RoundView | undefined = view.score.rounds[view.score.rounds.length - 1];
  if (!round || view.head.stage !== 'score' || round.channel === 'hand_tally') return null;
  return `Ballots ${round.expected - round.missing} of ${round.expected}`;
}

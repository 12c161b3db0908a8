import type { Component } from 'svelte';
import type { ConsoleSession, ConsoleView, Stage } from '$lib/bindings/index.ts';
import type { StageScreen } from './stage.ts';
import type { Workshop } from './workshop.svelte.ts';
import ChallengeSide from './challenge/Side.svelte';
import ChallengeWork from './challenge/Work.svelte';
import { stage as challenge } from './challenge/stage.ts';
import ChooseWork from './choose/Work.svelte';
import { stage as choose } from './choose/stage.ts';
import ClarifySide from './clarify/Side.svelte';
import ClarifyWork from './clarify/Work.svelte';
import { stage as clarify } from './clarify/stage.ts';
import DecomposeWork from './decompose/Work.svelte';
import { stage as decompose } from './decompose/stage.ts';
import DefineWork from './define/Work.svelte';
import { stage as define } from './define/stage.ts';
import FrameWork from './frame/Work.svelte';
import { stage as frame } from './frame/stage.ts';
import RollOutSide from './roll-out/Side.svelte';
import RollOutWork from './roll-out/Work.svelte';
import { stage as rollOut } from './roll-out/stage.ts';
import CellClock from './score/CellClock.svelte';
import ScoreSide from './score/Side.svelte';
import ScoreWork from './score/Work.svelte';
import { stage as score } from './score/stage.ts';
import SetUpSide from './set-up/Side.svelte';
import SetUpWork from './set-up/Work.svelte';
import { stage as setUp } from './set-up/stage.ts';
import ValidateSide from './validate/Side.svelte';
import ValidateWork from './validate/Work.svelte';
import { stage as validate } from './validate/stage.ts';
import WriteSide from './write/Side.svelte';
import WriteWork from './write/Work.svelte';
import { stage as write } from './write/stage.ts';

/** What every stage's own components take. */
export interface StageProps {
  workshop: Workshop;
  view: ConsoleView;
  session: ConsoleSession;
}

/** A stage as the frame draws it. */
export interface StageParts {
  Work: Component<StageProps>;
  /** The panel's own part; a stage that drops the panel has none. */
  Side?: Component<StageProps>;
  /** Stands in the place of the room's clock while `stage.ownClock` says so. */
  Clock?: Component<StageProps & { roomLeft: number }>;
  stage: StageScreen;
}

/** Every stage, in the order of the rail. A new one does not compile until it has its screen. */
export const stages: Record<Stage, StageParts> = {
  set_up: { Work: SetUpWork, Side: SetUpSide, stage: setUp },
  frame: { Work: FrameWork, Side: SetUpSide, stage: frame },
  write: { Work: WriteWork, Side: WriteSide, stage: write },
  clarify: { Work: ClarifyWork, Side: ClarifySide, stage: clarify },
  challenge: { Work: ChallengeWork, Side: ChallengeSide, stage: challenge },
  score: { Work: ScoreWork, Side: ScoreSide, Clock: CellClock, stage: score },
  validate: { Work: ValidateWork, Side: ValidateSide, stage: validate },
  choose: { Work: ChooseWork, stage: choose },
  define: { Work: DefineWork, stage: define },
  decompose: { Work: DecomposeWork, stage: decompose },
  roll_out: { Work: RollOutWork, Side: RollOutSide, stage: rollOut },
};

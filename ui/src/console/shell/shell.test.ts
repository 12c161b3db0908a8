import { describe, expect, it } from 'vitest';
import type {
  ConsoleView,
  Head,
  ProjectorFocus,
  RoundView,
  ScoreView,
  Stage,
  StageView,
} from '$lib/bindings/index.ts';
import { optionsOf, stageWords } from '$lib/copy/words.ts';
import { pace, railItems, sittingWords, substages } from './rail.ts';
import { recapOf } from './recap.ts';
import { savingOf } from './saving.ts';
import { ballotWords, nextFocus, projectorWords } from './surfaces.ts';
import { leftMillis, TimeBox } from './timebox.svelte.ts';

const minutes: Record<Stage, number> = {
  set_up: 5,
  frame: 15,
  write: 10,
  clarify: 20,
  challenge: 15,
  score: 45,
  validate: 20,
  choose: 10,
  define: 20,
  decompose: 25,
  roll_out: 10,
};

function stageView(stage: Stage, more: Partial<StageView> = {}): StageView {
  return {
    stage,
    label: stageWords[stage],
    plannedMinutes: minutes[stage],
    exitCheck: [],
    status: 'not_started',
    skipReason: '',
    closeNote: '',
    enteredAt: null,
    usedSeconds: 0,
    checkAgain: false,
    checkAgainBecause: '',
    ...more,
  };
}

/** The few parts of a view that the frame reads. */
function viewOf(room: Stage, changed: Partial<Record<Stage, Partial<StageView>>> = {}): ConsoleView {
  const head: Partial<Head> = { stage: room, path: 'standard' };
  const view: unknown = {
    head,
    stages: optionsOf(stageWords).map(({ value }) => stageView(value, changed[value] ?? {})),
    sittings: [{ number: 1, openedAt: 0, closedAt: null, note: '' }],
    people: [],
    candidates: [],
    write: { candidates: 0, actions: 0, enough: 10, plenty: 15, revealed: false },
    score: { step: 'talk', rounds: [], map: null },
  };
  return view as ConsoleView;
}

const done = { status: 'done', usedSeconds: 300 } as const;

describe('the rail', () => {
  it('marks_where_the_room_is_and_what_must_be_looked_at_again', () => {
    const items = railItems(
      viewOf('write', { set_up: done, frame: { ...done, checkAgain: true }, write: { status: 'open' } }),
      0.5,
    );
    expect(items.slice(0, 4).map((item) => item.state)).toEqual(['done', 'stale', 'now', 'next']);
  });

  it('shows_the_four_steps_of_scoring_by_where_scoring_is', () => {
    expect(substages('again').map((step) => step.state)).toEqual(['was', 'was', 'cur', 'next']);
  });

  it('counts_the_minutes_of_this_sitting_only', () => {
    const view = viewOf('frame', { set_up: { status: 'done', usedSeconds: 120 } });
    expect(pace(view)).toEqual({ used: 2, planned: 110, words: '3 minutes ahead of plan.' });
    expect(pace(viewOf('choose')).planned, 'the second sitting has its own plan').toBe(85);
  });

  it('counts_time_over_the_box_of_the_present_stage_as_behind', () => {
    const view = viewOf('frame', {
      set_up: { status: 'done', usedSeconds: 300 },
      frame: { status: 'open', usedSeconds: 17 * 60 },
    });
    expect(pace(view).words).toBe('2 minutes behind plan.');
  });

  it('names_the_sitting', () => {
    const view = viewOf('write');
    expect(sittingWords(view)).toBe('Sitting 1 of 2');
    view.sittings.push({ number: 3, openedAt: 0, closedAt: null, note: '' });
    expect(sittingWords(view), 'a third sitting was not planned').toBe('Sitting 3');
  });
});

describe('the recap', () => {
  it('is_not_shown_for_a_workshop_that_has_hardly_begun', () => {
    expect(recapOf(viewOf('set_up'), 0)).toBeNull();
  });

  it('says_what_is_still_open', () => {
    const view = viewOf('frame', {
      set_up: done,
      frame: { exitCheck: [{ condition: 'job_written', text: 'write the job', holds: false }] },
    });
    view.sittings = [{ number: 1, openedAt: 0, closedAt: 5, note: 'Who counts as a guest?' }];
    const recap = recapOf(view, Date.parse('2026-06-04T12:00:00Z'));
    expect(recap?.last).toContain('Thursday 4 June');
    expect([recap?.question, recap?.missing]).toEqual(['Who counts as a guest?', ['write the job']]);
  });
});

describe('the surfaces', () => {
  it('says_what_the_room_sees', () => {
    const { score } = viewOf('write');
    expect(projectorWords({ show: 'stage' }, 'write', score)).toBe('Projector: question and count');
    expect(projectorWords({ show: 'blank' }, 'write', score)).toBe('Projector: paused');
    expect(projectorWords({ show: 'stage' }, 'frame', score, true)).toBe('Projector: one question');
  });

  it('says_what_scoring_puts_on_the_wall_at_each_step', () => {
    const words = (focus: ProjectorFocus, step: string, outcome: string | null): string => {
      const map = outcome === null ? null : { talk: [{ outcome }] };
      const score: unknown = { step, rounds: [], map };
      return projectorWords(focus, 'score', score as ScoreView);
    };
    const count = 'Projector: how many are done';
    expect(words({ show: 'stage' }, 'alone', null)).toBe(count);
    expect(words({ show: 'stage' }, 'talk', null), 'nothing is revealed').toBe(count);
    expect(words({ show: 'map' }, 'again', 'open'), 'the map waits for the marks').toBe(count);
    expect(words({ show: 'blank' }, 'again', 'open')).toBe('Projector: paused');
    expect(words({ show: 'stage' }, 'talk', 'open')).toBe('Projector: the cell being talked about');
    expect(words({ show: 'stage' }, 'talk', 'settled')).toBe('Projector: the whole map');
    expect(words({ show: 'stage' }, 'shortlist', 'open')).toBe('Projector: the whole map');
    expect(words({ show: 'map' }, 'talk', 'open')).toBe('Projector: the whole map');
  });

  it('comes_back_to_the_stage_from_everything_else', () => {
    expect(nextFocus({ show: 'blank' }, true)).toEqual({ show: 'stage' });
    expect(nextFocus({ show: 'candidate', id: 'a' }, true)).toEqual({ show: 'stage' });
    expect(nextFocus({ show: 'stage' }, false), 'there is no map to show').toEqual({ show: 'blank' });
  });

  it('counts_ballots_only_while_the_room_scores', () => {
    const view = viewOf('score');
    const round: unknown = { expected: 7, missing: 2, channel: 'passed_keyboard' };
    view.score.rounds = [round as RoundView];
    expect(ballotWords(view)).toBe('Ballots 5 of 7');
    view.head.stage = 'choose';
    expect(ballotWords(view)).toBeNull();
  });
});

describe('the time box', () => {
  it('ticks_only_while_it_runs', () => {
    const timer = { plannedSeconds: 600, remainingMs: 90_000, running: true };
    expect(leftMillis(timer, 1000, 31_000)).toBe(60_000);
    expect(leftMillis({ ...timer, running: false }, 1000, 31_000)).toBe(90_000);
  });

  it('goes_on_below_zero', () => {
    const timer = { plannedSeconds: 600, remainingMs: 1000, running: true };
    expect(leftMillis(timer, 0, 5000)).toBe(-4000);
  });

  it('knows_whether_anything_of_it_was_used', () => {
    const box = new TimeBox();
    box.follow({ plannedSeconds: 60, remainingMs: 60_000, running: false });
    expect(box.untouched).toBe(true);
    box.follow({ plannedSeconds: 60, remainingMs: 30_000, running: false });
    expect([box.untouched, box.progress]).toEqual([false, 0.5]);
  });
});

it('says_what_could_not_be_kept_and_what_waits', () => {
  const here = { reachable: true, waiting: 0, sending: false, held: null };
  expect(savingOf(here, 5, { code: 'cannot_save' })).toEqual({ kind: 'failed', message: 'Not saved' });
  expect(savingOf({ reachable: false, waiting: 2, sending: true, held: null }, 5)).toEqual({
    kind: 'offline',
    waiting: 2,
  });
});

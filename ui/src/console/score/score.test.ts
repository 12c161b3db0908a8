import { afterEach, expect, test, vi } from 'vitest';
import { MOST_DOTS, type CandidateView, type ConsoleView, type RoundView } from '$lib/bindings/index.ts';
import { MOST_DOTS as dotsOnTheMap } from '$lib/components/dotplot.ts';
import { TypedHands, handCounts, handsIn, readHands } from './hands.svelte.ts';
import { cellsOf, minutesFor, roundOf, scopesFor, workFor } from './rounds.ts';
import { Selection, gapOf, ranked } from './shortlist.svelte.ts';
import { CellTimer, ScoreDesk, cellSeconds } from './talk.svelte.ts';

afterEach(() => vi.useRealTimers());

function candidate(id: string, gate: 'passed' | 'open' | 'barred', standing = 'open'): CandidateView {
  return {
    candidate: { id, number: Number(id), standing },
    text: `Candidate ${id}`,
    speaksAgainst: [],
    measures: { gate, halfPoints: [], sumEighths: null },
  } as unknown as CandidateView;
}
function viewOf(part: {
  candidates?: CandidateView[];
  people?: number;
  rounds?: Partial<RoundView>[];
  talk?: number;
  channel?: string;
  waivers?: { rule: string; candidateId: string; reason: string }[];
}): ConsoleView {
  return {
    head: { ballotChannel: part.channel ?? 'passed_keyboard' },
    candidates: part.candidates ?? [],
    waivers: part.waivers ?? [],
    people: Array.from({ length: part.people ?? 3 }, (_, i) => ({
      id: `p${i}`,
      attending: true,
      roles: ['contributor'],
    })),
    score: {
      step: 'alone',
      rounds: part.rounds ?? [],
      movements: [],
      map: {
        bySum: ['3', '2', '1'],
        rows: [],
        talk: Array.from({ length: part.talk ?? 0 }, (_, i) => ({
          candidateId: String(i),
          criterion: 'measurable',
          number: i + 1,
          outcome: 'open',
        })),
      },
    },
  } as unknown as ConsoleView;
}

const three = [candidate('1', 'passed'), candidate('2', 'barred'), candidate('3', 'passed')];

test('the shortlist offers those through the gates first, each part by its sum', () => {
  const { through, barred } = ranked(viewOf({ candidates: three }));
  expect(through.map((one) => one.candidate.id)).toEqual(['3', '1']);
  expect(barred.map((one) => one.candidate.id)).toEqual(['2']);
});

test('two or three need no note, any other number does', () => {
  const view = viewOf({ candidates: [...three, candidate('4', 'passed'), candidate('5', 'passed')] });
  expect(gapOf(view, [], '').empty).toBe(true);
  expect(gapOf(view, ['1'], '').needsNote).toBe(true);
  expect(gapOf(view, ['1', '3'], '').needsNote).toBe(false);
  expect(gapOf(view, ['1', '3', '4'], '').needsNote).toBe(false);
  expect(gapOf(view, ['1', '3', '4', '5'], '').needsNote).toBe(true);
  expect(gapOf(view, ['1', '3', '4', '5'], 'Two markets').needsNote).toBe(false);
});

test('a barred candidate goes on only with a reason in the record', () => {
  const waivers = [{ rule: 'gate', candidateId: '2', reason: 'Data comes in May' }];
  expect(gapOf(viewOf({ candidates: three }), ['1', '2'], '').needsWaiver).toEqual(['2']);
  expect(gapOf(viewOf({ candidates: three, waivers }), ['1', '2'], '').needsWaiver).toEqual([]);
});

test('the ticks follow what is kept until somebody ticks, and drop what left the running', () => {
  const selection = new Selection();
  selection.follow(
    viewOf({ candidates: [candidate('1', 'passed', 'shortlisted'), candidate('3', 'passed')] }),
  );
  expect(selection.has('1')).toBe(true);
  selection.toggle('3');
  selection.follow(viewOf({ candidates: three }));
  expect(selection.ids(viewOf({ candidates: three }))).toEqual(['1', '3']);
  const later = viewOf({ candidates: [candidate('1', 'passed', 'rejected'), candidate('3', 'passed')] });
  expect(selection.ids(later)).toEqual(['3']);
});

test('people who mark side by side need as long as one of them', () => {
  const four = Array.from({ length: 4 }, (_, i) => candidate(String(i + 1), 'open'));
  const view = viewOf({ candidates: four, people: 7 });
  expect(workFor(view, 'all', 'own_device')).toBe(
    '24 cells for each of 7, about 2 minutes, everybody at once.',
  );
  expect(workFor(view, 'all', 'passed_keyboard')).toBe(
    '24 cells for each of 7, about 14 minutes with one keyboard.',
  );
  expect(workFor(view, 'gates_only', 'paper_ballot')).toBe(
    '12 cells for each of 7, about 7 minutes to type.',
  );
  expect(workFor(view, 'all', 'hand_tally')).toBe('24 cells.');
});

test('a long passed keyboard asks for the gates first, and a talk asks for the disputed cells', () => {
  const eight = Array.from({ length: 8 }, (_, i) => candidate(String(i + 1), 'open'));
  const long = viewOf({ candidates: eight, people: 7 });
  expect(cellsOf(long, 'all')).toBe(48);
  expect(minutesFor(long, 'all', 'passed_keyboard')).toBe(28);
  expect(scopesFor(long)[0]).toBe('gates_only');
  expect(scopesFor(viewOf({ candidates: eight, people: 3 }))[0]).toBe('all');
  const revealed = [{ number: 1, status: 'revealed', endedAt: null } as Partial<RoundView>];
  expect(scopesFor(viewOf({ candidates: eight, rounds: revealed, talk: 3 }))[0]).toBe('disputed');
});

test('marking alone shows the first round and marking again the latest one', () => {
  const view = viewOf({ rounds: [{ number: 1 }, { number: 2 }, { number: 3 }] });
  expect(roundOf(view, 'alone')?.number).toBe(1);
  expect(roundOf(view, 'again')?.number).toBe(3);
  expect(roundOf(viewOf({ rounds: [{ number: 1 }] }), 'again')).toBeNull();
});

test('looking at another part moves nothing, and looking at the room’s part ends the looking', () => {
  const desk = new ScoreDesk();
  const view = viewOf({});
  desk.look('shortlist', view);
  expect(desk.step(view)).toBe('shortlist');
  desk.look('alone', view);
  expect(desk.looking).toBeNull();
});

test('the clock of a cell counts down only while it runs', () => {
  const timer = new CellTimer();
  expect([timer.running, timer.left]).toEqual([false, cellSeconds]);
  timer.toggle();
  expect(timer.running).toBe(true);
  timer.toggle();
  timer.reset();
  expect([timer.running, timer.left]).toEqual([false, cellSeconds]);
});

test('hands are whole numbers, and an empty field counts as none', () => {
  expect(readHands(['1', '', '3', '0', ''])).toEqual({ '0': 1, '1': 0, '2': 3, '3': 0, '?': 0 });
  expect(readHands(['1', 'x', '', '', ''])).toBeNull();
  expect(readHands(['301', '', '', '', ''])).toBeNull();
  const row = readHands(['1', '', '3', '0', '']);
  expect(row === null ? [] : handCounts(row).map((one) => one.count)).toEqual([1, 0, 3, 0, 0]);
  expect(handsIn([], 'a', 'measurable')).toBeNull();
});

test('what is typed while a row is on its way is not lost', () => {
  const typed = new TypedHands();
  const sent = ['', '', '2', '', ''];
  typed.set('a', sent);
  typed.set('a', ['', '', '2', '1', '']);
  typed.kept('a', sent);
  expect(typed.get('a')?.[3]).toBe('1');
  typed.kept('a', typed.get('a') ?? []);
  expect(typed.get('a')).toBeNull();
});

test('what speaks against a ticked candidate asks for a reason, and a written one is enough (R29, R33, R37, R42)', () => {
  const against = { detail: 'Nobody can move it', what: 'nobody has named a way to move it' };
  const kept = (waivedBecause: string | null): CandidateView[] => [
    { ...candidate('1', 'passed'), speaksAgainst: [{ ...against, waivedBecause }] },
    candidate('3', 'passed'),
  ];
  expect(gapOf(viewOf({ candidates: kept(null) }), ['1', '3'], '').needsReason).toEqual(['1']);
  expect(gapOf(viewOf({ candidates: kept(null) }), ['3'], '').needsReason).toEqual([]);
  expect(gapOf(viewOf({ candidates: kept('One team is enough') }), ['1', '3'], '').needsReason).toEqual([]);
});

test('the map turns to bars with the same mark as the printed brief', () => {
  expect(dotsOnTheMap).toBe(MOST_DOTS);
});

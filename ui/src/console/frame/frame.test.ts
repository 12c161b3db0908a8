import { expect, test } from 'vitest';
import { gameHints, maturityHints } from './questions.ts';
import type { ConsoleView } from '$lib/bindings/index.ts';
import { frameLines, FrameState, nextLine, warningsOf } from './frame.svelte.ts';

/** Only the parts of a view that the frame reads. */
function viewWith(frame: Partial<ConsoleView['frame']>, more: Partial<ConsoleView> = {}): ConsoleView {
  const whole: Partial<ConsoleView> = {
    frame: {
      job: '',
      cameFor: '',
      repeatedBehaviour: '',
      businessResult: '',
      valueMoment: '',
      strategy: '',
      businessOutcome: '',
      successStory: '',
      centralQuestion: '',
      businessModel: null,
      game: null,
      maturity: null,
      ...frame,
    },
    coreUsers: [],
    frameWarnings: [],
    waivers: [],
    ...more,
  };
  return whole as ConsoleView;
}

test('the value exchange is agreed only when all three prompts are answered', () => {
  const part = frameLines(viewWith({ cameFor: 'A fixed meeting', repeatedBehaviour: 'They send the link' }));
  expect(part.find((line) => line.key === 'exchange')?.agreed).toBe(false);
  const whole = frameLines(viewWith({ cameFor: 'a', repeatedBehaviour: 'b', businessResult: 'c' }));
  expect(whole.find((line) => line.key === 'exchange')?.agreed).toBe(true);
});

test('the first group needs a reason before its line is agreed', () => {
  const user = { id: 'u', name: 'Teams in service firms', rank: 1, reason: '' };
  expect(frameLines(viewWith({}, { coreUsers: [user] }))[0]?.agreed).toBe(false);
  expect(frameLines(viewWith({}, { coreUsers: [{ ...user, reason: 'They pay.' }] }))[0]?.agreed).toBe(true);
});

test('next question goes to the first open line below and then round', () => {
  const lines = frameLines(viewWith({ job: 'Fix a meeting', strategy: 'Whole teams' }));
  expect(nextLine(lines, 'core_users')).toBe('exchange');
  expect(nextLine(lines, 'value_moment')).toBe('business_outcome');
  expect(nextLine(lines, 'central_question')).toBe('core_users');
});

test('the screen opens on the first line that is still open, and the ends of the list hold', () => {
  const user = { id: 'u', name: 'Teams', rank: 1, reason: 'They pay.' };
  const place = new FrameState(frameLines(viewWith({}, { coreUsers: [user] })));
  expect(place.current).toBe('job');
  place.step(-1);
  place.step(-1);
  expect(place.current).toBe('core_users');
});

test('a warning stands beside the line it is about', () => {
  const view = viewWith(
    {},
    {
      frameWarnings: [{ rule: 'setup_moment', detail: '', text: 'Sounds like setup.', waivedBecause: null }],
    },
  );
  expect(warningsOf(view, 'value_moment')).toHaveLength(1);
  expect(warningsOf(view, 'core_users')).toHaveLength(0);
});

test('each state of the product and each game has a hint of its own (R18, R19)', () => {
  for (const hints of [maturityHints, gameHints]) {
    const all = Object.values(hints);
    expect(new Set(all).size).toBe(all.length);
  }
  expect(maturityHints.pre_fit).toContain('activation');
  expect(maturityHints.growth).toContain('retention');
  expect(maturityHints.mature).toContain('expansion');
});

import { expect, test } from 'vitest';
import type { FrameAskView } from '$lib/bindings/index.ts';
import { person, room, viewOf } from '../room/a-room.ts';
import { Ticks, askOf, askedPeople, joined } from './asking.svelte.ts';

const ask: FrameAskView = {
  question: 'job',
  label: 'The job',
  open: true,
  revealed: false,
  answered: 2,
  answers: [],
};

test('the ticked answers become one line in their own words', () => {
  expect(joined(['The meeting is fixed.', ' Nobody phones. '])).toBe('The meeting is fixed; Nobody phones.');
  expect(joined(['One'])).toBe('One');
  expect(joined([])).toBe('');
});

test('those who answer are counted, and an answer from elsewhere too', () => {
  const view = viewOf('frame', [person('a'), person('b'), person('w', { roles: ['observer'] })], {
    frameAsks: [ask],
  });
  expect(askOf(view, 'job')).toEqual(ask);
  expect(askOf(view, 'strategy')).toBeNull();
  expect(askedPeople(view, room(['a', 'b', 'w']), ask)).toBe(2);
  expect(askedPeople(view, room(['a']), ask), 'two answered although one device is here').toBe(2);
});

test('ticks keep the order of the list', () => {
  const ticks = new Ticks();
  ticks.toggle(2);
  ticks.toggle(0);
  expect(ticks.of(['a', 'b', 'c'])).toEqual(['a', 'c']);
  ticks.toggle(2);
  expect(ticks.of(['a', 'b', 'c'])).toEqual(['a']);
});

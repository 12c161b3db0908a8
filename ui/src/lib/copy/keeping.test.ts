import { expect, test } from 'vitest';
import { ApiError } from '$lib/backend/errors.ts';
import { keepingOf } from './keeping.ts';

const well = { reachable: true, waiting: 0, sending: false, savedAt: 0, held: null };
const why = new ApiError({
  id: '',
  code: 'cannot_save',
  doing: '',
  message: 'The disk is full. About 8 MB must be free.',
  safe: '',
  hint: '',
  field: null,
});

test('f01_a_seat_says_calmly_that_its_marks_are_not_saved_yet', () => {
  const held = { why, now: () => undefined, giveUp: () => undefined };
  expect(keepingOf({ ...well, waiting: 1, held })).toMatchObject({ late: true, icon: 'warning' });
  expect(keepingOf({ ...well, held }).words).toContain('8 MB');
  expect(keepingOf(well, 'late').words).toContain('Not saved yet');
});

test('a seat out of reach says that nothing is lost', () => {
  expect(keepingOf({ ...well, reachable: false, waiting: 2 }).words).toContain('stays here');
});

test('a seat whose host answers says saved', () => {
  expect(keepingOf(well).late).toBe(false);
  expect(keepingOf(well, 'kept').words).toContain('Saved');
  expect(keepingOf({ ...well, savedAt: Date.UTC(2026, 0, 5, 14, 27) }).words).toMatch(/^Saved \d/);
});

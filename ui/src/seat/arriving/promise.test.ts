import { expect, test } from 'vitest';
import { privateLines } from './promise.ts';

test('the promise at the door is the workshop’s own, and a small group is told that names can be guessed', () => {
  const lines = privateLines(
    'What you write and mark stays hidden until everyone has finished. Marks are never shown with a name.',
  );
  expect(lines).toEqual([
    'What you write and mark stays hidden until everyone has finished.',
    'Marks are never shown with a name.',
    'With fewer than four people, others could still guess.',
  ]);
});

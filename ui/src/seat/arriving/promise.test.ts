import { expect, test } from 'vitest';
import { disciplinesAtTheDoor } from './disciplines.ts';
import { privateLines } from './promise.ts';

test('the door promises no more than the record keeps', () => {
  expect(privateLines({ named: false })).toEqual([
    'Your answers, candidates and marks stay hidden until they are shown to all at once.',
    'Marks are shown as dots, never with a name.',
    'With fewer than four people, others could still guess.',
    'Questions and comments arrive at once, without your name.',
  ]);
  expect(privateLines({ named: true }).join(' '), 'a named workshop says so').not.toContain(
    'never with a name',
  );
});

test('whoever has joined before takes no button away from whoever comes next', () => {
  const usual = ['product', 'engineering', 'design', 'marketing', 'sales', 'customer_success', 'data'];
  expect(disciplinesAtTheDoor([]).first).toEqual([...usual, 'other']);
  const { first, rest } = disciplinesAtTheDoor(['sales', 'finance', 'product']);
  expect(first).toEqual([...usual, 'finance', 'other']);
  expect(rest).toEqual(['leadership', 'operations']);
});

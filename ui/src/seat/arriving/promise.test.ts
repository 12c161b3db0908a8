import { expect, test } from 'vitest';
import { disciplinesAtTheDoor } from './disciplines.ts';
import { privateLines } from './promise.ts';

test('the door promises no more than the record keeps', () => {
  expect(privateLines({ named: false })).toEqual([
    'Nobody sees what you write until all have finished.',
    'Marks are shown as dots, never with a name.',
    'With fewer than four people, others could still guess.',
  ]);
  expect(privateLines({ named: true }).join(' '), 'a named workshop says so').not.toContain(
    'never with a name',
  );
});

test('the disciplines of the roster come first, and the rest stands under “Other”', () => {
  const { first, rest } = disciplinesAtTheDoor(['sales', 'finance', 'product']);
  expect(first).toEqual(['product', 'sales', 'finance', 'other']);
  expect(rest).toContain('engineering');
  expect(new Set([...first, ...rest]).size).toBe(11);
});

test('a roster that is hardly begun leaves the usual seven', () => {
  expect(disciplinesAtTheDoor(['finance', 'sales']).first).toEqual([
    'product',
    'engineering',
    'design',
    'marketing',
    'sales',
    'customer_success',
    'data',
    'finance',
    'other',
  ]);
});

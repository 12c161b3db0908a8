import { expect, test } from 'vitest';
import type { SeatCandidate } from '$lib/bindings/index.ts';
import { asidesOf, BallotSheet } from './ballot.svelte.ts';

const candidates: SeatCandidate[] = [
  {
    id: 'a',
    text: 'Accounts that booked',
    criteria: ['customer_value', 'product_strategy', 'leads_revenue'],
    late: null,
  },
  {
    id: 'b',
    text: 'Teams that met',
    criteria: ['customer_value', 'measurable'],
    late: 'Known only after 30 days.',
  },
];

test('a digit marks the criterion in focus and goes on to the next', () => {
  const sheet = new BallotSheet(candidates);
  sheet.mark('3');
  sheet.mark('?');
  expect(sheet.row).toBe(2);
  expect(sheet.markOf({ candidateId: 'a', criterion: 'customer_value' })).toBe('3');
  expect(sheet.markOf({ candidateId: 'a', criterion: 'product_strategy' })).toBe('?');
  sheet.mark('0');
  expect(sheet.row).toBe(2);
  expect(sheet.done(candidates[0] as SeatCandidate)).toBe(true);
});

test('arrows stay inside the criteria of the candidate', () => {
  const sheet = new BallotSheet(candidates);
  sheet.moveRow(-1);
  expect(sheet.row).toBe(0);
  for (let i = 0; i < 9; i += 1) sheet.moveRow(1);
  expect(sheet.row).toBe(2);
});

test('the page before sealing comes after the last candidate and names what is missing', () => {
  const sheet = new BallotSheet(candidates);
  sheet.next();
  expect(sheet.candidate?.id).toBe('b');
  sheet.mark('1');
  sheet.next();
  expect(sheet.reviewing).toBe(true);
  expect(sheet.missing).toBe(4);
  sheet.back();
  expect(sheet.reviewing).toBe(false);
  expect(sheet.candidate?.id).toBe('b');
});

test('coming back to a candidate opens its first criterion without a mark', () => {
  const sheet = new BallotSheet(candidates);
  sheet.mark('2');
  sheet.next();
  sheet.back();
  expect(sheet.row).toBe(1);
});

test('the reason belongs to the last mark until another marked criterion is in focus', () => {
  const sheet = new BallotSheet(candidates);
  sheet.mark('1');
  expect(sheet.reasonCell?.criterion).toBe('customer_value');
  sheet.setReason({ candidateId: 'a', criterion: 'customer_value' }, 'People praise it.');
  expect(sheet.scores()[0]?.reason).toBe('People praise it.');
  sheet.next();
  expect(sheet.reasonCell).toBeNull();
});

test('cannot judge is a mark of its own and not a zero', () => {
  const sheet = new BallotSheet([{ id: 'a', text: 'A', criteria: ['measurable'], late: null }]);
  sheet.mark('?');
  expect(sheet.missing).toBe(0);
  expect(sheet.scores()).toEqual([{ candidateId: 'a', criterion: 'measurable', level: '?', reason: '' }]);
});

test('a draft brings back marks, reasons and the place', () => {
  const sheet = new BallotSheet(candidates);
  sheet.mark('2');
  sheet.setReason({ candidateId: 'a', criterion: 'customer_value' }, 'Half of them.');
  sheet.next();
  sheet.mark('0');
  const again = new BallotSheet(candidates);
  again.restore(sheet.draft());
  expect(again.scores()).toEqual(sheet.scores());
  expect(again.candidate?.id).toBe('b');
});

test('a draft of cells that are not asked for any more, or a broken one, is left out', () => {
  const sheet = new BallotSheet([{ id: 'b', text: 'B', criteria: ['measurable'], late: null }]);
  sheet.restore('{"scores": [');
  sheet.restore('{"scores":[{"candidateId":"a","criterion":"measurable","level":"3","reason":""}]}');
  sheet.restore('{"scores":[{"candidateId":"b","criterion":"measurable","level":"9"}]}');
  expect(sheet.started).toBe(false);
  sheet.restore('{"scores":[{"candidateId":"b","criterion":"measurable","level":"3"}]}');
  expect(sheet.scores()).toEqual([{ candidateId: 'b', criterion: 'measurable', level: '3', reason: '' }]);
});

test('the earlier mark is shown beside a criterion and is not set again by itself', () => {
  const sheet = new BallotSheet(candidates, [
    { candidateId: 'a', criterion: 'customer_value', level: '1', reason: 'Hoped for.' },
  ]);
  expect(sheet.rows()[0]).toMatchObject({ mark: null, earlier: 1 });
  expect(sheet.started).toBe(false);
});

test('how we win stands beside its criterion, and a late number is asked about beside measurable (R20, R46)', () => {
  const sheet = new BallotSheet(candidates);
  const beside = (): (string | undefined)[] =>
    sheet.rows(asidesOf('Whole teams, not single seats')).map((row) => row.aside ?? row.ask);
  expect(beside()).toEqual([undefined, 'Our line: Whole teams, not single seats', undefined]);
  sheet.next();
  expect(beside()).toEqual([undefined, 'Known only after 30 days.']);
  expect(asidesOf('')).toEqual({});
});

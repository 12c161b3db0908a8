import { expect, test } from 'vitest';
import type { CandidateView, ConsoleView, Standing, ValueStatement } from '$lib/bindings/index.ts';
import { sent } from '../room/a-room.ts';
import { cardLines, Clarify, mergedInto, unread, unreadOnDevices } from './clarify.svelte.ts';
import { clusters, clusterWords, MapPlace, statements } from './map.svelte.ts';
import { likeness, similarTo } from './similar.ts';

interface Made {
  text?: string;
  opened?: boolean;
  complete?: boolean;
  standing?: Standing;
  into?: string | null;
  links?: ValueStatement[];
}
function made(
  number: number,
  { text = '', opened = true, complete = true, standing = 'open', into = null, links = [] }: Made = {},
): CandidateView {
  const part = {
    candidate: { id: `c${number}`, number, opened, standing, mergedInto: into },
    text,
    complete,
    links,
    pitfalls: [],
  };
  return part as unknown as CandidateView;
}
function room(...candidates: CandidateView[]): ConsoleView {
  const part: Partial<ConsoleView> = { candidates, contributions: [] };
  return part as ConsoleView;
}

test('a booking and a booked meeting are suggested as the same, traffic is not', () => {
  const line = { id: '2', text: 'Meetings booked per week' };
  const others = [
    { id: '4', text: 'Bookings made each week' },
    { id: '6', text: 'Monthly recurring revenue' },
    { id: '8', text: 'Booking links created per account' },
    { id: '12', text: 'Booking page views' },
  ];
  expect(similarTo(line, others).map((one) => one.id)).toEqual(['4']);
});

test('periods and small words alone make nothing alike', () => {
  expect(likeness('Number of reports per week', 'Number of payments per week')).toBe(0);
  expect(likeness('per week', 'each week')).toBe(0);
});

test('another threshold makes another sentence', () => {
  expect(likeness('Accounts with 5+ meetings', 'Accounts with 5 meetings')).toBe(1);
  expect(likeness('Meetings booked', 'Accounts that booked at least 5 meetings')).toBeLessThan(0.6);
});

test('sentences in another script are compared by their words', () => {
  expect(likeness('حجوزات العملاء كل أسبوع', 'حجوزات العملاء')).toBeGreaterThanOrEqual(0.6);
});

test('what was kept apart is not suggested again', () => {
  const view = room(made(2, { text: 'Meetings booked' }), made(4, { text: 'Bookings of meetings' }));
  const clarify = new Clarify();
  expect(clarify.similar(view, 'c2').map((one) => one.number)).toEqual([4]);
  clarify.compare('c2', 'c4');
  clarify.keepBoth();
  expect(clarify.similar(view, 'c2')).toEqual([]);
  expect(clarify.similar(view, 'c4')).toEqual([]);
});

test('two ticks make a pair, and a third tick replaces the older one', () => {
  const view = room(made(1), made(2), made(3));
  const clarify = new Clarify();
  clarify.select('c3');
  expect(clarify.pair(view)).toBeNull();
  clarify.select('c1');
  expect(clarify.pair(view)?.map((one) => one.number)).toEqual([1, 3]);
  clarify.select('c2');
  expect(clarify.pair(view)?.map((one) => one.number)).toEqual([1, 2]);
});

test('a candidate that is out cannot be half of a pair', () => {
  const view = room(made(1), made(2, { standing: 'rejected' }));
  const clarify = new Clarify();
  clarify.compare('c1', 'c2');
  expect(clarify.pair(view)).toBeNull();
});

test('where a merged sentence went stays readable, through several merges', () => {
  const view = room(
    made(2),
    made(4, { standing: 'merged', into: 'c2' }),
    made(7, { standing: 'merged', into: 'c4' }),
  );
  expect(mergedInto(view, 'c2').map((one) => one.number)).toEqual([4, 7]);
  const lines = cardLines(view);
  expect(lines[0]?.note).toBe('with 4 and 7');
  expect(lines[1]).toMatchObject({ faded: true, note: 'merged into 2' });
});

test('the next unread one is below, then from the top', () => {
  const view = room(made(1, { opened: false }), made(2), made(3));
  const clarify = new Clarify();
  expect(unread(view)).toHaveLength(1);
  expect(clarify.nextUnread(view, 'c2')).toBe('c1');
  expect(clarify.nextUnread(room(made(1)), 'c1')).toBeNull();
});

test('a read candidate with an open slot is half done', () => {
  const [line] = cardLines(room(made(1, { complete: false })));
  expect(line).toMatchObject({ state: 'in_part', stateWords: 'read, unfinished' });
});

test('the map gathers candidates with the same ties and puts untied ones last', () => {
  const found = clusters([
    made(1),
    made(2, { links: ['value_moment'] }),
    made(3, { links: ['strategy', 'came_for'] }),
    made(4, { links: ['value_moment'] }),
  ]);
  expect(found.map((cluster) => cluster.ids)).toEqual([['c3'], ['c2', 'c4'], ['c1']]);
  expect(found.map(clusterWords)).toEqual([
    'What they come for · How we win',
    'The value moment',
    'Tied to nothing yet',
  ]);
});

test('arrows move over the map and stop at its edges', () => {
  const place = new MapPlace();
  const rows = ['c1', 'c2'];
  expect(place.isAt('c1', 0, rows)).toBe(true);
  place.move('ArrowDown', rows);
  place.move('ArrowDown', rows);
  place.move('ArrowRight', rows);
  expect(place.isAt('c2', 1, rows)).toBe(true);
  place.move('End', rows);
  place.move('ArrowRight', rows);
  expect(place.column).toBe(statements.length - 1);
  place.move('Home', rows);
  place.move('ArrowLeft', rows);
  place.move('ArrowUp', rows);
  place.move('ArrowUp', rows);
  expect(place.isAt('c1', 0, rows)).toBe(true);
  expect(place.move('x', rows)).toBe(false);
});

test('a digit names its statement', () => {
  const place = new MapPlace();
  expect(place.digit('1')).toBe('came_for');
  expect(place.digit('5')).toBe('strategy');
  expect(place.digit('6')).toBeNull();
});

test('the map starts at its first row again when the row in focus is gone', () => {
  const place = new MapPlace();
  place.move('ArrowDown', ['c1', 'c2']);
  expect(place.isAt('c1', 0, ['c1'])).toBe(true);
});

test('cards that not every device has read stand with the least read first', () => {
  const view = room(made(1), made(2), made(3), made(4, { standing: 'rejected' }));
  const read = [
    { candidateId: 'c1', readers: 2 },
    { candidateId: 'c2', readers: 3 },
  ];
  expect(unreadOnDevices(view, read, 3).map((card) => [card.number, card.readers])).toEqual([
    [3, 0],
    [1, 2],
  ]);
});

test('a card says how much waits on it from seats', () => {
  const view = room(made(1), made(2));
  view.contributions = [
    sent('clarification', { id: 'q', candidateId: 'c1', text: 'Which week?' }),
    sent('same_as', { id: 's', candidateId: 'c2', sameAsId: 'c1' }),
  ];
  expect(cardLines(view).map((line) => line.note)).toEqual(['2 from seats', '1 from seats']);
});

import { expect, it } from 'vitest';
import type { PersonView } from '$lib/bindings/index.ts';
import { scorersOf, smallRoom, switched } from './answers.ts';

function person(id: string, more: Partial<PersonView> = {}): PersonView {
  return {
    id,
    name: id,
    discipline: 'product',
    attending: true,
    position: 0,
    atTable: null,
    roles: ['contributor'],
    handedIn: false,
    ...more,
  };
}

it('counts_only_people_in_this_sitting_who_score', () => {
  const people = [person('a'), person('b', { attending: false }), person('c', { roles: ['observer'] })];
  expect(scorersOf(people).map((one) => one.id)).toEqual(['a']);
});

it('says_that_three_people_cannot_hide_their_names', () => {
  const three = [person('a'), person('b'), person('c')];
  expect(smallRoom(three, 'anonymous')).toContain('3 people score');
  expect(smallRoom([...three, person('d')], 'anonymous')).toBeNull();
  expect(smallRoom(three, 'named'), 'nothing is promised there').toBeNull();
});

it('does_not_let_an_observer_score', () => {
  expect(switched(['contributor', 'scribe'], 'observer')).toEqual(['scribe', 'observer']);
  expect(switched(['observer'], 'contributor')).toEqual(['contributor']);
  expect(switched(['contributor'], 'contributor')).toEqual([]);
});

import { expect, test } from 'vitest';
import type { ConsoleView, PersonView } from '$lib/bindings/index.ts';
import { emptySentence } from '$lib/components/slots.ts';
import { keptTurn, soloNote, soloQuestion, soloTurns } from './solo.ts';
import { draftSentence, nextWriter, writers, Writing } from './write.svelte.ts';

function person(id: string, more: Partial<PersonView> = {}): PersonView {
  return {
    id,
    name: id,
    discipline: 'product',
    roles: ['contributor'],
    attending: true,
    handedIn: false,
    position: 0,
    atTable: null,
    ...more,
  };
}
function room(people: PersonView[]): ConsoleView {
  const part: Partial<ConsoleView> = { people, candidates: [] };
  return part as ConsoleView;
}

test('those who are here and contribute write, the facilitator does not', () => {
  const people = [person('a'), person('b', { attending: false }), person('f', { roles: ['facilitator'] })];
  expect(writers(room(people)).map((one) => one.id)).toEqual(['a']);
});

test('without contributors everybody who is here may write', () => {
  expect(writers(room([person('f', { roles: ['facilitator'] })]))).toHaveLength(1);
});

test('the keyboard goes to whoever has not finished, and after the last to the first again', () => {
  const people = [person('a'), person('b')];
  expect(nextWriter(people, (id) => id === 'a')?.id).toBe('b');
  expect(nextWriter(people, () => true)?.id).toBe('a');
  expect(nextWriter([], () => true)).toBeUndefined();
});

test('the slots of a sentence typed here are known again when it is changed', () => {
  const writing = new Writing();
  const slots = { ...emptySentence(), audience: 'Accounts', action: 'booked' };
  writing.stored([], [{ id: '1', text: 'Accounts that booked each week' }], slots);
  const view = room([]);
  expect(writing.sentence(view, { id: '1', text: '' }).audience).toBe('Accounts');
  expect(writing.sentence(view, { id: '2', text: 'Odd one' })).toMatchObject({
    freeText: 'Odd one',
    period: null,
  });
});

test('a broken draft is no draft', () => {
  expect(draftSentence('{"audience":"Accounts"}')?.audience).toBe('Accounts');
  expect(draftSentence('{"audience":5}')).toBeNull();
  expect(draftSentence('[1]')).toBeNull();
  expect(draftSentence('not json')).toBeNull();
  expect(draftSentence('')).toBeNull();
});

test('whoever is alone writes twice: as themselves, then as a customer who left (R9)', () => {
  expect(soloTurns.map((turn) => turn.value)).toEqual(['own', 'left']);
  expect(soloQuestion('own', 'What would you count?')).toBe('What would you count?');
  expect(soloQuestion('left', 'What would you count?')).toContain('left');
  expect(soloNote('own')).toContain('break');
  expect([keptTurn(null), keptTurn('left'), keptTurn('odd')]).toEqual(['own', 'left', 'own']);
});

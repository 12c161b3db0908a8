import { expect, it } from 'vitest';
import type { RoundView } from '$lib/bindings/index.ts';
import { person, room, viewOf } from './a-room.ts';
import { roomNudge, roomSays } from './helps.ts';
import {
  barWords,
  connectionWords,
  found,
  progress,
  roomLine,
  seated,
  selfTestAddress,
  withoutDevice,
} from './room.ts';
import { AllIn } from './sound.svelte.ts';

const people = ['a', 'b', 'c', 'd'].map((id) => person(id));

it('says_in_one_line_who_is_here_and_who_is_done', () => {
  const writing = viewOf('write', people);
  expect(roomLine(room(['a+', 'b', 'c-']), writing)).toBe('2 of 3 here, 1 done');
  expect(roomLine(room([]), writing)).toBe('Nobody has joined yet');
  expect(roomLine(room(['a+', 'b']), viewOf('choose', people)), 'nothing is asked there').toBe('2 of 2 here');
});

it('counts_nobody_who_only_watches_as_missing', () => {
  const view = viewOf('write', [person('a'), person('w', { roles: ['observer'] })]);
  expect(progress(room(['a+', 'w']), view)).toEqual({ seats: 2, here: 2, asked: 1, done: 1, allIn: true });
});

it('calls_the_room_complete_when_everybody_within_reach_is_done', () => {
  const view = viewOf('write', people);
  expect(progress(room(['a+', 'b+', 'c-']), view).allIn).toBe(true);
  expect(progress(room(['a-', 'b-']), view).allIn, 'nobody is here').toBe(false);
});

it('finds_somebody_by_letters_of_the_name_or_by_what_they_speak_for', () => {
  const some = [person('Zoë Ångström', { discipline: 'customer_success' }), person('Yusuf')];
  const all = seated(room(['Zoë Ångström', 'Yusuf']), some);
  expect(found(all, 'zoe ang').map((one) => one.name)).toEqual(['Zoë Ångström']);
  expect(found(all, 'success').map((one) => one.name)).toEqual(['Zoë Ångström']);
  expect(found(all, '  ')).toHaveLength(2);
  expect(found(all, 'nobody')).toEqual([]);
});

it('says_in_the_bar_what_the_door_looks_like', () => {
  const view = viewOf('set_up', people);
  const waiting = [{ key: 'k', name: 'Sara', discipline: 'sales' as const, returning: false }];
  expect(barWords(room([], { announcement: null }), view, null)).toBe('Open the room');
  expect(barWords(room(['a'], { announcement: null }), view, null)).toBe('Room is closed');
  expect(barWords(room([]), view, null)).toBe('Room: nobody yet');
  expect(barWords(room(['a', 'b-']), view, null)).toBe('Room: 1 of 2');
  expect(barWords(room(['a', 'b-']), view, 'Ballots 5 of 7')).toBe('Ballots 5 of 7');
  expect(barWords(room(['a'], { waiting }), view, 'Ballots 5 of 7')).toBe('1 waits to come in');
});

it('names_who_is_here_without_a_device', () => {
  const some = [...people, person('gone', { attending: false })];
  expect(withoutDevice(room(['a', 'b']), some).map((one) => one.id)).toEqual(['c', 'd']);
});

it('says_plainly_that_plain_http_can_be_read', () => {
  const open = room([]).announcement;
  if (open === null) throw new Error('the room of this test is open');
  expect(connectionWords(open)).toContain('not encrypted');
  expect(connectionWords({ ...open, encrypted: true })).toContain('is encrypted');
  expect(selfTestAddress(open)).toBe('http://192.168.1.20:7040/reach');
  expect(selfTestAddress({ ...open, encrypted: true, shortAddress: 'star.example' })).toBe(
    'https://star.example/reach',
  );
});

it('adds_its_sentences_only_while_the_room_is_open', () => {
  const view = viewOf('set_up', people);
  expect(roomSays(view, 'set_up', room([], { announcement: null }))).toEqual([]);
  expect(roomSays(view, 'set_up', room([])).join(' ')).toContain('HQ7 K3M');
});

it('tells_when_it_is_a_good_moment_to_move_on', () => {
  const enough = { candidates: 12, actions: 0, enough: 10, plenty: 15, revealed: false };
  const view = viewOf('write', people, { write: enough });
  expect(roomNudge(view, room(['a+', 'b+', 'c+', 'd+']))).toContain('good moment to move on');
  expect(roomNudge(view, room(['a+', 'b+', 'c+', 'd']))).toContain('one minute is left');
  expect(roomNudge(view, room(['a+', 'b', 'c', 'd'])), 'people still write').toBeNull();
  const few = viewOf('write', people, { write: { ...enough, candidates: 4 } });
  expect(roomNudge(few, room(['a+', 'b+']))).toContain('with 4 written');
});

it('puts_whoever_waits_at_the_door_first', () => {
  const waiting = ['Sara', 'Bo'].map((name) => ({
    key: name,
    name,
    discipline: 'sales' as const,
    returning: false,
  }));
  expect(roomNudge(viewOf('write', people), room(['a+'], { waiting }))).toBe(
    'Sara and 1 more wait to be let in.',
  );
});

it('counts_answers_to_an_asked_question_and_ballots_of_an_open_round', () => {
  const asks = [
    { question: 'job', label: 'The job', open: true, revealed: false, answered: 1, answers: [] as string[] },
  ];
  const frame = viewOf('frame', people, { frameAsks: asks });
  expect(roomNudge(frame, room(['a+', 'b']))).toBe('1 of 2 answered.');
  expect(roomNudge(frame, room(['a+', 'b+']))).toContain('Show the answers');
  const round: unknown = { status: 'open' };
  const score = viewOf('score', people, {
    score: { step: 'alone', rounds: [round as RoundView], map: null },
  });
  expect(roomNudge(score, room(['a+', 'b-']))).toContain('One is out of reach');
});

it('rings_once_when_the_last_one_comes_in_and_never_for_a_room_found_full', () => {
  const ear = new AllIn();
  expect([true, true, false, true, true].map((allIn) => ear.completed(allIn))).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

import { afterEach, expect, test, vi } from 'vitest';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { Connection } from '$lib/backend/connection.svelte.ts';
import type { Contribution, OwnSeat, SeatCommand, SeatTask } from '$lib/bindings/index.ts';
import { ownSeat, seatRoom, writing } from './connection/fake-room.ts';
import { draftsIn, keepInMemory, type Keep } from './connection/keep.ts';
import type { Door } from './door.ts';
import Tasks from './Tasks.svelte';

afterEach(cleanup);

const cards = [
  { id: 'a', number: 1, text: 'Accounts that booked' },
  { id: 'b', number: 2, text: 'فرق اجتمعت كل أسبوع' },
];
const cell = {
  candidateId: 'a',
  text: 'Accounts that booked',
  cell: {
    criterion: 'leads_revenue' as const,
    counts: { levels: [1, 0, 0, 2] as [number, number, number, number], cannotJudge: 1 },
    median: { halfPoints: 6 },
    lowest: '0' as const,
    highest: '3' as const,
    homework: false,
    talk: 1,
    outcome: 'open' as const,
  },
  of: 3,
  lowestReasons: [{ text: 'It moves after the invoice.' }],
  lowestPeople: 1,
  highestReasons: [],
  highestPeople: 2,
  note: '',
};
/** Every task of a seat; a new one does not compile without its row. */
const tasks: { [Kind in SeatTask['kind']]: Extract<SeatTask, { kind: Kind }> } = {
  wait: { kind: 'wait', label: 'Look at the big screen.' },
  frame: { kind: 'frame', question: 'value_moment', label: 'The value moment' },
  write: writing as Extract<SeatTask, { kind: 'write' }>,
  clarify: { kind: 'clarify', cards, focus: 'b' },
  challenge: {
    kind: 'challenge',
    cards,
    focus: null,
    challenges: [{ challenge: 'churn', question: 'Could it climb while customers leave?' }],
  },
  score: {
    kind: 'score',
    round: 1,
    candidates: [{ id: 'a', text: 'Accounts that booked', criteria: ['customer_value'], late: null }],
    valueMoment: '',
    strategy: '',
  },
  talk: { kind: 'talk', focus: { cell, question: 'Does it lead revenue?' } },
  signal: { kind: 'signal', cards },
  validate: { kind: 'validate', cards },
  choose: { kind: 'choose', cards, chosen: null },
  define: {
    kind: 'define',
    star: 'Accounts that booked',
    fields: [{ field: 'unit', label: 'Counts', text: '' }],
  },
  decompose: {
    kind: 'decompose',
    star: 'Accounts that booked',
    teams: [
      { id: 't1', name: 'Growth' },
      { id: 't2', name: 'Core' },
    ],
    inputs: [{ id: 'i1', name: 'Reminders' }],
  },
  roll_out: { kind: 'roll_out', star: 'Accounts that booked', nextReview: '2026-08-03', yearlyReview: '' },
};

const contribution = (part: Partial<Contribution>): Contribution => ({
  id: 'c-1',
  kind: 'clarification',
  candidateId: null,
  sameAsId: null,
  criterion: null,
  challenge: null,
  verdict: null,
  signal: null,
  field: null,
  teamId: null,
  inputId: null,
  suits: null,
  text: '',
  settled: false,
  ...part,
});

interface Situation {
  own?: Partial<OwnSeat>;
  waiting?: SeatCommand[];
  passed?: boolean;
  keep?: Keep;
  /** What the room answers. */
  done?: boolean;
}

function sit(task: SeatTask, { own = {}, waiting = [], passed = false, keep, done = true }: Situation = {}) {
  const seat = vi.fn((_command: SeatCommand) => Promise.resolve(done));
  const handBack = vi.fn(() => Promise.resolve(true));
  const door: Door = {
    refusal: null,
    seat,
    waiting,
    returned: [],
    letGo: () => undefined,
    line: new Connection(),
    drafts: draftsIn(keep ?? keepInMemory(), () => 'me'),
    seconds: null,
    ...(passed ? { handBack } : {}),
  };
  render(Tasks, { view: { room: seatRoom(task), own: ownSeat(own) }, door });
  return { seat, handBack };
}
const press = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string | RegExp, text: string): Promise<boolean> =>
  fireEvent.input(screen.getByLabelText(label), { target: { value: text } });

for (const task of Object.values(tasks)) {
  test(`the task “${task.kind}” has its screen on a phone, at the passed keyboard and for who watches`, () => {
    sit(task);
    expect(screen.getByRole('main').textContent?.trim()).not.toBe('');
    expect(screen.queryByRole('button', { name: /keyboard/ })).toBeNull();
    cleanup();
    sit(task, { passed: true });
    expect(
      screen.getByRole('button', { name: /Hand the keyboard back|I’m done|Finish later|Hand back/ }),
    ).toBeTruthy();
    cleanup();
    sit(task, { own: { watches: true, scores: false } });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^(Send|Add|Say)/ })).toBeNull();
  });
}

test('an answer to the frame is sent once and may be replaced', async () => {
  const { seat } = sit(tasks.frame);
  await type('Your answer', 'When the meeting takes place');
  await press('Send my answer');
  expect(seat).toHaveBeenCalledWith({
    type: 'answer_frame_alone',
    question: 'value_moment',
    text: 'When the meeting takes place',
  });
  cleanup();
  sit(tasks.frame, { own: { frameAnswers: [{ question: 'value_moment', text: 'Before' }] } });
  expect(screen.getByLabelText<HTMLTextAreaElement>('Your answer').value).toBe('Before');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Replace my answer' }).disabled).toBe(true);
});

test('f43_what_was_typed_stays_when_the_room_says_no', async () => {
  const { seat } = sit(tasks.frame, { done: false });
  await type('Your answer', 'Kept');
  await press('Send my answer');
  expect(seat).toHaveBeenCalledOnce();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Your answer').value).toBe('Kept');
});

test('f43_a_sentence_that_is_refused_goes_back_into_the_slots', async () => {
  sit(tasks.write, { done: false });
  await type('who', 'Accounts');
  await type('that do what', 'booked');
  await type('of what', 'meetings');
  await press('Add this one');
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('who').value).toBe('Accounts'));
});

test('a text that was typed and not sent outlives a reload', async () => {
  const keep = keepInMemory();
  sit(tasks.validate, { keep });
  await type('Your question', 'Were new accounts left out?');
  cleanup();
  sit(tasks.validate, { keep });
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLTextAreaElement>('Your question').value).toBe(
      'Were new accounts left out?',
    ),
  );
});

test('a seat begins with the card on the big screen, and marks it as read', async () => {
  const { seat } = sit(tasks.clarify);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('فرق اجتمعت');
  expect(screen.getByText('On the big screen now')).toBeTruthy();
  await press('Mark as read');
  expect(seat).toHaveBeenCalledWith({ type: 'mark_card_read', candidateId: 'b' });
});

test('what the network has not carried yet is shown as such', () => {
  const waiting: SeatCommand[] = [
    { type: 'contribute', contribution: { kind: 'clarification', candidateId: 'b', text: 'Which teams?' } },
  ];
  sit(tasks.clarify, { waiting });
  expect(screen.getByText('Which teams?').parentElement?.textContent).toContain('waits to be sent');
});

test('a view of a challenge is one, and the newest stands', async () => {
  const row = { kind: 'challenge_view' as const, candidateId: 'a', challenge: 'churn' as const };
  const { seat } = sit(tasks.challenge, {
    own: { contributions: [contribution({ ...row, verdict: 'survives' })] },
  });
  expect(screen.getByRole('button', { name: 'No' }).getAttribute('aria-pressed')).toBe('true');
  await press('Yes, it could');
  expect(seat).toHaveBeenCalledWith({ type: 'contribute', contribution: { ...row, verdict: 'fails' } });
});

test('what was sent for a table stands on the seats of its other people, and is taken back on none of them', () => {
  const elsewhere = { on: 'elsewhere', name: null, gone: false } as const;
  const frameAnswers = [{ question: tasks.frame.question, text: 'They want the week to hold.' }];
  sit(tasks.frame, {
    own: { atTable: 3, tableHold: elsewhere, sentForTable: { frameAnswers, contributions: [] } },
  });
  expect(screen.getByText('Your table has answered:')).toBeTruthy();
  expect(screen.getByText('They want the week to hold.')).toBeTruthy();
  cleanup();
  const about = { candidateId: 'b' } as const;
  const contributions = [
    contribution({ ...about, kind: 'challenge_view', challenge: 'churn', verdict: 'fails' }),
    contribution({ ...about, kind: 'cheat_story', text: 'Open it with a script.' }),
  ];
  sit(
    { ...tasks.challenge, focus: 'b' },
    { own: { atTable: 3, tableHold: elsewhere, sentForTable: { frameAnswers: [], contributions } } },
  );
  expect(screen.getByText('Your table said: Yes, it could')).toBeTruthy();
  expect(screen.getByText('Open it with a script.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Take back/ })).toBeNull();
});

test('on the own device a ballot that is in comes back to be changed', async () => {
  const ballot = [
    { candidateId: 'a', criterion: 'customer_value' as const, level: '2' as const, reason: 'Half.' },
  ];
  const { seat } = sit(tasks.score, { own: { handedIn: true, ballot } });
  expect(screen.getByRole('heading', { name: 'Your ballot is in.' })).toBeTruthy();
  await press('Change my ballot');
  await waitFor(() =>
    expect(screen.getByRole('button', { pressed: true }).textContent).toContain('one clear group'),
  );
  await press(/Look it over/);
  await press(/Hand it in/);
  expect(seat).toHaveBeenCalledWith({ type: 'submit_ballot', scores: ballot });
});

test('at the passed keyboard a sealed ballot never comes back', () => {
  sit(tasks.score, { passed: true, own: { handedIn: true } });
  expect(screen.queryByRole('button', { name: 'Change my ballot' })).toBeNull();
  expect(screen.queryByRole('button', { pressed: true })).toBeNull();
});

test('in the talk the own mark stands out, and offering to speak names the person to the facilitator alone', async () => {
  const place = { candidateId: 'a', criterion: 'leads_revenue' as const };
  const { seat } = sit(tasks.talk, { own: { marks: [{ ...place, level: '3' }] } });
  expect(screen.getByText(/You marked/).textContent).toContain('3, holds clearly');
  expect(screen.getByText('It moves after the invoice.')).toBeTruthy();
  await press('I will speak to this');
  expect(seat).toHaveBeenCalledWith({ type: 'offer_to_speak', place, extreme: 'highest', will: true });
});

test('whoever stands at neither end says for which one they speak, and takes it back the same way', async () => {
  const place = { candidateId: 'a', criterion: 'leads_revenue' as const };
  const speaking = [{ place, extreme: 'lowest' as const }];
  const { seat } = sit(tasks.talk, { own: { marks: [{ ...place, level: '2' }], speaking } });
  expect(screen.getByText(/beside the lowest marks/)).toBeTruthy();
  await press('I will speak for the highest');
  expect(seat).toHaveBeenCalledWith({ type: 'offer_to_speak', place, extreme: 'highest', will: true });
  await press('I will speak for the lowest');
  expect(seat).toHaveBeenCalledWith({ type: 'offer_to_speak', place, extreme: 'lowest', will: false });
});

test('an objection counts with its reason, support with one press', async () => {
  const { seat } = sit(tasks.signal);
  await fireEvent.click(screen.getAllByRole('button', { name: 'I support it' })[0] as HTMLElement);
  expect(seat.mock.calls[0]?.[0]).toMatchObject({
    contribution: { kind: 'signal', candidateId: 'a', signal: 'support' },
  });
  await fireEvent.click(screen.getAllByRole('button', { name: 'I object' })[1] as HTMLElement);
  expect(seat).toHaveBeenCalledOnce();
  await type('Why do you object?', 'It leaves guests out.');
  await press('Send the objection');
  expect(seat.mock.calls[1]?.[0]).toMatchObject({
    contribution: { candidateId: 'b', signal: 'object', text: 'It leaves guests out.' },
  });
});

test('an objection to the choice is private unless somebody signs it, and names its finalist', async () => {
  const { seat } = sit(tasks.choose);
  await type('Your objection', 'Too late.');
  await press('Send the objection');
  expect(seat).not.toHaveBeenCalled();
  expect(screen.getByText('Choose to which one you object.')).toBeTruthy();
  await fireEvent.change(screen.getByLabelText('You object to'), { target: { value: 'b' } });
  await press('Send the objection');
  expect(seat).toHaveBeenCalledWith({
    type: 'object_alone',
    candidateId: 'b',
    text: 'Too late.',
    signed: false,
  });
});

test('own objections come back and can be taken back until the star is chosen', async () => {
  const objection = {
    id: 'o-1',
    candidateId: 'a',
    text: 'Too late.',
    signedBy: null,
    counterExample: false,
    devilsAdvocate: false,
    answer: '',
  };
  const { seat } = sit(tasks.choose, { own: { objections: [objection] } });
  await press('Take back “Too late.”');
  expect(seat).toHaveBeenCalledWith({ type: 'withdraw_objection_alone', objectionId: 'o-1' });
  cleanup();
  sit({ ...tasks.choose, chosen: 'Accounts that booked' }, { own: { objections: [objection] } });
  expect(screen.getByText('Too late.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Take back/ })).toBeNull();
});

test('a team moves an input that is there, or something in its own words', async () => {
  const { seat } = sit(tasks.decompose);
  await fireEvent.change(screen.getByLabelText('My team'), { target: { value: 't2' } });
  await fireEvent.change(screen.getByLabelText('It moves'), { target: { value: 'i1' } });
  await press('My team moves this');
  expect(seat).toHaveBeenCalledWith({
    type: 'contribute',
    contribution: { kind: 'team_move', teamId: 't2', inputId: 'i1', text: '' },
  });
});

test('one press says whether the dates suit', async () => {
  const { seat } = sit(tasks.roll_out);
  await press('They do not');
  expect(seat).toHaveBeenCalledWith({
    type: 'contribute',
    contribution: { kind: 'meeting_check', suits: false },
  });
});

test('whoever has a table reads its number while waiting and during the talk; without one nothing is said', () => {
  for (const task of [tasks.wait, tasks.talk, { kind: 'talk', focus: null } as const]) {
    sit(task, { own: { atTable: 3 } });
    expect(screen.getByText('You are at table 3.')).toBeTruthy();
    cleanup();
    sit(task);
    expect(screen.queryByText(/at table/)).toBeNull();
    cleanup();
  }
});

for (const task of [tasks.frame, tasks.challenge, tasks.decompose]) {
  test(`at a table one device answers “${task.kind}”, and the others see the question`, async () => {
    const { seat } = sit(task, { own: { atTable: 3, tableHold: { on: 'nowhere' } } });
    expect(screen.queryByRole('textbox')).toBeNull();
    await press('I write for our table');
    expect(seat).toHaveBeenCalledWith({ type: 'hold_table_device', hold: true });
    cleanup();
    sit(task, { own: { atTable: 3, tableHold: { on: 'here' } } });
    expect(screen.getAllByRole('textbox').length).toBeGreaterThan(0);
    expect(screen.getByText(/You write for table 3/)).toBeTruthy();
    await press('Let somebody else write');
    cleanup();
    sit(task, { own: { atTable: 3, tableHold: { on: 'elsewhere', name: null, gone: false } } });
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /I write|Send|Yes/ })).toBeNull();
    expect(screen.getByText('Your table answers together, on another device at your table.')).toBeTruthy();
    cleanup();
    sit(task, { own: { atTable: 3, tableHold: { on: 'elsewhere', name: 'Ana', gone: true } } });
    expect(screen.getByText(/on \u2068Ana\u2069’s device/)).toBeTruthy();
    await press('I write for our table');
  });
}

import { expect, test } from 'vitest';
import type { ConsoleView, InputMetric } from '$lib/bindings/index.ts';
import { sent } from '../room/a-room.ts';
import {
  equations,
  filable,
  guardrailWords,
  moveLead,
  openRoutes,
  openStarters,
  treeNodes,
} from './decompose.svelte.ts';

const input = (
  id: string,
  parentId: string | null,
  value: number | null,
  more: Partial<InputMetric> = {},
): InputMetric => ({
  id,
  name: id,
  parentId,
  link: 'arithmetic_part',
  operation: 'sum',
  teamId: null,
  owner: '',
  value,
  unit: '',
  target: '',
  bet: '',
  movesInputBecause: '',
  liftsStarBecause: '',
  fromCandidateId: null,
  position: 0,
  ...more,
});
const viewOf = (inputs: InputMetric[], more: Record<string, unknown> = {}): ConsoleView =>
  ({
    inputMetrics: inputs,
    teams: [{ id: 't', name: 'Sales' }],
    baseline: { value: 412, unit: 'accounts' },
    definition: { starOperation: 'product' },
    candidates: [],
    guardrails: [],
    ...more,
  }) as unknown as ConsoleView;

test('the tree of the sample adds up', () => {
  const found = equations(
    viewOf([
      input('active', null, 1038),
      input('share', null, 39.7, { unit: '%' }),
      input('new', 'active', 31),
      input('back', 'active', 986),
      input('won', 'active', 21),
    ]),
  );
  expect(found.map((one) => [one.words, one.holds])).toEqual([
    ['1,038 × 39.7% = 412', true],
    ['31 + 986 + 21 = 1,038', true],
  ]);
});

test('parts that do not add up are said in a sentence', () => {
  const [found] = equations(
    viewOf([input('a', null, 10), input('b', null, 20)], { definition: { starOperation: 'sum' } }),
  );
  expect(found).toMatchObject({ holds: false });
  expect(found?.words).toBe(
    'The star: 10 + 20 makes 30, and it stands at 412. One of them is off, or a part is missing.',
  );
});

test('nothing is said while a value is missing, or about beliefs', () => {
  expect(equations(viewOf([input('a', null, 10), input('b', null, null)]))).toEqual([]);
  const believed = { link: 'believed_influence' } as const;
  expect(equations(viewOf([input('a', null, 1, believed), input('b', null, 2, believed)]))).toEqual([]);
});

test('an input without a team is a gap, also with a person named (R81)', () => {
  const nodes = treeNodes(
    viewOf([
      input('later', null, 1, { owner: 'Ruth', position: 2 }),
      input('first', null, 1, { owner: 'Ruth', teamId: 't', position: 1 }),
    ]),
  );
  expect(nodes.map((node) => [node.name, node.owner])).toEqual([
    ['first', 'Ruth, Sales'],
    ['later', ''],
  ]);
});

test('a starter that is in the tree is no longer offered (R80)', () => {
  expect(openStarters(viewOf([])).map((one) => one.lever)).toEqual([
    'Acquisition',
    'Activation',
    'Frequency',
    'Monetisation',
  ]);
  expect(openStarters(viewOf([input('New customers who arrive', null, 1)]))).toHaveLength(3);
});

test('turned-down candidates are offered until they are in the tree (R84)', () => {
  const out = (id: string, reason: string): unknown => ({
    text: id,
    candidate: { id, standing: 'rejected' },
    rejection: { reason, keptAs: null },
  });
  const candidates = [
    out('broad', 'too_broad'),
    out('setup', 'setup_not_value'),
    out('filed', 'setup_not_value'),
  ];
  const view = viewOf([input('x', null, 1, { fromCandidateId: 'filed' })], { candidates });
  expect(filable(view).map((one) => one.text)).toEqual(['setup', 'broad']);
});

test('each way to cheat is offered until a guardrail catches it (R87)', () => {
  const candidates = [
    {
      candidate: { id: 's', standing: 'chosen' },
      gamingRoutes: [
        { id: 'r1', text: 'Split one meeting' },
        { id: 'r2', text: 'Book colleagues' },
      ],
    },
  ];
  const view = viewOf([], {
    candidates,
    guardrails: [{ gamingRouteId: 'r1', catches: 'Split one meeting' }],
  });
  expect(openRoutes(view).map((route) => route.id)).toEqual(['r2']);
  expect(guardrailWords(view)).toBe('1 guardrail, each made from a way to cheat');
});

test('what a team moves is said with the team and the input it means', () => {
  const view = viewOf([input('Rooms filled', null, null)]);
  expect(moveLead(view, sent('team_move', { teamId: 't', inputId: 'Rooms filled' }))).toBe(
    'Sales moves “Rooms filled”',
  );
  expect(moveLead(view, sent('team_move', { teamId: 't', text: 'Replies within an hour' }))).toBe(
    'Sales moves',
  );
});

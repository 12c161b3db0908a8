import { expect, test } from 'vitest';
import type { CandidateView, ConsoleView } from '$lib/bindings/index.ts';
import { chooseCommands, dissent, dissentWords, inTheWay, knownWords, turnedDown } from './choose.svelte.ts';

function candidate(id: string, standing: string, more: Record<string, unknown> = {}): CandidateView {
  return {
    candidate: { id, number: 1, standing },
    text: id,
    evidenceItems: [],
    objections: [],
    rejection: null,
    testPlan: null,
    support: null,
    ...more,
  } as unknown as CandidateView;
}
const viewOf = (candidates: CandidateView[], more: Record<string, unknown> = {}): ConsoleView =>
  ({ candidates, people: [], frame: { successStory: '' }, ...more }) as unknown as ConsoleView;

test('a finalist on the shortlist is chosen in one step', () => {
  const one = candidate('a', 'shortlisted');
  expect(chooseCommands(viewOf([one]), [one], one, 'Countable.', 'Later.').map((each) => each.type)).toEqual([
    'choose_star',
  ]);
});

test('a finalist that was turned down comes back before it is chosen, and the star is demoted first (R1)', () => {
  const star = candidate('star', 'chosen');
  const other = candidate('other', 'refiled');
  const commands = chooseCommands(
    viewOf([star, other]),
    [star, other],
    other,
    'Attendance is known now.',
    'Never.',
  );
  expect(commands.map((each) => each.type)).toEqual([
    'reopen_choice',
    'bring_back_candidate',
    'shortlist_candidates',
    'choose_star',
  ]);
  expect(commands[2]).toMatchObject({ candidateIds: ['star', 'other'], sizeNote: '' });
});

test('choosing waits for a decider and for the success story (R6)', () => {
  expect(inTheWay(viewOf([]))?.stage).toBe('set_up');
  const people = [{ id: 'p', name: 'Priya', roles: ['decider'] }];
  expect(inTheWay(viewOf([], { people }))?.stage).toBe('frame');
  expect(inTheWay(viewOf([], { people, frame: { successStory: 'A firm fills its week.' } }))).toBeNull();
});

test('what is known is said without claiming more', () => {
  expect(knownWords(candidate('a', 'shortlisted'))).toEqual({
    known: 'No hypothesis yet',
    note: 'Nothing pinned',
  });
  const plan = { hypothesis: 'More stay.', instrumentBy: '2026-08-01', owner: 'Lena' };
  const evidenceItems = [{ direction: 'supports' }, { direction: 'mixed' }];
  expect(knownWords(candidate('a', 'shortlisted', { testPlan: plan, evidenceItems }))).toEqual({
    known: 'A stated hypothesis',
    note: 'Pinned: 1 for, 0 against, 1 both ways',
  });
});

test('finalists lead the list of what was turned down', () => {
  const rows = turnedDown(
    viewOf([
      candidate('old', 'rejected', { rejection: { rejectedAt: 1 } }),
      candidate('new', 'rejected', { rejection: { rejectedAt: 2 } }),
      candidate('finalist', 'refiled', { rejection: { rejectedAt: 0 }, support: {} }),
      candidate('open', 'open'),
    ]),
  );
  expect(rows.map((one) => one.text)).toEqual(['finalist', 'new', 'old']);
});

test('objections without an answer stand first', () => {
  const list = dissent(
    viewOf(
      [
        candidate('a', 'chosen', {
          objections: [
            { id: '1', answer: 'Yes.', signedBy: 'h' },
            { id: '2', answer: '', signedBy: null },
          ],
        }),
      ],
      { people: [{ id: 'h', name: 'Hanna', roles: [] }] },
    ),
  );
  expect(list.map((each) => [each.objection.id, each.by])).toEqual([
    ['2', ''],
    ['1', 'Hanna'],
  ]);
  expect(dissentWords(list)).toBe('2 objections, 1 without an answer');
  expect(dissentWords([])).toBe('none recorded');
});

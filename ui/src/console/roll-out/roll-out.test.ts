import { beforeEach, expect, test, vi } from 'vitest';
import { countParts, draftWords } from '$lib/components/completeness.ts';
import { ApiError } from '$lib/backend/errors.ts';
import type { BriefPart, Waiver } from '$lib/bindings/index.ts';
import type { Workshop } from '../workshop.svelte.ts';

const exportFile = vi.fn<(id: string, request: unknown, name: string) => Promise<boolean>>();
vi.mock('$lib/backend/index.ts', async () => ({
  ...(await import('$lib/backend/errors.ts')),
  backend: { exportFile: (...args: Parameters<typeof exportFile>) => exportFile(...args) },
}));
const { RollOut, exportName, exportWords, leafFor, partsOf, takeaways } =
  await import('./roll-out.svelte.ts');

const part = (number: string, missing: string[] = [], title = `Part ${number}`): BriefPart => ({
  number,
  title,
  missing,
  stage: 'define',
});
const pdf = takeaways[0]!;
const letter = takeaways[1]!;
const file = takeaways[5]!;

beforeEach(() => exportFile.mockReset());

test('the list counts what is complete and says when the draft mark goes (R91)', () => {
  const parts = [part('0'), part('1', ['define unit, event and rule']), part('2')];
  expect(countParts(parts).words).toBe('2 of 3 parts are complete.');
  expect(draftWords(parts)).toBe('until the open part is answered or left open with a reason.');
  expect(draftWords([part('0')])).toBe('');
});

test('a part left open on purpose carries its reason', () => {
  const waiver = { rule: 'brief_gap', detail: 'Part 1', reason: 'Known in June.' } as Waiver;
  expect(partsOf([part('0'), part('1')], [waiver]).map((one) => one.waived)).toEqual([
    undefined,
    'Known in June.',
  ]);
});

test('a gap of this stage opens its own leaf, any other its stage', () => {
  expect(leafFor({ stage: 'roll_out', title: 'Rhythm and change rules' })).toBe('rhythm');
  expect(leafFor({ stage: 'roll_out', title: 'Where does your team connect?' })).toBe('teams');
  expect(leafFor({ stage: 'define', title: 'Exact definition' })).toBeNull();
});

test('an exported file has a name that every system takes', () => {
  expect(exportName('Slotwell, company star', pdf, 'wide', true)).toBe('slotwell-company-star-brief.pdf');
  expect(exportName('Slotwell', letter, 'team', false)).toBe('slotwell-brief-letter-team-draft.pdf');
  expect(exportName('Slotwell', file, 'team', false)).toBe('slotwell.sextant');
  expect(exportName('../../etc/passwd', pdf, 'wide', true)).toBe('etc-passwd-brief.pdf');
  expect(exportName('نجمة الشركة', pdf, 'wide', true)).toBe('نجمة-الشركة-brief.pdf');
  expect(exportName('CON', file, 'wide', true)).toBe('workshop.sextant');
  expect(exportName('🚀', pdf, 'wide', true)).toBe('workshop-brief.pdf');
  expect(exportName('x'.repeat(300), pdf, 'wide', true).length).toBeLessThan(80);
});

test('the button says how many files and whether they are drafts', () => {
  expect(exportWords(3, false)).toBe('Export 3 as draft');
  expect(exportWords(1, true)).toBe('Export 1 as final');
});

test('every picked file is exported once, for the same audience', async () => {
  exportFile.mockResolvedValue(true);
  const state = new RollOut();
  state.audience = 'team';
  await state.export({ id: 'w' } as Workshop, 'Slotwell');
  expect(exportFile.mock.calls.map(([, request, name]) => [request, name])).toEqual([
    [{ format: 'pdf', audience: 'team', paper: 'a4' }, 'slotwell-brief-team-draft.pdf'],
    [{ format: 'html', audience: 'team', paper: 'a4' }, 'slotwell-brief-team-draft.html'],
    [{ format: 'markdown', audience: 'team', paper: 'a4' }, 'slotwell-brief-team-draft.md'],
  ]);
  expect(state.said).toBe('3 files kept.');
});

test('a file that fails stops the rest and says what was kept', async () => {
  exportFile.mockResolvedValueOnce(true).mockRejectedValueOnce(
    new ApiError({
      id: 'e',
      code: 'disk',
      doing: 'writing',
      message: 'The disk is full.',
      safe: 'The workshop.',
      hint: 'Make room.',
      field: null,
    }),
  );
  const state = new RollOut();
  await state.export({ id: 'w' } as Workshop, 'Slotwell');
  expect(exportFile).toHaveBeenCalledTimes(2);
  expect(state.failed?.message).toBe('The disk is full.');
  expect(state.said).toBe('1 file was kept before that.');
  expect(state.busy).toBeNull();
});

test('an older answer does not replace a newer one', async () => {
  const state = new RollOut();
  let finish: (answer: unknown) => void = () => undefined;
  const slow = new Promise((resolve) => (finish = resolve));
  const ask = vi
    .fn()
    .mockReturnValueOnce(slow)
    .mockResolvedValueOnce({ type: 'brief', html: 'new', parts: [], complete: true });
  const workshop = { id: 'w', ask } as unknown as Workshop;
  const first = state.load(workshop);
  await state.load(workshop);
  finish({ type: 'brief', html: 'old', parts: [], complete: false });
  await first;
  expect(state.html).toBe('new');
});

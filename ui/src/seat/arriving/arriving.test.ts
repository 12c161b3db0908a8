import { afterEach, expect, test, vi } from 'vitest';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { readApiError } from '$lib/backend/errors.ts';
import type { JoinRequest, RoomDoor } from '$lib/bindings/index.ts';
import CatchUp from './CatchUp.svelte';
import EnterCode from './EnterCode.svelte';
import Join from './Join.svelte';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const door: RoomDoor = {
  workshopId: 'w-1',
  named: false,
  disciplines: [],
  title: 'Slotwell, company star',
  promise: 'Hidden until all are done. Marks are never shown with a name.',
  lobby: false,
  locked: false,
};
function join(part: Partial<RoomDoor> = {}, refusal: unknown = null) {
  const onjoin = vi.fn((_request: JoinRequest) => Promise.resolve(true));
  render(Join, {
    door: { ...door, ...part },
    refusal: readApiError(refusal),
    onjoin,
    onleave: () => undefined,
  });
  return onjoin;
}

test('somebody joins with a name, what they speak for, and whether they only watch', async () => {
  const onjoin = join();
  await fireEvent.input(screen.getByLabelText('Name, or any alias'), { target: { value: ' Yusuf ' } });
  await fireEvent.click(screen.getByRole('radio', { name: 'Customer success' }));
  await fireEvent.click(screen.getByLabelText('Only watch, without marking'));
  await fireEvent.click(screen.getByRole('button', { name: 'Join as Yusuf' }));
  expect(onjoin).toHaveBeenCalledWith({ name: 'Yusuf', discipline: 'customer_success', watch: true });
});

test('what is missing is asked for at its place', async () => {
  const onjoin = join();
  await fireEvent.click(screen.getByRole('button', { name: 'Join' }));
  expect(screen.getByRole('alert').textContent).toContain('Say a name first');
  expect(document.activeElement).toBe(screen.getByLabelText('Name, or any alias'));
  await fireEvent.input(screen.getByLabelText('Name, or any alias'), { target: { value: 'Zoë' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Join as Zoë' }));
  expect(screen.getByRole('alert').textContent).toContain('Choose what you speak for');
  expect(onjoin).not.toHaveBeenCalled();
});

test('arrows walk through the disciplines', async () => {
  join();
  const first = screen.getByRole('radio', { name: 'Product' });
  await fireEvent.keyDown(first, { key: 'ArrowRight' });
  expect(screen.getByRole('radio', { checked: true }).textContent).toContain('Engineering');
});

test('what sits in most workshops and what the roster names comes first, and “Other” shows the rest', async () => {
  const onjoin = join({ disciplines: ['product', 'sales', 'finance'] });
  const labels = (): (string | undefined)[] =>
    screen.getAllByRole('radio').map((one) => one.textContent?.trim());
  expect(labels()).toEqual([
    'Product',
    'Engineering',
    'Design',
    'Marketing',
    'Sales',
    'Customer success',
    'Data',
    'Finance',
    'Other',
  ]);
  await fireEvent.click(screen.getByRole('radio', { name: 'Other' }));
  expect(labels()).toContain('Operations');
  await fireEvent.click(screen.getByRole('radio', { name: 'Operations' }));
  await fireEvent.input(screen.getByLabelText('Name, or any alias'), { target: { value: 'Zoë' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Join as Zoë' }));
  expect(onjoin).toHaveBeenCalledWith({ name: 'Zoë', discipline: 'operations', watch: false });
});

test('the promise stands in lines, a locked room says so, and a name that cannot be used is told at the name', () => {
  join(
    { locked: true },
    { id: '1', code: 'invalid', message: 'This name cannot be used.', hint: 'Change it.', field: 'name' },
  );
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Your answers, candidates and marks stay hidden until they are shown to all at once.',
    'Marks are shown as dots, never with a name.',
    'With fewer than four people, others could still guess.',
    'Questions and comments arrive at once, without your name.',
  ]);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('takes nobody new');
  expect(screen.getByText('This name cannot be used. Change it.')).toBeTruthy();
});

test('a code is formatted while it is typed and only goes when it is whole', async () => {
  const onenter = vi.fn(() => Promise.resolve());
  render(EnterCode, { problem: null, onenter });
  const field = screen.getByLabelText<HTMLInputElement>('The join code from the big screen');
  await fireEvent.input(field, { target: { value: 'hq7k' } });
  expect(field.value).toBe('HQ7 K');
  await fireEvent.click(screen.getByRole('button', { name: 'Go in' }));
  expect(screen.getByRole('alert').textContent).toContain('six letters and digits');
  await fireEvent.input(field, { target: { value: 'hq7k3m' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Go in' }));
  await waitFor(() => expect(onenter).toHaveBeenCalledWith('HQ7 K3M'));
});

test('who comes late reads what is agreed for twenty seconds, or as long as they like', async () => {
  vi.useFakeTimers();
  const ondone = vi.fn();
  render(CatchUp, { title: 'Slotwell', lines: [{ label: 'How we win', text: 'الفريق كله' }], ondone });
  expect(screen.getByText('الفريق كله').getAttribute('dir')).toBe('auto');
  await vi.advanceTimersByTimeAsync(19_500);
  expect(ondone).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(ondone).toHaveBeenCalled();
});

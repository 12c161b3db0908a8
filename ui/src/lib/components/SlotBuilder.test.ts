import { afterEach, expect, test, vi } from 'vitest';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import SlotBuilder from './SlotBuilder.svelte';
import { emptySentence, type SlotSentence } from './slots.ts';

afterEach(cleanup);

const limits = { name: 80, line: 240 };

function build(value: SlotSentence = emptySentence(), more: Record<string, unknown> = {}) {
  const onsave = vi.fn((_sentence: SlotSentence) => Promise.resolve(true));
  render(SlotBuilder, { value, limits, onsave, ...more });
  return onsave;
}
async function type(label: string, text: string): Promise<HTMLElement> {
  const field = screen.getByLabelText(label);
  field.focus();
  await fireEvent.input(field, { target: { value: text } });
  return field;
}

test('the sentence reads itself out while it is being written', async () => {
  build();
  await type('audience', 'Accounts');
  await type('action', 'booked');
  await fireEvent.change(screen.getByLabelText('threshold'), { target: { value: 'at_least' } });
  await type('How many', '5');
  await type('what is counted', 'meetings');
  expect(screen.getByText('Accounts that booked at least 5 meetings each week')).toBeTruthy();
});

test('enter in any slot stores a finished sentence and empties the slots', async () => {
  const onsave = build({ ...emptySentence(), audience: 'Accounts', action: 'booked' });
  await fireEvent.keyDown(await type('what is counted', 'meetings'), { key: 'Enter' });
  expect(onsave).toHaveBeenCalledOnce();
  expect(onsave.mock.calls[0]?.[0]).toMatchObject({ audience: 'Accounts', unit: 'meetings', period: 'week' });
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('audience').value).toBe(''));
  expect(document.activeElement).toBe(screen.getByLabelText('audience'));
});

test('enter leads to the first open slot, and the unfinished sentence can be kept as it is', async () => {
  const onsave = build();
  await fireEvent.keyDown(await type('audience', 'Accounts'), { key: 'Enter' });
  expect(onsave).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toContain('Still open: what they do.');
  expect(document.activeElement).toBe(screen.getByLabelText('action'));
  await fireEvent.click(screen.getByRole('button', { name: /Save as it is/ }));
  expect(onsave.mock.calls[0]?.[0]).toMatchObject({ audience: 'Accounts', action: '' });
});

test('a refused sentence stays where it was typed', async () => {
  const onsave = vi.fn(() => Promise.resolve(false));
  render(SlotBuilder, {
    value: { ...emptySentence(), audience: 'Accounts', action: 'paid' },
    limits,
    onsave,
  });
  await fireEvent.click(screen.getByRole('button', { name: /Add/ }));
  expect(screen.getByLabelText<HTMLInputElement>('audience').value).toBe('Accounts');
});

test('arrows count the threshold up and down, and never below one', async () => {
  build({ ...emptySentence(), threshold: 'at_least', thresholdCount: 1 });
  const count = screen.getByLabelText<HTMLInputElement>('How many');
  await fireEvent.keyDown(count, { key: 'ArrowUp' });
  await fireEvent.keyDown(count, { key: 'ArrowUp' });
  expect(count.value).toBe('3');
  for (let press = 0; press < 5; press += 1) await fireEvent.keyDown(count, { key: 'ArrowDown' });
  expect(count.value).toBe('1');
});

test('a threshold of days stands after what is counted, and the focus stays on it', async () => {
  build({ ...emptySentence(), audience: 'Accounts', action: 'booked', unit: 'meetings' });
  const threshold = screen.getByLabelText('threshold');
  threshold.focus();
  await fireEvent.change(threshold, { target: { value: 'distinct_days' } });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('threshold')));
  expect(screen.getByText('Accounts that booked meetings on at least 1 days each week')).toBeTruthy();
});

test('a free sentence can be stored and laid out in slots later', async () => {
  const onsave = build({ ...emptySentence(), freeText: 'Teams that met 3+ times a week', period: null });
  await fireEvent.click(screen.getByRole('button', { name: /Add/ }));
  expect(onsave.mock.calls[0]?.[0]).toMatchObject({
    freeText: 'Teams that met 3+ times a week',
    period: null,
  });
});

test('a text over its limit is not sent', async () => {
  const onsave = build();
  await type('audience', 'a'.repeat(81));
  await fireEvent.keyDown(await type('action', 'booked'), { key: 'Enter' });
  expect(onsave).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toContain('1 over 80');
});

test('what was written comes back when the slots are left again', async () => {
  build(
    { ...emptySentence(), freeText: 'Meetings booked per week', period: null },
    { layOut: true, unfinished: false, clears: false, label: 'Save' },
  );
  expect(screen.getByLabelText<HTMLInputElement>('action').value).toBe('Meetings booked');
  await fireEvent.click(screen.getByRole('button', { name: 'Write it in your own words' }));
  expect(screen.getByLabelText<HTMLTextAreaElement>('The sentence in your own words').value).toBe(
    'Meetings booked per week',
  );
  expect(screen.getByLabelText<HTMLSelectElement>('How often').value).toBe('week');
});

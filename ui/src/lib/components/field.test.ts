import { expect, test, vi } from 'vitest';
import { fireEvent, render, screen } from '@testing-library/svelte';
import Field from './Field.svelte';
import ConfirmButton from './ConfirmButton.svelte';
import { counter, graphemes } from './graphemes.ts';

test('characters are counted as people see them', () => {
  expect(graphemes('abc')).toBe(3);
  expect(graphemes('e\u0301')).toBe(1);
  expect(graphemes('👩‍👩‍👧‍👦')).toBe(1);
  expect(graphemes('नि')).toBe(1);
});

test('the counter shows from four fifths of the limit on and names what is over', () => {
  expect(counter('a'.repeat(7), 10)).toBeNull();
  expect(counter('a'.repeat(8), 10)).toEqual({ left: 2, words: '2 left of 10' });
  expect(counter('a'.repeat(12), 10)).toEqual({ left: -2, words: '2 over 10' });
});

test('a field ties its label, its error and its counter to the input', async () => {
  render(Field, { label: 'Reason', value: 'aaaa', limit: 10, error: 'Say a little more.' });
  const input = screen.getByLabelText('Reason');
  expect(input.getAttribute('dir')).toBe('auto');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  await fireEvent.input(input, { target: { value: 'aaaaaaaaa' } });
  expect(screen.getByText('1 left of 10').id).toBe(input.getAttribute('aria-describedby')?.split(' ')[1]);
});

test('enter sends a single line, but not while a word is being composed', async () => {
  const onenter = vi.fn();
  render(Field, { label: 'Answer', value: 'yes', onenter });
  const input = screen.getByLabelText('Answer');
  await fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
  await fireEvent.keyDown(input, { key: 'Enter', ctrlKey: true });
  expect(onenter).not.toHaveBeenCalled();
  await fireEvent.keyDown(input, { key: 'Enter' });
  expect(onenter).toHaveBeenCalledWith('yes');
});

test('advancing asks on the button itself, and escape leaves the question', async () => {
  const onconfirm = vi.fn();
  render(ConfirmButton, { label: 'End writing', onconfirm });
  const button = screen.getByRole('button');
  await fireEvent.click(button);
  expect(button.textContent).toContain('End writing?');
  await fireEvent.keyDown(button, { key: 'Escape' });
  expect(button.textContent).not.toContain('?');
  await fireEvent.click(button);
  await fireEvent.click(button);
  expect(onconfirm).toHaveBeenCalledOnce();
});

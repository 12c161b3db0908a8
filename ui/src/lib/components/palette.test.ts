import { expect, test, vi } from 'vitest';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import CommandPalette from './CommandPalette.svelte';
import { filterEntries, fit } from './palette.ts';

const entry = (label: string) => ({ id: label, group: 'Do', label, run: vi.fn() });
const labels = (query: string, ...all: string[]): string[] =>
  filterEntries(all.map(entry), query).map((one) => one.label);

test('beginnings come before words, words before scattered letters', () => {
  expect(
    labels('sc', 'Mark this cell as settled', 'Describe', 'Open score', 'Score, reveal and talk'),
  ).toEqual(['Score, reveal and talk', 'Open score', 'Describe', 'Mark this cell as settled']);
});

test('accents, capitals and the order of words do not matter', () => {
  expect(fit('tomas', 'Hand the keyboard to Tomás')).toBeGreaterThan(0);
  expect(fit('talk reveal', 'Score, reveal and talk')).toBeGreaterThan(0);
  expect(fit('xyz', 'Score')).toBe(0);
});

test('without a query everything is listed in its own order', () => {
  expect(labels('', 'b', 'a')).toEqual(['b', 'a']);
});

test('arrows move, enter runs and closes', async () => {
  const entries = [entry('End writing'), entry('Start the timer')];
  const onclose = vi.fn();
  render(CommandPalette, { entries, open: true, onclose });
  const box = screen.getByRole('combobox');
  expect(document.activeElement).toBe(box);
  await fireEvent.keyDown(box, { key: 'ArrowDown' });
  expect(screen.getByRole('option', { selected: true }).textContent).toContain('Start the timer');
  await fireEvent.keyDown(box, { key: 'Enter' });
  await tick();
  expect(onclose).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(entries[1]?.run).toHaveBeenCalledOnce());
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('escape closes without running anything', async () => {
  const entries = [entry('End writing')];
  render(CommandPalette, { entries, open: true });
  await fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Escape' });
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(entries[0]?.run).not.toHaveBeenCalled();
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stageWords } from '$lib/copy/words.ts';
import { entries } from './entries.ts';

const binding = readFileSync('src/lib/bindings/ConsoleCommand.ts', 'utf8');
const types = [...binding.matchAll(/"type": "(\w+)"/g)].map((match) => match[1] ?? '');

it('lists_every_command_of_the_console', () => {
  expect(types.length).toBeGreaterThan(80);
  expect(Object.keys(entries).sort()).toEqual([...types].sort());
});

it('gives_every_command_words_of_its_own', () => {
  const labels = Object.values(entries).map((entry) => entry.label);
  const twice = labels.filter((label, index) => labels.indexOf(label) !== index);
  expect(twice, 'two lines of the palette that read alike cannot be told apart').toEqual([]);
});

it('gives_no_key_twice', () => {
  const used = Object.values(entries).flatMap((entry) => ('key' in entry && entry.key ? [entry.key] : []));
  expect(new Set(used).size).toBe(used.length);
});

it('sends_a_command_with_input_to_a_stage_that_exists', () => {
  for (const entry of Object.values(entries)) {
    if ('stage' in entry) expect(stageWords[entry.stage], entry.label).toBeTruthy();
  }
});

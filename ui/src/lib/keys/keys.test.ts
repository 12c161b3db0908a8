import { afterEach, expect, test, vi } from 'vitest';
import { printed } from './combo.ts';
import { KeyRegistry } from './keys.svelte.ts';

afterEach(() => document.body.replaceChildren());

function press(
  registry: KeyRegistry,
  key: string,
  init: KeyboardEventInit = {},
  on: Element = document.body,
) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: on });
  return registry.handle(event, performance.now());
}
function field(tag: string, type?: string): HTMLElement {
  const element = document.createElement(tag);
  if (type) element.setAttribute('type', type);
  document.body.append(element);
  return element;
}

test('a single letter works only when no text field has the focus', () => {
  const registry = new KeyRegistry();
  const run = vi.fn();
  registry.register({ id: 'park', group: 'Do', label: 'Park', key: 'p', run });
  expect(press(registry, 'p', {}, field('input'))).toBe(false);
  expect(press(registry, 'p', {}, field('textarea'))).toBe(false);
  expect(run).not.toHaveBeenCalled();
  expect(press(registry, 'p', {}, field('input', 'checkbox'))).toBe(true);
  expect(press(registry, 'p')).toBe(true);
  expect(run).toHaveBeenCalledTimes(2);
});

test('ctrl and command both reach the advance action, also from a text field', () => {
  const registry = new KeyRegistry();
  const run = vi.fn();
  registry.register({ id: 'advance', group: 'Do', label: 'End writing', key: 'mod+enter', run });
  press(registry, 'Enter', { ctrlKey: true }, field('textarea'));
  press(registry, 'Enter', { metaKey: true });
  press(registry, 'Enter');
  expect(run).toHaveBeenCalledTimes(2);
});

test('g and then a number goes to a stage, and the number alone does not', () => {
  const registry = new KeyRegistry();
  const stage = vi.fn();
  const mark = vi.fn();
  registry.register(
    { id: 'stage-5', group: 'Go to', label: 'Score', key: 'g 5', run: stage },
    { id: 'mark-2', group: 'Do', label: 'Mark 2', key: '2', run: mark },
  );
  press(registry, '5');
  expect(stage).not.toHaveBeenCalled();
  press(registry, 'g');
  press(registry, '5');
  expect(stage).toHaveBeenCalledTimes(1);
  press(registry, '2');
  expect(mark).toHaveBeenCalledTimes(1);
});

test('the newest action wins a shared key and gives it back when it leaves', () => {
  const registry = new KeyRegistry();
  const old = vi.fn();
  const fresh = vi.fn();
  registry.register({ id: 'a', group: 'Do', label: 'Old', key: 's', run: old });
  const leave = registry.register({ id: 'b', group: 'Do', label: 'New', key: 's', run: fresh });
  press(registry, 's');
  leave();
  press(registry, 's');
  expect(fresh).toHaveBeenCalledTimes(1);
  expect(old).toHaveBeenCalledTimes(1);
});

test('enter stays with a focused button', () => {
  const registry = new KeyRegistry();
  const run = vi.fn();
  registry.register({ id: 'settle', group: 'Do', label: 'Settle', key: 'enter', run });
  expect(press(registry, 'Enter', {}, field('button'))).toBe(false);
  expect(press(registry, 'Enter')).toBe(true);
});

test('an action that cannot be done now is neither run nor listed', () => {
  const registry = new KeyRegistry();
  const run = vi.fn();
  registry.register({ id: 'undo', group: 'Do', label: 'Undo', key: 'mod+z', when: () => false, run });
  press(registry, 'z', { ctrlKey: true });
  expect(run).not.toHaveBeenCalled();
  expect(registry.entries()).toEqual([]);
});

test('nothing passes while a curtain blocks the keys', () => {
  const registry = new KeyRegistry();
  const run = vi.fn();
  registry.register({ id: 'palette', group: 'Do', label: 'All actions', key: 'mod+k', run });
  const release = registry.block();
  press(registry, 'k', { ctrlKey: true });
  release();
  release();
  press(registry, 'k', { ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

test('escape leaves a text field', () => {
  const registry = new KeyRegistry();
  const input = field('input');
  input.focus();
  press(registry, 'Escape', {}, input);
  expect(document.activeElement).toBe(document.body);
});

test('a question mark needs no separate shift, and other alphabets use the place of the key', () => {
  const registry = new KeyRegistry();
  const unknown = vi.fn();
  const park = vi.fn();
  registry.register(
    { id: 'unknown', group: 'Do', label: 'Cannot judge', key: '?', run: unknown },
    { id: 'park', group: 'Do', label: 'Park', key: 'p', run: park },
  );
  press(registry, '?', { shiftKey: true });
  press(registry, 'з', { code: 'KeyP' });
  expect(unknown).toHaveBeenCalledTimes(1);
  expect(park).toHaveBeenCalledTimes(1);
});

test('keys are printed as people read them', () => {
  expect(printed('mod+enter', false)).toBe('Ctrl Enter');
  expect(printed('mod+z', true)).toBe('Cmd Z');
  expect(printed('g 5', false)).toBe('G 5');
  expect(printed('shift+f2', false)).toBe('Shift F2');
});

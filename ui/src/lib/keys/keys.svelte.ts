import { SvelteMap } from 'svelte/reactivity';
import { keyOf, matches, parse, printed } from './combo.ts';

/** One thing that can be done, found by key and in the palette. */
export interface Action {
  /** Unique while registered; a later action with the same id replaces the earlier one. */
  id: string;
  /** Where the palette lists it. */
  group: 'Go to' | 'Do' | 'Find';
  label: string;
  /** `mod+enter`, `s`, `g 5`; without one the action is only in the palette. */
  key?: string;
  /** Whether it can be done now. Without it: always. */
  when?: () => boolean;
  run: () => void;
  /** Kept out of the palette, for moves such as arrows. */
  hidden?: boolean;
}

/** How long the first key of a sequence waits for the second. */
const sequenceWait = 1500;

const writable = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';

/** True while typing would go into a field. Boxes and buttons take no text. */
export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest(writable);
  if (!field) return false;
  if (field instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'submit', 'range', 'file', 'color'].includes(field.type);
  }
  return true;
}

/** Keys that a focused control needs for itself. */
function controlNeeds(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'enter' || key === 'space') {
    return target.closest('button, a[href], summary, input, [role="radio"], [role="option"]') !== null;
  }
  if (key.startsWith('arrow')) return target.closest('[role="radiogroup"], [role="listbox"], input') !== null;
  return false;
}

/** The one list of everything the keyboard can do. It feeds the keys, the palette and the buttons. */
export class KeyRegistry {
  #actions = new SvelteMap<string, Action>();
  #blocks = 0;
  #first: { key: string; at: number } | null = null;

  /** Adds actions and returns the call that takes them away again; return it from an `$effect`. */
  register(...actions: Action[]): () => void {
    for (const action of actions) {
      // Re-inserting puts the newest last, and the newest wins a shared key.
      this.#actions.delete(action.id);
      this.#actions.set(action.id, action);
    }
    return () => {
      for (const action of actions) {
        if (this.#actions.get(action.id) === action) this.#actions.delete(action.id);
      }
    };
  }

  /** Lets no key through while a curtain or the palette covers the work. */
  block(): () => void {
    this.#blocks += 1;
    let held = true;
    return () => {
      if (held) this.#blocks -= 1;
      held = false;
    };
  }

  /** What can be done now, as lines for `CommandPalette`. */
  entries(): { id: string; group: string; label: string; keys?: string; run: () => void }[] {
    return [...this.#actions.values()]
      .filter((action) => !action.hidden && (action.when?.() ?? true))
      .map((action) => ({
        id: action.id,
        group: action.group,
        label: action.label,
        ...(action.key ? { keys: printed(action.key) } : {}),
        run: action.run,
      }));
  }

  /** The key of an action as printed, for `kbd` on its button. */
  print(id: string): string | undefined {
    const key = this.#actions.get(id)?.key;
    return key ? printed(key) : undefined;
  }

  /** Gives a key event to the action that wants it. True when one took it. */
  handle(event: KeyboardEvent, now: number = event.timeStamp): boolean {
    if (event.defaultPrevented || event.isComposing || this.#blocks > 0) return false;
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return false;
    const key = keyOf(event);
    const typing = inTextField(event.target);
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    const functional = key === 'escape' || /^f\d+$/.test(key);
    if (typing && bare && !functional) return false;
    if (bare && controlNeeds(event.target, key)) return false;
    if (event.repeat && !key.startsWith('arrow')) return false;

    const waiting = this.#first && now - this.#first.at <= sequenceWait ? this.#first.key : null;
    this.#first = null;
    const open = [...this.#actions.values()].reverse().filter((action) => action.key !== undefined);
    const can = (action: Action): boolean => action.when?.() ?? true;

    for (const action of open) {
      const steps = (action.key ?? '').split(' ');
      const last = steps[steps.length - 1] ?? '';
      const rightLength = steps.length === (waiting === null ? 1 : 2);
      if (!rightLength || (steps.length === 2 && steps[0] !== waiting)) continue;
      if (!matches(event, parse(last)) || !can(action)) continue;
      event.preventDefault();
      action.run();
      return true;
    }
    if (bare && open.some((action) => action.key?.startsWith(`${key} `) && can(action))) {
      this.#first = { key, at: now };
      event.preventDefault();
      return true;
    }
    if (key === 'escape' && typing && event.target instanceof HTMLElement) {
      event.target.blur();
      return true;
    }
    return false;
  }

  /** Listens on a window until the returned call. */
  listen(target: Window): () => void {
    const handler = (event: KeyboardEvent): void => void this.handle(event);
    target.addEventListener('keydown', handler);
    return () => target.removeEventListener('keydown', handler);
  }
}

/** The registry of this page. */
export const keys = new KeyRegistry();

import { tick } from 'svelte';
import type { IconName } from '$lib/components/icons.ts';
import { onMac } from '$lib/keys/combo.ts';
import { inTextField, type Action } from '$lib/keys/index.ts';
import { optionsOf, stageWords } from '$lib/copy/words.ts';
import type { Stage } from '$lib/bindings/index.ts';
import { entries, type Page, type PaletteEntry } from './entries.ts';

const order: readonly Stage[] = optionsOf(stageWords).map((option) => option.value);

/**
 * Focuses the place where a command is done: the element that names it in `data-command`, or the
 * first control of the work.
 */
async function focusPlace(type: string): Promise<void> {
  await tick();
  const control = 'button:not([disabled]), input, select, textarea, [tabindex="0"]';
  const named = document.querySelector<HTMLElement>(`[data-command~="${type}"]`);
  const place = named?.matches(control) ? named : named?.querySelector<HTMLElement>(control);
  const first = document.querySelector<HTMLElement>(`.work .body :is(${control})`);
  (place ?? first)?.focus();
}

function actionOf(page: Page, type: string, entry: PaletteEntry): Action {
  const id = `command-${type}`;
  if ('stage' in entry) {
    return {
      id,
      group: 'Do',
      label: entry.label,
      when: () => page.view !== null,
      run: () => {
        page.look(entry.stage);
        void focusPlace(type);
      },
    };
  }
  return {
    id,
    group: 'Do',
    label: entry.label,
    ...(entry.key ? { key: entry.key } : {}),
    when: () => page.view !== null && entry.when(page),
    run: () => entry.run(page),
  };
}

/** Every command as a line of the palette, and with its key where it has one. */
export function commandActions(page: Page): Action[] {
  return Object.entries(entries).map(([type, entry]) => actionOf(page, type, entry));
}

/** Left and right move inside a text, and Alt Down opens a list of choices. */
function needs(key: string): boolean {
  const focused = document.activeElement;
  if (focused instanceof HTMLSelectElement) return true;
  return (onMac() || key.endsWith('left') || key.endsWith('right')) && inTextField(focused);
}

/** Looking at a stage, and the three things the projector shows on request. */
export function stageActions(page: Page): Action[] {
  const open = (): boolean => page.view !== null;
  const step = (by: number): void => {
    const next = order[order.indexOf(page.looked) + by];
    if (next) page.look(next);
  };
  const move = (key: string, by: number): Action => ({
    id: `look-${key}`,
    group: 'Go to',
    label: by < 0 ? 'The stage before' : 'The stage after',
    key,
    hidden: true,
    when: () => open() && !needs(key),
    run: () => step(by),
  });
  return [
    ...order.map((stage, number): Action => ({
      id: `look-${stage}`,
      group: 'Go to',
      label: stageWords[stage],
      // The tenth has no digit of its own.
      key: `g ${number < 10 ? number : 'b'}`,
      when: open,
      run: () => page.look(stage),
    })),
    move('alt+arrowup', -1),
    move('alt+arrowleft', -1),
    move('alt+arrowdown', 1),
    move('alt+arrowright', 1),
    {
      id: 'look-back',
      group: 'Go to',
      label: 'Back to where the room is',
      key: 'escape',
      when: () =>
        page.view !== null && page.looked !== page.view.head.stage && !inTextField(document.activeElement),
      run: () => page.back(),
    },
    {
      id: 'bring-all',
      group: 'Do',
      label: 'Bring all here: wall and seats',
      key: 'g h',
      when: () =>
        page.view !== null &&
        (page.session?.projector.show !== 'stage' || page.looked !== page.view.head.stage),
      run: () => page.bring(),
    },
    {
      id: 'projector-map',
      group: 'Do',
      label: 'Projector: the whole map',
      when: () => page.view !== null && page.view.score.map !== null,
      run: () => void page.workshop.send({ type: 'show_on_projector', focus: { show: 'map' } }),
    },
    {
      id: 'projector-blank',
      group: 'Do',
      label: 'Projector: a pause',
      when: open,
      run: () => void page.workshop.send({ type: 'show_on_projector', focus: { show: 'blank' } }),
    },
  ];
}

/** The button that changes the light, by what is drawn now. */
export function lightOf(shown: 'chart' | 'night'): { icon: IconName; label: string } {
  return shown === 'night' ? { icon: 'sun', label: 'Day light' } : { icon: 'moon', label: 'Night watch' };
}

/**
 * One line per label: what a stage registers itself knows the present moment better than the list
 * of all commands, so it comes first and its namesake is left out.
 */
export function withoutNamesakes<Entry extends { id: string; label: string }>(lines: Entry[]): Entry[] {
  const own = lines.filter((line) => !line.id.startsWith('command-'));
  const named = new Set(own.map((line) => line.label.toLowerCase()));
  const rest = lines.filter((line) => line.id.startsWith('command-') && !named.has(line.label.toLowerCase()));
  return [...own, ...rest];
}

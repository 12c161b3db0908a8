import { expect, type Locator, type Page } from '@playwright/test';
import type { ConsoleView, Stage } from '../../src/lib/bindings/index.ts';
import { endStageWords } from '../../src/lib/copy/words.ts';
import type { Host } from '../host.ts';
import { Keyboard } from '../keyboard.ts';
import { story } from '../story.ts';

/** What the whole path shares: the host, the one screen, its keyboard and the workshop on it. */
export const [star, other] = story.candidates;
export let host: Host;
export let page: Page;
export let keyboard: Keyboard;
export let workshop = '';

export function sitDown(at: Host, screen: Page): void {
  host = at;
  page = screen;
  keyboard = new Keyboard(page);
}
export function enter(id: string): void {
  workshop = id;
}

export const view = (): Promise<ConsoleView> => host.api.view(workshop);
export const field = (label: string | RegExp, within: Locator | Page = page): Locator =>
  within.getByRole('textbox', { name: label, exact: typeof label === 'string' });
export const button = (name: string | RegExp, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name });
export const chip = (name: string): Locator =>
  page.locator('.right').getByRole('button', { name, exact: true });
export const choice = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('radiogroup', { name });
export const heading = (name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();

/** Waits for what the core knows, which is where a typed answer has to arrive. */
export async function known(what: string, holds: (view: ConsoleView) => boolean): Promise<void> {
  await expect.poll(async () => holds(await view()), { message: what }).toBe(true);
  await keyboard.quiet();
}

/** Leaves a stage with its one key, when nothing is missing. */
export async function leave(stage: Stage, next: Stage | null): Promise<void> {
  const missing = (await view()).stages
    .find((one) => one.stage === stage)
    ?.exitCheck.filter((one) => !one.holds);
  expect(missing, `what ${stage} still needs`).toEqual([]);
  await keyboard.rest();
  await keyboard.press('Control+Enter');
  await button(`${endStageWords[stage]}?`).waitFor();
  await keyboard.press('Enter');
  if (next !== null) await known(`the room is in ${next}`, (now) => now.head.stage === next);
}

export async function takeKeyboard(name: string): Promise<void> {
  await expect(page.getByRole('dialog', { name: `Hand the keyboard to ${name}.` })).toBeVisible();
  await expect(button(`I am ${name}`)).toBeFocused();
  await keyboard.press('Enter');
}

export async function takeBack(): Promise<void> {
  await expect(button('Take the keyboard back')).toBeFocused();
  await keyboard.press('Enter');
  await page.locator('.rail').waitFor();
}

export const standing = (now: ConsoleView): ConsoleView['candidates'] =>
  now.candidates.filter((one) => one.candidate.standing === 'open');
export const found = (now: ConsoleView, text: string): ConsoleView['candidates'][number] => {
  const one = now.candidates.find((candidate) => candidate.text.includes(text));
  if (!one) throw new Error(`no candidate says “${text}”`);
  return one;
};

import { expect } from '@playwright/test';
import type { ConsoleView } from '../../src/lib/bindings/index.ts';
import { story } from '../story.ts';
import {
  star,
  other,
  page,
  keyboard,
  view,
  field,
  button,
  heading,
  known,
  leave,
  takeKeyboard,
  takeBack,
  standing,
} from './table.ts';

/** Marks a whole ballot with digits and seals it. */
async function ballot(levels: (candidate: string, row: number) => string): Promise<void> {
  const rows = page.locator('table.ballot tbody tr:not(.sep)');
  for (let guard = 0; guard < 12; guard += 1) {
    const text = await page.locator('h1.voice').innerText();
    const count = await rows.count();
    for (let row = 0; row < count; row += 1) await keyboard.press(levels(text, row));
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(text);
    if (await page.getByRole('heading', { name: 'Look it over' }).isVisible()) break;
  }
  await expect(button(/^Seal it/)).toBeFocused();
  await keyboard.press('Enter');
}

async function round(number: 1 | 2): Promise<void> {
  // Once by its button, once by its words.
  if (number === 1) await keyboard.activate(button(`Open round ${number}`));
  else await keyboard.palette(`Open round ${number}`);
  await button(`Hand to ${story.people[0].name}`).waitFor();
  await keyboard.press('h');
  for (const [index, person] of story.people.entries()) {
    await takeKeyboard(person.name);
    await page.locator('table.ballot').waitFor();
    if (number === 1 && index > 0) {
      // What the one before marked is nowhere on this screen.
      await expect(page.locator('table.ballot [aria-pressed="true"]')).toHaveCount(0);
    }
    await ballot((text, row) => {
      if (text.includes(star[1])) return '3';
      if (text.includes(other[1])) return number === 1 && row === 0 ? String(index + 1) : '2';
      return row % 2 === 0 ? '1' : '2';
    });
  }
  await takeBack();
  await keyboard.confirm(button('Close the round'));
  await keyboard.confirm(button(`Reveal round ${number}`));
  await heading('Where we differ');
}

/** Settles every numbered cell of the queue. */
async function talk(): Promise<void> {
  const open = (now: ConsoleView): number =>
    now.score.map?.talk.filter((entry) => entry.outcome === 'open' && entry.number !== null).length ?? 0;
  for (let guard = 0; guard < 20; guard += 1) {
    const left = open(await view());
    if (left === 0) return;
    await keyboard.rest();
    await keyboard.press('n');
    await button(/^Settle/).waitFor();
    await keyboard.fill(field('Agreed'), 'We count the berth, not the booking.', 'Enter');
    await known('one cell less', (now) => open(now) < left);
  }
}

export async function score(): Promise<void> {
  await heading('Mark alone, hidden');
  await round(1);
  expect((await view()).score.map?.talk.length).toBeGreaterThan(0);
  await talk();
  await keyboard.activate(button('Mark the disputed cells again'));
  await heading('Mark again, hidden');
  await round(2);
  await talk();
  await keyboard.rest();
  await keyboard.press('g', 'd');
  await heading('Shortlist');
  await keyboard.confirm(button(/^End scoring/));
  await known('scoring ended', (now) => now.score.rounds.at(-1)?.endedAt != null);
  for (const text of [star[1], other[1]]) {
    const box = page.getByRole('checkbox', { name: new RegExp(text) });
    await keyboard.to(box);
    await keyboard.press('Space');
    await expect(box).toBeChecked();
    const waiver = field('A gate bars it. Why it may go on all the same');
    if (await waiver.isVisible()) await keyboard.fill(waiver, 'The gate was one voice.', 'Enter');
  }
  await keyboard.rest();
  await keyboard.press('l');
  await known(
    'two go on',
    (now) => now.candidates.filter((one) => one.candidate.standing === 'shortlisted').length === 2,
  );
  await keyboard.press('x');
  for (let left = standing(await view()).length; left > 0; left -= 1) {
    const rest = page.getByRole('region', { name: 'Everything else' });
    await keyboard.fill(field('In your words', rest), story.rest.text);
    await keyboard.fill(field('Look at it again when', rest), story.rest.when, 'Enter');
    await known('one more has its reason', (now) => standing(now).length === left - 1);
  }
  await leave('score', 'validate');
}

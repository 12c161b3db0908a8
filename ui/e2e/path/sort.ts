import { expect, type Locator } from '@playwright/test';
import { story } from '../story.ts';
import {
  star,
  other,
  page,
  keyboard,
  view,
  field,
  button,
  choice,
  heading,
  known,
  leave,
  standing,
  found,
} from './table.ts';

/** Goes through a list with J and K to the candidate that says this. */
async function walkTo(list: Locator, text: string): Promise<void> {
  const current = list.locator('[aria-current="true"]');
  const lines = await list.locator('button').allInnerTexts();
  const to = lines.findIndex((line) => line.includes(text));
  expect(to, text).toBeGreaterThanOrEqual(0);
  await keyboard.rest();
  for (let step = 0; step < lines.length; step += 1) {
    const now = await current.first().innerText();
    if (now.includes(text)) return;
    await keyboard.press(lines.findIndex((line) => line === now) < to ? 'j' : 'k');
    await expect(current.first()).not.toHaveText(now, { useInnerText: true });
  }
  throw new Error(`J and K do not reach “${text}”`);
}

export async function clarify(): Promise<void> {
  await heading('Reveal and merge');
  const count = (await view()).candidates.length;
  expect(count).toBe(11);
  for (let read = 0; read < count + 1; read += 1) {
    const unread = (await view()).candidates.filter((one) => !one.candidate.opened).length;
    if (unread === 0) break;
    await keyboard.press('u');
    await known(
      'one more is read',
      (now) => now.candidates.filter((one) => !one.candidate.opened).length < unread,
    );
  }
  const list = page.getByRole('list', { name: 'Candidates by number' });
  await walkTo(list, story.loose);
  await keyboard.press('i');
  const period = page.getByRole('combobox', { name: /period|how often/i });
  const group = page.getByRole('group', { name: 'Sentence' });
  await group.waitFor();
  if ((await field('audience', group).count()) === 1) {
    await keyboard.fill(field('audience', group), 'Ports', null);
    await keyboard.fill(field('action', group), story.loose.toLowerCase(), null);
  }
  await keyboard.pick(period, 'each month');
  await keyboard.press('Enter');
  await known('every sentence is complete', (now) => standing(now).every((one) => one.complete));

  await walkTo(list, star[1]);
  await keyboard.press('s');
  await walkTo(list, story.twin[1]);
  await keyboard.press('s');
  await expect(button(/^Merge/)).toBeVisible();
  await keyboard.press('m');
  await known('two became one', (now) => standing(now).length === count - 1);
  await leave('clarify', 'challenge');
}

export async function challenge(): Promise<void> {
  await heading('Try to break each one');
  const list = page.getByRole('navigation', { name: 'Candidates' });
  const detail = page.getByRole('region', { name: 'Candidate in focus' });
  const rejected = [4, 5, 6, 7, 8].map((index) => story.candidates[index]?.[1] ?? '');

  for (const [index, text] of rejected.entries()) {
    await walkTo(list, text);
    if (index === 4) {
      // The last one fails by its story first.
      await keyboard.press('1', 'b');
      await expect(field(/^The story behind it: Could it climb/, detail)).toBeFocused();
      await keyboard.write(story.fails);
      await keyboard.press('Tab');
      await known('it fails by its story', (now) => found(now, text).challenges[0]?.verdict === 'fails');
      await keyboard.rest();
    }
    await keyboard.press('x');
    const why = story.rejections[index] ?? { text: '', when: '' };
    await keyboard.fill(field('In your words', detail), why.text);
    await keyboard.fill(field('Look at it again when', detail), why.when, null);
    if (index === 0) {
      await keyboard.pick(detail.getByRole('combobox', { name: 'Keep it as' }), 'Input');
      await keyboard.activate(button('Keep it as that', detail));
    } else {
      await keyboard.press('Enter');
    }
    await known(`out: ${text}`, (now) => found(now, text).rejection !== null);
    await expect(field('In your words', detail)).toHaveCount(0);
  }
  for (const text of [
    ...[0, 1, 2, 3].map((index) => story.candidates[index]?.[1] ?? ''),
    story.loose.toLowerCase(),
  ]) {
    const word =
      standing(await view()).find((one) => one.text.toLowerCase().includes(text.toLowerCase()))?.text ?? text;
    await walkTo(list, word);
    for (let test = 1; test <= 4; test += 1) {
      await keyboard.press(String(test), test === 3 ? 'u' : 'v');
      await known(`test ${test} of ${word}`, (now) => found(now, word).challenges.length === test);
    }
    await keyboard.press('d');
    await keyboard.choose(choice('Can it be had weekly?', detail), 'measurable weekly now');
    await known(`the data of ${word}`, (now) => found(now, word).candidate.dataStatus === 'weekly_now');
    await keyboard.rest();
  }
  await walkTo(list, star[1]);
  await keyboard.fill(field('A way to lift it without helping anybody', detail), story.cheat, 'Enter');
  await known('a way to cheat', (now) => found(now, star[1]).gamingRoutes.length === 1);
  // A finalist needs somebody who can move it.
  for (const text of [star[1], other[1]]) {
    await walkTo(list, text);
    await keyboard.pick(detail.getByRole('combobox', { name: 'Discipline', exact: true }), 'Engineering');
    await keyboard.fill(field('What they can do to move it', detail), story.lever, 'Enter');
    await known('a lever', (now) => found(now, text).levers.length === 1);
  }
  await leave('challenge', 'score');
}

import { expect } from '@playwright/test';
import { story } from '../story.ts';
import {
  star,
  page,
  keyboard,
  enter,
  field,
  button,
  chip,
  heading,
  known,
  leave,
  takeKeyboard,
  takeBack,
} from './table.ts';

export async function setUp(): Promise<void> {
  await button('New workshop').waitFor();
  await keyboard.press('n');
  await expect(field(/^What is the new workshop called/)).toBeFocused();
  await keyboard.write(story.title);
  await keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  enter(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('w') ?? '');

  await keyboard.fill(field('Name of the company'), story.company);
  for (const [index, person] of story.people.entries()) {
    await keyboard.fill(field(index === 0 ? 'First person' : 'Next person'), person.name);
    await keyboard.pick(page.getByRole('combobox', { name: 'Discipline', exact: true }), person.discipline);
    await keyboard.press('Enter');
    await known(`${person.name} is on the roster`, (now) => now.people.length === index + 1);
  }
  await keyboard.radio(page.getByRole('radio', { name: `${story.people[0].name} is the Decider` }));
  await keyboard.radio(page.getByRole('radio', { name: /^Anonymous/ }));
  await keyboard.radio(page.getByRole('radio', { name: /^Pass the keyboard/ }));
  await keyboard.activate(button('Go on without them, with a reason'));
  await expect(field('Why you go on without them')).toBeFocused();
  await keyboard.write(story.without);
  await keyboard.press('Enter');
  await known('the missing disciplines are said', (now) => now.waivers.length > 0);
  await known(
    'privacy and channel are kept',
    ({ head }) => head.privacy !== null && head.ballotChannel !== null,
  );
  await leave('set_up', 'frame');
}

export async function frame(): Promise<void> {
  const { frame: words } = story;
  await keyboard.fill(field('The first group'), story.group, null);
  await keyboard.fill(field('Why they come first'), story.groupReason, 'Enter');
  await known('the first group', (now) => now.coreUsers.length === 1);
  const agree = async (label: string, text: string): Promise<void> => {
    await keyboard.fill(field(label), text, 'Enter');
    await known(text, (now) => Object.values(now.frame).includes(text));
    if (label === 'Agreed sentence') await expect(button(/^Next question/)).toBeFocused();
  };
  const next = async (): Promise<void> => {
    await keyboard.rest();
    await keyboard.press('n');
  };
  await next();
  await agree('Agreed sentence', words.job);
  await next();
  await agree('What do people come for?', words.cameFor);
  await agree('What do they do again when they got it?', words.repeated);
  await agree('What does the business get from that?', words.result);
  await next();
  await agree('Agreed sentence', words.moment);
  await next();
  await agree('Agreed sentence', words.strategy);
  await next();
  await agree('Agreed sentence', words.outcome);
  await next();
  await keyboard.activate(chip('Software by subscription'));
  await known('the model', (now) => now.frame.businessModel === 'saas');
  await keyboard.activate(chip('Transaction'));
  await known('the game', (now) => now.frame.game === 'transaction');
  await next();
  await keyboard.activate(chip('Growth'));
  await known('the maturity', (now) => now.frame.maturity === 'growth');
  await next();
  await agree('Agreed sentence', words.success);
  await next();
  await agree('Agreed sentence', words.question);
  await leave('frame', 'write');
}

export async function write(): Promise<void> {
  const shares = [
    [story.candidates[0], story.candidates[2], story.candidates[4], story.candidates[7]],
    [story.candidates[1], story.candidates[3], story.candidates[5], story.candidates[8]],
    [story.candidates[6], story.twin],
  ];
  for (const [index, person] of story.people.entries()) {
    if (index === 0) {
      await heading('Write alone');
      await keyboard.press('h');
    }
    await takeKeyboard(person.name);
    const seat = page.getByRole('main');
    await seat.getByRole('heading', { name: story.frame.question }).waitFor();
    const lines = seat.getByRole('button', { name: /^Take back/ });
    for (const [count, [audience, action] = ['', '']] of (shares[index] ?? []).entries()) {
      await expect(field('who', seat)).toBeFocused();
      await keyboard.write(audience);
      await keyboard.press('Tab');
      await keyboard.write(action);
      await keyboard.press('Enter');
      await expect(lines).toHaveCount(count + 1);
    }
    if (index === 2) {
      await keyboard.activate(button('Write it in your own words', seat));
      await expect(field('The sentence in your own words', seat)).toBeFocused();
      await keyboard.write(story.loose);
      await keyboard.press('Enter');
      await expect(lines).toHaveCount(3);
      await keyboard.fill(field(/^What does somebody do/, seat), 'They switch the phone off.', 'Enter');
      await expect(seat.getByText('They switch the phone off.').first()).toBeVisible();
    }
    await keyboard.confirm(button(/I’m done/, seat));
  }
  await takeBack();
  await expect(page.getByRole('main')).not.toContainText(star[1]);
  await leave('write', 'clarify');
}

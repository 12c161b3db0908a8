import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { ConsoleView, Stage } from '../src/lib/bindings/index.ts';
import { endStageWords } from '../src/lib/copy/words.ts';
import { Host } from './host.ts';
import { Keyboard } from './keyboard.ts';
import { story } from './story.ts';

const [star, other] = story.candidates;
let host: Host;
let page: Page;
let keyboard: Keyboard;
let workshop = '';

test.beforeAll(async () => {
  host = await Host.start();
});
test.afterAll(() => host.stop());

const view = (): Promise<ConsoleView> => host.api.view(workshop);
const field = (label: string | RegExp, within: Locator | Page = page): Locator =>
  within.getByRole('textbox', { name: label, exact: typeof label === 'string' });
const button = (name: string | RegExp, within: Locator | Page = page): Locator =>
  within.getByRole('button', { name });
const chip = (name: string): Locator => page.locator('.right').getByRole('button', { name, exact: true });
const choice = (name: string, within: Locator | Page = page): Locator =>
  within.getByRole('radiogroup', { name });
const heading = (name: string): Promise<void> => page.getByRole('heading', { name, level: 1 }).waitFor();

/** Waits for what the core knows, which is where a typed answer has to arrive. */
async function known(what: string, holds: (view: ConsoleView) => boolean): Promise<void> {
  await expect.poll(async () => holds(await view()), { message: what }).toBe(true);
  await keyboard.quiet();
}

/** Leaves a stage with its one key, when nothing is missing. */
async function leave(stage: Stage, next: Stage | null): Promise<void> {
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

async function takeKeyboard(name: string): Promise<void> {
  await expect(page.getByRole('dialog', { name: `Hand the keyboard to ${name}.` })).toBeVisible();
  await expect(button(`I am ${name}`)).toBeFocused();
  await keyboard.press('Enter');
}

async function takeBack(): Promise<void> {
  await expect(button('Take the keyboard back')).toBeFocused();
  await keyboard.press('Enter');
  await page.locator('.rail').waitFor();
}

test('three people at one keyboard go the whole path without a pointer, and the brief says what they typed', async ({
  page: tab,
}) => {
  test.setTimeout(420_000);
  page = tab;
  keyboard = new Keyboard(page);
  await host.console(page);

  await test.step('set up', setUp);
  await test.step('frame', frame);
  await test.step('write', write);
  await test.step('reveal, merge', clarify);
  await test.step('try to break', challenge);
  await test.step('score', score);
  await test.step('check', validate);
  await test.step('choose', choose);
  await test.step('define', define);
  await test.step('input tree', decompose);
  await test.step('brief', rollOut);
});

async function setUp(): Promise<void> {
  await button('New workshop').waitFor();
  await keyboard.press('n');
  await expect(field(/^What is the new workshop called/)).toBeFocused();
  await keyboard.write(story.title);
  await keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  workshop = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('w') ?? '';

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
  await known('privacy and channel are kept', ({ head }) => head.privacy !== null && head.ballotChannel !== null);
  await leave('set_up', 'frame');
}

async function frame(): Promise<void> {
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

async function write(): Promise<void> {
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

const standing = (now: ConsoleView): ConsoleView['candidates'] =>
  now.candidates.filter((one) => one.candidate.standing === 'open');
const found = (now: ConsoleView, text: string): ConsoleView['candidates'][number] => {
  const one = now.candidates.find((candidate) => candidate.text.includes(text));
  if (!one) throw new Error(`no candidate says “${text}”`);
  return one;
};

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

async function clarify(): Promise<void> {
  await heading('Reveal and merge');
  const count = (await view()).candidates.length;
  expect(count).toBe(11);
  for (let read = 0; read < count + 1; read += 1) {
    const unread = (await view()).candidates.filter((one) => !one.candidate.opened).length;
    if (unread === 0) break;
    await keyboard.press('u');
    await known('one more is read', (now) => now.candidates.filter((one) => !one.candidate.opened).length < unread);
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

async function challenge(): Promise<void> {
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
  for (const text of [...[0, 1, 2, 3].map((index) => story.candidates[index]?.[1] ?? ''), story.loose.toLowerCase()]) {
    const word = standing(await view()).find((one) => one.text.toLowerCase().includes(text.toLowerCase()))?.text ?? text;
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
  await keyboard.pick(detail.getByRole('combobox', { name: 'Discipline', exact: true }), 'Engineering');
  await keyboard.fill(field('What they can do to move it', detail), story.lever, 'Enter');
  await known('a lever', (now) => found(now, star[1]).levers.length === 1);
  await leave('challenge', 'score');
}

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
  await keyboard.activate(button(`Open round ${number}`));
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
    await keyboard.fill(field('What we agreed'), 'We count the berth, not the booking.', 'Enter');
    await known('one cell less', (now) => open(now) < left);
  }
}

async function score(): Promise<void> {
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
  await known('two go on', (now) => now.candidates.filter((one) => one.candidate.standing === 'shortlisted').length === 2);
  await keyboard.press('x');
  for (let left = standing(await view()).length; left > 0; left -= 1) {
    const rest = page.getByRole('region', { name: 'Everything else' });
    await keyboard.fill(field('In your words', rest), story.rest.text);
    await keyboard.fill(field('Look at it again when', rest), story.rest.when, 'Enter');
    await known('one more has its reason', (now) => standing(now).length === left - 1);
  }
  await leave('score', 'validate');
}

async function validate(): Promise<void> {
  const tabs = page.getByRole('tab');
  await expect(tabs).toHaveCount(2);
  for (let index = 0; index < 2; index += 1) {
    const now = (await tabs.and(page.locator('[aria-selected="true"]')).innerText()).includes(star[1]);
    await keyboard.fill(field('Hypothesis'), now ? story.hypothesis : story.otherHypothesis);
    await keyboard.date(page.getByLabel('Measured from'), story.instrumentBy);
    await keyboard.fill(field('Who sees to it'), story.hypothesisOwner);
    await keyboard.rest();
    if (now) {
      await keyboard.press('e');
      await expect(field('What was seen or said')).toBeFocused();
      await keyboard.write(story.evidence);
      await keyboard.activate(button('Pin it'));
      await known('evidence is pinned', (now) => now.candidates.some((one) => one.evidenceItems.length === 1));
    }
    await keyboard.press('j');
    if (index === 0) await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  }
  await known('two hypotheses', (now) => now.candidates.filter((one) => one.testPlan?.owner).length === 2);
  await leave('validate', 'choose');
}

async function choose(): Promise<void> {
  const columns = page.getByRole('region', { name: 'Finalists' });
  const first = (await columns.getByText(star[1]).first().waitFor(), await view());
  const finalists = first.candidates
    .filter((one) => one.candidate.standing === 'shortlisted')
    .sort((a, b) => (b.measures?.sumHalfPoints ?? -1) - (a.measures?.sumHalfPoints ?? -1));
  const at = finalists.findIndex((one) => one.text.includes(star[1])) + 1;
  await keyboard.press('o');
  await expect(field('In the objector’s words')).toBeFocused();
  await keyboard.write(story.objection);
  await keyboard.activate(button('Record it'));
  await keyboard.activate(button(`Answer: ${story.objection}`));
  await expect(field('The answer')).toBeFocused();
  await keyboard.write(story.answer);
  await keyboard.press('Enter');
  await known('the objection is answered', (now) =>
    now.candidates.some((one) => one.objections[0]?.answer === story.answer),
  );
  await keyboard.rest();
  await keyboard.press(String(at));
  await expect(field(/^Why this one\?/)).toBeFocused();
  await keyboard.write(story.choiceReason);
  await keyboard.fill(field('What would open the question again?'), story.reopen, 'Enter');
  await known('the star is chosen', (now) => found(now, star[1]).candidate.standing === 'chosen');
  await keyboard.activate(button('Say why not'));
  const why = page.getByRole('form', { name: /^Why not/ });
  await keyboard.fill(field('In words', why), story.notChosen.text);
  await keyboard.fill(field('Come back when', why), story.notChosen.when, 'Enter');
  await known('nobody waits', (now) => now.candidates.every((one) => one.candidate.standing !== 'shortlisted'));
  await leave('choose', 'define');
}

async function define(): Promise<void> {
  const words = story.define;
  await field('Counts').waitFor();
  await keyboard.fill(field('Counts'), words.unit);
  await keyboard.fill(field('that did'), words.event);
  await keyboard.fill(field('when'), words.rule);
  await keyboard.choose(choice('Divided by'), 'Nothing. This is a count');
  await keyboard.fill(field('Length'), '1');
  await keyboard.pick(page.getByRole('combobox', { name: 'Unit' }), 'week');
  await keyboard.choose(choice('How it moves'), 'calendar');
  await known('the window moves', (now) => now.definition?.windowKind === 'calendar');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  if ((await zone.inputValue()) === '') await keyboard.pick(zone, 'UTC');
  for (const group of await page.getByRole('radiogroup', { name: /left out or kept in$/ }).all()) {
    await keyboard.choose(group, 'left out');
  }
  await known('each exclusion is decided', (now) => now.exclusions.every((one) => one.decision !== null));
  await keyboard.fill(field('Known from'), words.source);
  await keyboard.fill(field('Known by'), words.delay);
  await keyboard.fill(field('Owner'), words.owner);
  await keyboard.fill(field('Why this number'), words.rationale);
  await keyboard.fill(field('Worked example'), words.example);
  const baseline = page.getByRole('region', { name: 'Baseline' });
  await keyboard.fill(field('Value', baseline), words.value);
  await keyboard.fill(field('Unit', baseline), words.baselineUnit);
  await keyboard.fill(field('Source', baseline), words.baselineSource);
  await known('the source of the baseline', (now) => now.baseline.source === words.baselineSource);
  await leave('define', 'decompose');
}

async function decompose(): Promise<void> {
  await keyboard.fill(field('Another team'), story.team, 'Enter');
  await known(story.team, (now) => now.teams.some((team) => team.name === story.team));
  await keyboard.activate(button(`Answer for ${story.team}`));
  await expect(field(`Why ${story.team} needs no input of its own`)).toBeFocused();
  await keyboard.press('Control+A');
  await keyboard.write(story.excuse);
  await keyboard.press('Enter');
  await known('the team is excused', (now) => now.teams.some((team) => team.noInputBecause === story.excuse));
  await keyboard.rest();
  const already = (await view()).inputMetrics.length;
  await keyboard.press('i');
  for (const [index, input] of story.inputs.entries()) {
    await expect(field(/^New input below/)).toBeFocused();
    await keyboard.write(input);
    await keyboard.press('Enter');
    await known(input, (now) => now.inputMetrics.length === already + index + 1);
    await expect(field(/^New input below/)).toHaveValue('');
  }
  await keyboard.press('Escape');
  const tree = page.getByRole('tree', { name: 'Input tree' });
  const inputs = (await view()).inputMetrics;
  for (const [index, input] of inputs.entries()) {
    await keyboard.to(tree.locator('[role="treeitem"][tabindex="0"]'));
    for (let step = 0; step < 12; step += 1) {
      if ((await tree.locator(':focus').innerText()).includes(input.name)) break;
      await keyboard.press(step < 6 ? 'ArrowDown' : 'ArrowUp');
    }
    await keyboard.press('Enter');
    await keyboard.pick(
      page.getByRole('form', { name: `Input: ${input.name}` }).getByRole('combobox', { name: 'Team' }),
      story.people[index]?.discipline ?? '',
    );
    await known('it has its team', (now) => now.inputMetrics.find((one) => one.id === input.id)?.teamId != null);
    await keyboard.press('Escape');
  }
  for (const [index, rail] of story.guardrails.entries()) {
    await keyboard.rest();
    await keyboard.press('l');
    await known('a guardrail', (now) => now.guardrails.length === index + 1);
    const form = page.getByRole('form', { name: /^Guardrail/ });
    await keyboard.fill(field('Measure', form), rail.measure);
    await keyboard.fill(field('The cheat it catches', form), rail.catches);
    await keyboard.choose(choice('Trouble lies above or below the limit', form), 'above');
    await keyboard.fill(field('Limit', form), rail.limit);
    await keyboard.fill(field('Who watches it', form), rail.owner);
    await keyboard.fill(field('What happens when it trips', form), rail.response);
    await known(rail.response, (now) => now.guardrails.some((one) => one.response === rail.response));
    await keyboard.press('Escape');
  }
  await leave('decompose', 'roll_out');
}

async function rollOut(): Promise<void> {
  await keyboard.press('d');
  await keyboard.pick(page.getByRole('combobox', { name: 'Operating review' }), 'Monthly');
  await keyboard.date(page.getByLabel('Next review'), story.nextReview);
  await keyboard.date(page.getByLabel('Yearly look at the star itself'), story.yearlyReview);
  await keyboard.fill(field(/^What would retire this star/), story.retire);
  await known('the rhythm', (now) => now.cadence.retirementTrigger === story.retire);
  await keyboard.rest();
  await keyboard.press('r');
  await keyboard.choose(page.getByRole('radiogroup').filter({ hasText: 'Team, with reasons' }), 'Team, with reasons');

  const wanted = ['html', 'markdown', 'json'];
  for (const box of await page.locator('input[type="checkbox"][value]').all()) {
    const one = (await box.getAttribute('value')) ?? '';
    if ((await box.isChecked()) === wanted.includes(one)) continue;
    await keyboard.to(box);
    await keyboard.press('Space');
  }
  const saved: Record<string, string> = {};
  const arriving = new Promise<void>((done) => {
    page.on('download', (download) => {
      void download.path().then(async (path) => {
        saved[download.suggestedFilename().split('.').pop() ?? ''] = await readFile(path, 'utf8');
        if (Object.keys(saved).length === wanted.length) done();
      });
    });
  });
  await keyboard.rest();
  await keyboard.press('Control+e');
  await arriving;
  await leave('roll_out', null);

  const now = await view();
  const typed = [
    found(now, star[1]).text,
    ...Object.values(story.frame).slice(0, 6),
    ...Object.values(story.define).filter((text) => text !== story.define.baselineUnit),
    ...story.rejections.flatMap((one) => [one.text, one.when]),
    ...Object.values(story.rest),
    ...Object.values(story.notChosen),
    ...story.guardrails.flatMap((rail) => [rail.measure, rail.catches, rail.response]),
    ...story.inputs,
    story.choiceReason,
    story.reopen,
    story.objection,
    story.answer,
    story.hypothesis,
    story.evidence,
    story.retire,
    ...story.daysInWords,
  ];
  for (const [ending, text] of Object.entries({
    html: plain(saved['html'] ?? ''),
    md: plain((saved['md'] ?? '').replaceAll('\\', '')),
    json: Object.values(saved['json'] ?? '').length > 0 ? JSON.stringify(JSON.parse(saved['json'] ?? '')) : '',
  })) {
    for (const words of typed) expect.soft(text, `${ending} holds “${words}”`).toContain(words);
  }
}

/** The words of a document, without its marks. */
function plain(document: string): string {
  return document
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
}

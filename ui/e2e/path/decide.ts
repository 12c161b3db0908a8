import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { story } from '../story.ts';
import { star, page, keyboard, view, field, button, choice, known, leave, found } from './table.ts';

export async function validate(): Promise<void> {
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
      await known('evidence is pinned', (now) =>
        now.candidates.some((one) => one.evidenceItems.length === 1),
      );
    }
    await keyboard.press('j');
    if (index === 0) await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  }
  await known('two hypotheses', (now) => now.candidates.filter((one) => one.testPlan?.owner).length === 2);
  await leave('validate', 'choose');
}

export async function choose(): Promise<void> {
  const columns = page.getByRole('region', { name: 'Finalists' });
  const first = (await columns.getByText(star[1]).first().waitFor(), await view());
  const finalists = first.candidates
    .filter((one) => one.candidate.standing === 'shortlisted')
    .sort((a, b) => (b.measures?.sumEighths ?? -1) - (a.measures?.sumEighths ?? -1));
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
  await known('nobody waits', (now) =>
    now.candidates.every((one) => one.candidate.standing !== 'shortlisted'),
  );
  await leave('choose', 'define');
}

export async function define(): Promise<void> {
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

export async function decompose(): Promise<void> {
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
    await known(
      'it has its team',
      (now) => now.inputMetrics.find((one) => one.id === input.id)?.teamId != null,
    );
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

export async function rollOut(): Promise<void> {
  await keyboard.press('d');
  await keyboard.pick(page.getByRole('combobox', { name: 'Operating review' }), 'Monthly');
  await keyboard.date(page.getByLabel('Next review'), story.nextReview);
  await keyboard.date(page.getByLabel('Yearly look at the star itself'), story.yearlyReview);
  await keyboard.fill(field(/^What would retire this star/), story.retire);
  await known('the rhythm', (now) => now.cadence.retirementTrigger === story.retire);
  await keyboard.rest();
  await keyboard.press('r');
  await keyboard.choose(
    page.getByRole('radiogroup').filter({ hasText: 'Team, with reasons' }),
    'Team, with reasons',
  );
  // Tab goes through the page of the brief; while it is being replaced a key would be lost in it.
  await page.frameLocator('iframe').locator('h1').first().waitFor();

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
    json:
      Object.values(saved['json'] ?? '').length > 0 ? JSON.stringify(JSON.parse(saved['json'] ?? '')) : '',
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

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { Host } from './host.ts';

let host: Host;
test.beforeAll(async () => {
  host = await Host.start();
});
test.afterAll(() => host.stop());

/** A workshop with two people and two candidates whose first round is open. */
async function scoring(channel: 'ballot_file' | 'paper_ballot' | 'facilitator_entry'): Promise<string> {
  const { api } = host;
  const id = await api.create('Far apart');
  await api.send(id, {
    type: 'answer_set_up',
    answers: {
      title: 'Far apart',
      scope: 'company',
      scopeName: 'Far apart',
      parentStar: '',
      path: 'express',
      solo: false,
      privacy: 'anonymous',
      ballotChannel: channel,
      namesInLobby: false,
    },
  });
  for (const name of ['Ada', 'Bo']) {
    await api.send(id, {
      type: 'add_participant',
      participant: { name, discipline: 'product', roles: ['contributor'] },
    });
  }
  for (const stage of [1, 2]) await api.send(id, { type: 'advance', note: `To be quick, ${stage}.` });
  for (const action of ['come back', 'finish a <b>plan</b>']) {
    await api.send(id, {
      type: 'add_candidate',
      sentence: {
        freeText: `People who ${action} each week`,
        audience: '',
        action: '',
        threshold: 'any',
        thresholdCount: null,
        unit: '',
        period: null,
        condition: '',
        countedUnit: null,
      },
    });
  }
  for (const stage of [3, 4, 5]) await api.send(id, { type: 'advance', note: `To be quick, ${stage}.` });
  await api.send(id, { type: 'open_round', scope: 'all' });
  return id;
}

async function openFromDisk(page: Page, html: string, path: string): Promise<string[]> {
  const asked: string[] = [];
  await page.context().setOffline(true);
  page.on('request', (request) => {
    if (!/^(file|blob):/.test(request.url())) asked.push(request.url());
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, html);
  await page.goto(pathToFileURL(path).href);
  return asked;
}

test('a ballot file is filled in offline from a disk and its answer taken in on the console', async ({
  browser,
  page,
}, info) => {
  const id = await scoring('ballot_file');
  const html = await host.api.render(id, { format: 'ballot_file', audience: 'team', paper: 'a4' });
  const seat = await (await browser.newContext({ acceptDownloads: true })).newPage();
  const broken: string[] = [];
  seat.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  seat.on('pageerror', (error) => broken.push(error.message));
  const asked = await openFromDisk(seat, html, info.outputPath('ballot.html'));

  await expect(seat.getByRole('status')).toContainText('0 of 12 marks');
  await expect(seat.getByText('finish a <b>plan</b>')).toBeVisible();
  await seat.getByRole('button', { name: 'Save the answer file' }).click();
  await expect(seat.getByRole('status')).toContainText('Choose your name first');
  await seat.getByLabel('You are').selectOption('Bo');
  for (const [place, cell] of (await seat.locator('fieldset').all()).entries()) {
    if (place < 11)
      await cell
        .locator('input[type=radio]')
        .nth(place % 5)
        .check();
  }
  await seat.locator('.reason input').first().fill('the “tide” clerk, naïvely 🦭');
  await seat.getByRole('button', { name: 'Save the answer file' }).click();
  await expect(seat.getByRole('status')).toContainText('1 mark is missing');

  // What was marked is there again after the page was closed.
  await seat.reload();
  await expect(seat.getByRole('status')).toContainText('11 of 12 marks');
  await seat.locator('fieldset').last().locator('input[value="3"]').check();
  const save = async (path: string): Promise<string> => {
    const saving = seat.waitForEvent('download');
    await seat.getByRole('button', { name: 'Save the answer file' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('ballot-bo-round-1.sextant-ballot');
    await saved.saveAs(info.outputPath(path));
    return info.outputPath(path);
  };
  const answer = await save('first.sextant-ballot');
  const thoughts: string[] = [];
  for (const mark of ['2', '1']) {
    // A count that goes on after the page was closed.
    await seat.reload();
    await seat.locator('fieldset').last().locator(`input[value="${mark}"]`).check();
    thoughts.push(await save(`thought-${mark}.sextant-ballot`));
  }
  expect(asked, 'the page asks no network').toEqual([]);
  expect(broken, 'the page breaks no policy').toEqual([]);

  await host.console(page, id);
  const takeIn = async (path: string): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Take in an answer file' }).click();
    await (await choosing).setFiles(path);
  };
  await takeIn(answer);
  await expect(page.getByText('Bo is in.', { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain('tide');
  await takeIn(answer);
  await expect(page.getByText('was taken in before. Nothing changed.')).toBeVisible();
  const [between, last] = thoughts;
  await takeIn(last ?? '');
  await expect(page.getByText('The ballot handed in before was replaced.')).toBeVisible();
  await takeIn(between ?? '');
  await expect(page.getByText('this is number 2, and number 3 counts')).toBeVisible();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect(page.getByText('Nothing changed.')).toBeVisible();
  await takeIn(between ?? '');
  await page.getByRole('button', { name: 'Take it in nevertheless' }).click();
  await expect(page.getByText('The ballot handed in before was replaced.')).toBeVisible();
  const changed = info.outputPath('changed.sextant-ballot');
  await writeFile(changed, (await readFile(answer, 'utf8')).replace('"round":1', '"round": 2'));
  await takeIn(changed);
  await expect(page.getByText('changed or damaged on the way')).toBeVisible();
  const round = (await host.api.view(id)).score.rounds[0];
  expect(round?.handedIn).toHaveLength(1);
});

test('a printed sheet is typed in with the number keys alone', async ({ page }) => {
  const id = await scoring('paper_ballot');
  await host.console(page, id);
  await page.getByLabel('Whose sheet').selectOption({ label: 'Ada' });
  await page.keyboard.type('01237');
  await expect(page.getByText('“7” is no mark')).toBeVisible();
  await page.keyboard.type('9-33333');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This box is empty')).toBeVisible();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 2 are in.', { exact: true })).toBeVisible();
});

test('a ballot that the facilitator has half typed is there again after a reload', async ({ page }) => {
  const id = await scoring('facilitator_entry');
  await host.console(page, id);
  const begin = async (): Promise<void> => {
    await page.getByLabel('Whose ballot').selectOption({ label: 'Ada' });
  };
  await begin();
  await expect(page.getByText('12 marks to go')).toBeVisible();
  const kept = page.waitForResponse(
    (answer) => answer.url().includes('/drafts/') && answer.request().method() === 'POST',
  );
  await page.keyboard.type('01');
  expect((await kept).status()).toBe(200);
  await page.reload();
  await begin();
  await expect(page.getByText('10 marks to go')).toBeVisible();
});

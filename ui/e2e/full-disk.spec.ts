import { expect, test, type Page } from '@playwright/test';
import { Host } from './host.ts';

/** What the host answers while its disk is full, word for word. */
const full = {
  id: 'store-cannotsave',
  code: 'cannot_save',
  doing: 'Sextant was saving a change.',
  message: 'The disk is full. About 8 MB must be free.',
  safe: 'Everything that was saved before is safe.',
  hint: 'Free some space on the disk.',
  field: null,
};

/** Answers every POST that ends like this with "the disk is full" until the returned call. */
async function fill(page: Page, ends: RegExp): Promise<() => Promise<void>> {
  await page.route(ends, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 507, contentType: 'application/json', body: JSON.stringify(full) })
      : route.continue(),
  );
  return () => page.unroute(ends);
}

test('f01_a_full_disk_is_said_in_a_banner_and_what_was_typed_is_saved_when_there_is_space', async ({
  page,
}) => {
  const host = await Host.start();
  try {
    const id = await host.api.create('Full');
    await host.console(page, id);
    const free = await fill(page, /\/console$/);
    const field = page.getByLabel('Product', { exact: false }).or(page.locator('.work input')).first();
    await field.fill('Berths of the old port');
    await field.press('Enter');
    const banner = page.getByRole('alert').filter({ hasText: 'Not saved yet.' });
    await expect(banner).toContainText('About 8 MB must be free');
    await expect(banner).toContainText('tried again by itself');
    await expect(field).toHaveValue('Berths of the old port');
    await expect(page.locator('.appbar').getByRole('status')).toContainText('Not saved');
    await free();
    await expect(banner).toBeHidden({ timeout: 15_000 });
    await page.reload();
    await expect(field).toHaveValue('Berths of the old port');
  } finally {
    await host.stop();
  }
});

test('f01_a_ballot_on_a_full_disk_stays_on_screen_and_says_so_calmly', async ({ page }) => {
  const host = await Host.start();
  const { api } = host;
  try {
    const id = await api.create('Full');
    const view = await api.send(id, {
      type: 'add_participant',
      participant: { name: 'Wilhelmina', discipline: 'product', roles: ['contributor'] },
    });
    for (let stage = 0; stage < 2; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });
    await api.send(id, {
      type: 'add_candidate',
      sentence: {
        freeText: 'Boats that come back to a berth each week',
        audience: '',
        action: '',
        threshold: 'any',
        thresholdCount: null,
        unit: '',
        period: 'week',
        condition: '',
        countedUnit: null,
      },
    });
    for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });
    await api.send(id, { type: 'open_round', scope: 'all' });
    await api.pass(id, { type: 'hand_keyboard', participantId: view.people[0]?.id ?? '' });
    await api.seat(id, { type: 'accept_keyboard' });
    await page.setViewportSize({ width: 390, height: 844 });
    await host.console(page);
    await page.evaluate((workshop) => (location.hash = `w=${workshop}`), id);
    await page.getByText('Mark alone').first().waitFor();
    const keeping = page.locator('.keep');
    const free = await fill(page, /\/drafts\//);
    await page.keyboard.press('2');
    await expect(keeping).toContainText('Not saved yet.');
    await page.keyboard.press('3');
    await free();
    await expect(keeping).toContainText('Saved', { timeout: 15_000 });
    await expect(keeping).not.toContainText('Not saved');
    await expect(page.getByRole('alert')).toHaveCount(0);
  } finally {
    await host.stop();
  }
});

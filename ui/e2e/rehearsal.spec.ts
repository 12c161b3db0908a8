import { expect, test } from '@playwright/test';
import { Host } from './host.ts';

let host: Host;
test.beforeAll(async () => {
  host = await Host.start();
});
test.afterAll(() => host.stop());

test('somebody who facilitates for the first time practises alone: simulated people answer by themselves', async ({
  page,
}) => {
  await host.console(page);
  await page.getByRole('button', { name: 'Rehearse' }).click();
  await page.locator('.rail').waitFor();
  await expect(page.getByText('A rehearsal: these people are simulated.')).toBeVisible();
  const { api } = host;
  const id = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('w') ?? '';
  await api.send(id, { type: 'advance', note: '' });
  await api.send(id, { type: 'ask_frame', question: 'value_moment' });
  // The first of them needs about ten seconds.
  await expect
    .poll(
      async () =>
        (await api.view(id)).frameAsks.find((ask) => ask.question === 'value_moment')?.answered ?? 0,
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  await page.goto('about:blank');
  await host.console(page);
  await expect(page.getByText('rehearsal', { exact: true })).toBeVisible();
});

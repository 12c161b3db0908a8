import { expect, test } from '@playwright/test';
import { Host } from './host.ts';

test('a candidate that climbs while customers leave stays only with a reason, and a verdict can be taken back', async ({
  page,
}) => {
  const host = await Host.start();
  const { api } = host;
  try {
    const id = await api.create('Berths');
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
    for (let stage = 0; stage < 2; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });
    const candidateId = (await api.view(id)).candidates[0]?.candidate.id ?? '';
    await api.send(id, {
      type: 'judge_challenge',
      candidateId,
      kind: 'churn',
      verdict: 'fails',
      story: 'It did in March.',
    });
    await host.console(page, id);

    const doubt = page.locator('.note').filter({ hasText: 'It fails the first test' }).first();
    await doubt.getByRole('button', { name: 'Keep it, with a reason' }).click();
    await page.keyboard.type('Only in the storm week.');
    await page.keyboard.press('Enter');
    await expect(doubt).toContainText('Kept: Only in the storm week.');
    expect((await api.view(id)).waivers.map(({ detail }) => detail)).toEqual([
      'Could it climb while customers leave?',
    ]);

    // The story of a verdict that was taken back waits as a draft, also after a reload.
    await page.keyboard.press('1');
    await page.keyboard.press('c');
    await expect
      .poll(async () => (await api.view(id)).candidates[0]?.challenges.map(({ kind }) => kind))
      .toEqual([]);
    await page.waitForTimeout(800);
    await page.reload();
    await expect(page.getByLabel('The story behind it: Could it climb')).toHaveValue('It did in March.');
  } finally {
    await host.stop();
  }
});

import { expect, test } from '@playwright/test';
import { Host } from './host.ts';

/** What a phone may load until somebody can join (P17). */
const MOST_BYTES = 150_000;
/** How many times slower than this computer a cheap phone is. */
const SLOWER = 4;

test('P17: on a slow phone the page to join with is light and soon there', async ({ page }) => {
  const host = await Host.start(['--join-listen', '127.0.0.1:0']);
  try {
    const id = await host.api.sample();
    await host.api.send(id, { type: 'room', room: { type: 'open', address: null } });
    const { announcement } = (await host.api.session(id)).room;
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    let bytes = 0;
    const kinds: string[] = [];
    network.on('Network.responseReceived', ({ response }) => kinds.push(response.mimeType));
    network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.setViewportSize({ width: 390, height: 844 });
    const begun = performance.now();
    await page.goto(announcement?.link ?? '');
    await expect(page.getByRole('textbox').first()).toBeEditable();
    const usable = performance.now() - begun;
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    process.stdout.write(
      `P17: ${(bytes / 1000).toFixed(0)} KB in ${kinds.length} answers; ` +
        `a field can be typed in after ${usable.toFixed(0)} ms at a ${SLOWER}th of the speed\n`,
    );
    expect(
      kinds.some((kind) => kind.includes('font')),
      'its fonts are among them',
    ).toBe(true);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  } finally {
    await host.stop();
  }
});

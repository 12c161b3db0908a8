import { expect, test } from '@playwright/test';
import type { ProjectorFocus } from '../src/lib/bindings/index.ts';
import { defects } from './geometry.ts';
import { Host } from './host.ts';
import { stages } from './stages.ts';
import { ugly } from './ugly.ts';

const walls = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;

for (const set of ['sample', 'ugly'] as const) {
  test(`how to join has a place of its own beside every stage on the wall, ${set}`, async ({ page }) => {
    test.setTimeout(240_000);
    const host = await Host.start(['--join-listen', '127.0.0.1:0']);
    try {
      const id = set === 'sample' ? await host.api.sample() : await ugly(host.api);
      await host.api.send(id, { type: 'room', room: { type: 'open', address: null } });
      const { announcement } = (await host.api.session(id)).room;
      const code = page.locator('.late').getByText(announcement?.code ?? '');
      await page.setViewportSize(walls[0]);
      await host.projector(page, id);
      const found: string[] = [];
      const look = async (what: string): Promise<void> => {
        await expect(code, `${what}: the code is there`).toBeVisible();
        for (const size of walls) {
          await page.setViewportSize(size);
          const base = await page.evaluate(() =>
            parseFloat(getComputedStyle(document.documentElement).fontSize),
          );
          const rules = { target: 32, text: base * 1.05, reasons: (46 / 24) * base, scrolls: false };
          for (const one of await defects(page, rules)) found.push(`${what} ${size.width}: ${one}`);
          const below = await page.evaluate(() => {
            const card = document.querySelector('.late')?.getBoundingClientRect();
            const content = document.querySelector('main > :nth-child(2)')?.getBoundingClientRect();
            return card !== undefined && content !== undefined && card.bottom <= content.top + 1;
          });
          if (!below) found.push(`${what} ${size.width}: the card lies over what the stage shows`);
        }
      };
      await expect(page.locator('.late'), 'it is not there before somebody asks for it').toHaveCount(0);
      await host.api.send(id, { type: 'room', room: { type: 'show_join', shown: true } });
      for (const stage of stages.slice(1)) {
        const now = await host.api.view(id);
        if (now.head.stage !== stage) {
          const reached = now.stages.find((one) => one.stage === stage)?.status !== 'not_started';
          await host.api.send(
            id,
            reached ? { type: 'go_to_stage', stage } : { type: 'advance', note: 'On.' },
          );
        }
        const label = (await host.api.view(id)).stages.find((one) => one.stage === stage)?.label ?? '';
        await expect(page.locator('.now')).toHaveText(label);
        await look(stage);
        const map = stage === 'score' ? (await host.api.view(id)).score.map : null;
        const [talk] = map?.talk ?? [];
        const focuses: ProjectorFocus[] = [{ show: 'blank' }];
        if (map !== null) focuses.push({ show: 'map' });
        if (talk) focuses.push({ show: 'cell', candidateId: talk.candidateId, criterion: talk.criterion });
        for (const focus of stage === 'score' ? focuses : []) {
          await host.api.send(id, { type: 'show_on_projector', focus });
          await page.waitForTimeout(200);
          await look(focus.show);
        }
        if (stage === 'score') {
          await host.api.send(id, { type: 'show_on_projector', focus: { show: 'stage' } });
        }
      }
      await host.api.send(id, { type: 'room', room: { type: 'close' } });
      await expect(page.locator('.late'), 'a closed room shows no way in').toHaveCount(0);
      expect(found.join('\n')).toBe('');
    } finally {
      await host.stop();
    }
  });
}

import { expect, test, type Page } from '@playwright/test';
import type { ProjectorFocus, Stage } from '../src/lib/bindings/index.ts';
import { defects, violations, type Rules } from './geometry.ts';
import { Host } from './host.ts';
import { stages } from './stages.ts';
import { ugly } from './ugly.ts';

/** Where the console is looked at: each stage, and Score in its four parts. */
const walk: readonly [Stage, string][] = stages.flatMap((stage): [Stage, string][] =>
  stage === 'score' ? ['a', 'b', 'c', 'd'].map((part): [Stage, string] => [stage, part]) : [[stage, '']],
);
const windows = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
  { width: 3840, height: 2160 },
] as const;
const themes = ['chart', 'night'] as const;
const sets = ['sample', 'ugly', 'empty'] as const;
type Set = (typeof sets)[number];

const consoleRules: Rules = { target: 32, text: null, scrolls: true };
const seatRules: Rules = { target: 48, text: null, scrolls: true };

async function made(host: Host, set: Set): Promise<string> {
  switch (set) {
    case 'sample':
      return host.api.sample();
    case 'ugly':
      return ugly(host.api);
    case 'empty':
      return host.api.create('Nothing yet');
  }
}

async function light(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
}

for (const set of sets) {
  test.describe(set, () => {
    let host: Host;
    let workshop = '';
    test.beforeAll(async () => {
      test.setTimeout(180_000);
      host = await Host.start();
      workshop = await made(host, set);
    });
    test.afterAll(() => host.stop());

    test(`every stage of the console holds its place with the ${set} workshop`, async ({ page }) => {
      test.setTimeout(600_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      await host.console(page, workshop);
      const found: string[] = [];
      for (const [stage, part] of walk) {
        const name = `${stage}${part === '' ? '' : `, part ${part}`}`;
        await page.setViewportSize(windows[0]);
        await page.evaluate(([id, at]) => (location.hash = `w=${id}&s=${at}`), [workshop, stage] as const);
        await page.locator('.work h1, .brief h1, .work h2').first().waitFor();
        for (const key of part === '' ? [] : ['g', part]) await page.keyboard.press(key);
        for (const theme of themes) {
          await light(page, theme);
          for (const size of windows) {
            await page.setViewportSize(size);
            for (const one of await defects(page, consoleRules)) {
              found.push(`${name} ${size.width} ${theme}: ${one}`);
            }
            if (size === windows[0]) {
              for (const one of await violations(page)) found.push(`${name} ${theme}: ${one}`);
            }
          }
        }
      }
      expect(found.join('\n')).toBe('');
      expect(complaints).toEqual([]);
    });

    test(`the library holds its place with the ${set} workshop`, async ({ page }) => {
      await host.console(page);
      const found: string[] = [];
      for (const theme of themes) {
        await light(page, theme);
        for (const size of windows) {
          await page.setViewportSize(size);
          for (const one of await defects(page, consoleRules)) found.push(`${size.width} ${theme}: ${one}`);
        }
        await page.setViewportSize(windows[0]);
        for (const one of await violations(page)) found.push(`${theme}: ${one}`);
      }
      expect(found.join('\n')).toBe('');
    });

    test(`every stage of the projector can be read from the last row with the ${set} workshop`, async ({
      page,
    }) => {
      test.setTimeout(600_000);
      await page.setViewportSize(windows[0]);
      await host.projector(page, workshop);
      const found: string[] = [];
      const measure = async (stage: string): Promise<void> => {
        for (const theme of themes) {
          await light(page, theme);
          for (const size of windows) {
            await page.setViewportSize(size);
            const base = await page.evaluate(() =>
              parseFloat(getComputedStyle(document.documentElement).fontSize),
            );
            const rules: Rules = { target: 32, text: base * 1.05, reasons: (46 / 24) * base, scrolls: false };
            for (const one of await defects(page, rules))
              found.push(`${stage} ${size.width} ${theme}: ${one}`);
          }
          await page.setViewportSize(windows[0]);
          for (const one of await violations(page)) found.push(`${stage} ${theme}: ${one}`);
        }
      };
      for (const stage of stages) {
        const view = await host.api.view(workshop);
        const reached = view.stages.find((one) => one.stage === stage)?.status !== 'not_started';
        if (view.head.stage !== stage) {
          await host.api.send(
            workshop,
            reached ? { type: 'go_to_stage', stage } : { type: 'advance', note: 'Nothing is here.' },
          );
        }
        const label = (await host.api.view(workshop)).stages.find((one) => one.stage === stage)?.label ?? '';
        await expect(page.locator('.top')).toContainText(label);
        await measure(stage);
        const map = stage === 'score' ? (await host.api.view(workshop)).score.map : null;
        if (map === null) continue;
        const [talk] = map.talk;
        const focuses: readonly (readonly [string, ProjectorFocus])[] = [
          ['the map', { show: 'map' }],
          ...(talk
            ? [
                [
                  'a cell',
                  { show: 'cell', candidateId: talk.candidateId, criterion: talk.criterion },
                ] as const,
              ]
            : []),
        ];
        for (const [name, focus] of focuses) {
          await host.api.send(workshop, { type: 'show_on_projector', focus });
          await page
            .locator(focus.show === 'map' ? '.family' : '.ends')
            .first()
            .waitFor();
          await measure(name);
        }
        await host.api.send(workshop, { type: 'show_on_projector', focus: { show: 'stage' } });
      }
      expect(found.join('\n')).toBe('');
    });
  });
}

test('the seat on a phone has room for a thumb while writing and while scoring', async ({ page }) => {
  const host = await Host.start();
  const { api } = host;
  const id = await api.create('Seats');
  const found: string[] = [];
  const look = async (what: string): Promise<void> => {
    for (const theme of themes) {
      await light(page, theme);
      for (const one of await defects(page, seatRules)) found.push(`${what} ${theme}: ${one}`);
      for (const one of await violations(page)) found.push(`${what} ${theme}: ${one}`);
    }
  };
  try {
    const view = await api.send(id, {
      type: 'add_participant',
      participant: { name: 'Wilhelmina', discipline: 'product', roles: ['contributor'] },
    });
    const participantId = view.people[0]?.id ?? '';
    for (let stage = 0; stage < 2; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });
    await page.setViewportSize({ width: 390, height: 844 });
    await api.pass(id, { type: 'hand_keyboard', participantId });
    await host.console(page);
    await page.evaluate((workshop) => (location.hash = `w=${workshop}`), id);
    await page.getByRole('dialog').waitFor();
    await look('curtain');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look('write');
    const words = {
      threshold: 'any',
      thresholdCount: null,
      unit: '',
      period: 'week',
      condition: '',
    } as const;
    for (const audience of ['Ports with two hundred berths and a night watch that sleeps', 'السفن الصغيرة']) {
      const sentence = {
        ...words,
        freeText: '',
        audience,
        action: 'come back to the berth',
        countedUnit: null,
      };
      await api.seat(id, { type: 'add_candidate', sentence });
    }
    await page.getByText('السفن الصغيرة').first().waitFor();
    await look('write with two');
    await api.seat(id, { type: 'leave_keyboard' });
    await api.pass(id, { type: 'take_back_keyboard' });
    for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'Quick.' });
    await api.send(id, { type: 'open_round', scope: 'all' });
    await api.pass(id, { type: 'hand_keyboard', participantId });
    await api.seat(id, { type: 'accept_keyboard' });
    await page.getByText('Mark alone').first().waitFor();
    await look('score');
    for (let mark = 0; mark < 3; mark += 1) await page.keyboard.press('2');
    await look('score with marks');
    expect(found.join('\n')).toBe('');
  } finally {
    await host.stop();
  }
});

test('the rules find a planted fault of each kind', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 600 });
  await page.setContent(`<main>
    <button id="small" style="width:20px;height:20px">a</button>
    <div style="position:relative;height:60px">
      <button style="position:absolute;left:0;top:0;width:90px;height:40px">under</button>
      <button style="position:absolute;left:40px;top:0;width:90px;height:40px">over</button>
    </div>
    <p style="width:60px;overflow:hidden;white-space:nowrap">words that are cut at the side</p>
    <p style="height:20px;overflow:hidden">one<br>two<br>three<br>four</p>
    <p style="font-size:9px">tiny</p>
    <svg viewBox="0 0 100 20" width="50" height="10"><text y="12" font-size="16">drawn</text></svg>
    <blockquote style="font-size:20px">a reason nobody can read</blockquote>
    <p style="width:1200px">wide</p>
    <p style="color:#eee;background:#fff">pale words</p>
    <div style="overflow-y:auto"><span style="position:absolute">left behind</span></div>
  </main>`);
  const found = (await defects(page, { target: 32, text: 12, reasons: 40, scrolls: false })).join('\n');
  for (const fault of [
    'px wide in',
    'to press',
    'lies over',
    'cut at the side',
    'cut below',
    'text of 9.0 px',
    'text of 8.0 px in a drawing',
    'a reason of 20.0 px',
    'leaves what scrolls',
  ]) {
    expect(found).toContain(fault);
  }
  expect((await violations(page)).join()).toContain('color-contrast');
});

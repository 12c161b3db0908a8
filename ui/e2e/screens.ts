import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { Discipline, Level, MetricSentence, Stage } from '../src/lib/bindings/index.ts';
import { Host, freePort } from './host.ts';
import { atTables, broughtBack, revealed } from './large.ts';

/** The pictures of `docs/screens`, taken from the sample. `cargo xtask screens` runs this. */
const folder = fileURLToPath(new URL('../../docs/screens/', import.meta.url));

/** Takes one picture in at most 256 colours, where the tool for that is installed. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())));
  });
  let bytes: Buffer = await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
  try {
    bytes = execFileSync('pngquant', ['--strip', '--speed', '1', '256', '-'], { input: bytes });
  } catch {
    // Without pngquant the picture is larger and looks the same.
  }
  await writeFile(`${folder}${name}.png`, bytes);
}

async function look(page: Page, workshop: string, stage: Stage): Promise<void> {
  await page.evaluate(([id, name]) => (location.hash = `w=${id}&s=${name}`), [workshop, stage] as const);
  await page.locator('.rail [aria-current="page"]').waitFor();
}

test('the pictures of docs/screens', async ({ page, context }) => {
  test.setTimeout(300_000);
  await mkdir(folder, { recursive: true });
  for (const old of await readdir(folder)) if (old.endsWith('.png')) await rm(folder + old);
  // Shown under an address as people know it; phones of this machine come by loopback.
  const port = await freePort();
  const loopback = `http://127.0.0.1:${port}`;
  const host = await Host.start([
    ...['--join-listen', `127.0.0.1:${port}`],
    ...['--join-announce', 'http://192.168.1.20:7040', '--join-announce', loopback],
    ...['--announce', 'https://star.slotwell.example'],
  ]);
  const { api } = host;
  try {
    const workshop = await api.sample();
    await host.console(page);
    await page.getByRole('table').first().waitFor();
    await picture(page, 'library');
    await page.evaluate((id) => (location.hash = `w=${id}`), workshop);
    await page.locator('.rail').waitFor();

    const wall = await context.newPage();
    await wall.setViewportSize({ width: 1280, height: 800 });
    await host.projector(wall, workshop);
    /** Takes the room to a stage and waits until both surfaces show it. */
    const go = async (stage: Stage): Promise<void> => {
      const view = await api.view(workshop);
      const { label } = view.stages.find((one) => one.stage === stage) ?? { label: '' };
      if (view.head.stage !== stage) await api.send(workshop, { type: 'go_to_stage', stage });
      await look(page, workshop, stage);
      await page.locator('.rail li[aria-current="step"] [aria-current="page"]').waitFor();
      await wall.locator('.top', { hasText: label }).waitFor();
      await page.getByRole('button', { name: 'It still holds' }).waitFor({ state: 'hidden' });
    };
    const dismiss = page.locator('.recap').getByRole('button').last();
    if (await dismiss.isVisible()) await dismiss.click();

    await go('roll_out');
    await page.frameLocator('iframe').locator('h1').first().waitFor();
    await picture(page, 'brief');
    const names: readonly [Stage, string][] = [
      ['decompose', 'tree'],
      ['define', 'define'],
      ['choose', 'choose'],
      ['validate', 'validate'],
      ['score', 'reveal'],
      ['challenge', 'challenge'],
      ['clarify', 'clarify'],
      ['frame', 'frame'],
      ['set_up', 'set-up'],
    ];
    for (const [stage, name] of names) {
      await go(stage);
      if (stage === 'score') {
        await page.keyboard.press('g');
        await page.keyboard.press('d');
        await page.getByRole('heading', { name: 'Shortlist' }).first().waitFor();
        await picture(page, 'shortlist');
        await page.keyboard.press('g');
        await page.keyboard.press('b');
        await page.getByRole('heading', { name: 'Where we differ' }).waitFor();
        await picture(page, 'reveal');
        await page.evaluate(() => (document.documentElement.dataset['theme'] = 'night'));
        await picture(page, 'reveal-dark');
        await page.evaluate(() => (document.documentElement.dataset['theme'] = 'chart'));
        await api.send(workshop, { type: 'show_on_projector', focus: { show: 'map' } });
        await wall.locator('.robust').waitFor();
        await picture(wall, 'projector-map');
        await api.send(workshop, { type: 'show_on_projector', focus: { show: 'stage' } });
      } else {
        await picture(page, name);
      }
      if (stage === 'choose') await picture(wall, 'projector-finalists');
      if (stage === 'challenge') await picture(wall, 'projector-challenge');
    }
    await given(host, context, page, wall, workshop);
    await room(host, page, wall);
    await live(host, context, page, wall, loopback);
    await large(host, context, wall, loopback);
    await crowd(host, page, wall);
  } finally {
    await host.stop();
  }
});

const sentence = (audience: string, action: string): MetricSentence => ({
  freeText: '',
  audience,
  action,
  threshold: 'any',
  thresholdCount: null,
  unit: '',
  period: 'week',
  condition: '',
  countedUnit: 'account',
});

const written = [
  ['Accounts', 'hold a meeting that a client booked'],
  ['Clients', 'come back and book again'],
  ['Teams', 'answer a request within the hour'],
  ['Firms', 'fill a morning without a phone call'],
  ['Guests', 'move a meeting by themselves'],
  ['Teams', 'share one bookable calendar'],
  ['Clients', 'turn up for the meeting they booked'],
  ['Accounts', 'confirm a request the same day'],
  ['Firms', 'bring a second client'],
] as const;

/** Writing and marking, which a finished workshop does not show any more: a small one of its own. */
async function room(host: Host, page: Page, wall: Page): Promise<void> {
  const { api } = host;
  const id = await api.create('Slotwell, second product');
  for (const [name, discipline] of [
    ['Hanna Weiss', 'product'],
    ['Jonas Okafor', 'engineering'],
    ['Mina Sato', 'customer_success'],
  ] as const) {
    const participant = { name, discipline, roles: ['contributor' as const] };
    await api.send(id, { type: 'add_participant', participant });
  }
  await api.send(id, { type: 'advance', note: 'Set up by hand.' });
  await api.send(id, {
    type: 'answer_frame',
    question: 'central_question',
    text: 'What would you count to know that a client got the meeting they came for?',
  });
  await api.send(id, {
    type: 'answer_frame',
    question: 'value_moment',
    text: 'A client sits in the meeting they booked themselves.',
  });
  await api.send(id, { type: 'advance', note: 'Two lines are enough here.' });
  for (const [who, what] of written) {
    await api.send(id, { type: 'add_candidate', sentence: sentence(who, what) });
  }
  const [person] = (await api.view(id)).people;
  const participantId = person?.id ?? '';
  await page.evaluate((workshop) => (location.hash = `w=${workshop}`), id);
  await page.getByRole('heading', { name: 'Write alone' }).waitFor();
  // The count moves in steps of fifteen seconds, so that it tells nobody's pace.
  await expect(async () => {
    await page.reload();
    await expect(page.locator('.work').getByText('9', { exact: true }).first()).toBeVisible({
      timeout: 2000,
    });
  }).toPass({ timeout: 40_000 });
  const recap = page.getByRole('button', { name: 'Carry on' });
  await recap.waitFor({ timeout: 3000 }).catch(() => undefined);
  if (await recap.isVisible()) await recap.click();
  await picture(page, 'write');
  await host.projector(wall, id);
  await wall.getByText('What would you count').first().waitFor();
  await picture(wall, 'projector-write');

  const phone = { width: 390, height: 844 };
  await api.pass(id, { type: 'hand_keyboard', participantId });
  await api.seat(id, { type: 'accept_keyboard' });
  await api.seat(id, {
    type: 'add_candidate',
    sentence: sentence('Firms', 'put the link into their letters'),
  });
  await page.setViewportSize(phone);
  await page.getByText('put the link into their letters').first().waitFor();
  await picture(page, 'seat-write');
  await api.seat(id, { type: 'leave_keyboard' });
  await api.pass(id, { type: 'take_back_keyboard' });
  for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'To the marks.' });
  await api.send(id, { type: 'open_round', scope: 'all' });
  await api.pass(id, { type: 'hand_keyboard', participantId });
  await api.seat(id, { type: 'accept_keyboard' });
  await page.getByText('Mark alone').first().waitFor();
  for (const mark of ['3', '2']) await page.keyboard.press(mark);
  await picture(page, 'seat-score');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('table.ballot').waitFor();
  await picture(page, 'ballot');
}

/** The live room: joining, an answer, the talk, and the console's own view of it. */
async function live(
  host: Host,
  context: BrowserContext,
  page: Page,
  wall: Page,
  origin: string,
): Promise<void> {
  const { api } = host;
  const id = await api.create('Slotwell, company star');
  await api.send(id, {
    type: 'answer_set_up',
    answers: {
      title: 'Slotwell, company star',
      scope: 'company',
      scopeName: 'Slotwell',
      parentStar: '',
      path: 'standard',
      solo: false,
      privacy: 'anonymous',
      ballotChannel: 'own_device',
      namesInLobby: false,
    },
  });
  await api.send(id, { type: 'room', room: { type: 'open', address: null } });
  const { announcement } = (await api.session(id)).room;
  const link = `${origin}/${new URL(announcement?.link ?? origin).hash}`;
  const browser = context.browser();
  if (browser === null) throw new Error('the browser is gone');
  const phones: Page[] = [];
  for (const [name, discipline] of [
    ['Hanna', 'Product'],
    ['Jonas', 'Engineering'],
    ['Mina', 'Customer success'],
    ['Yusuf', 'Sales'],
  ] as const) {
    const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(link);
    await phone.getByLabel('Name, or any alias').fill(name);
    const choice = phone.getByText(discipline, { exact: true });
    // What nobody on the roster speaks for stands behind "Other".
    if (!(await choice.isVisible())) await phone.getByText('Other', { exact: true }).click();
    await choice.click();
    if (name === 'Yusuf') await picture(phone, 'seat-join');
    await phone.getByRole('button', { name: `Join as ${name}` }).click();
    await phone.getByText('Look at the big screen').waitFor();
    phones.push(phone);
  }
  await host.projector(wall, id);
  await wall.getByText(announcement?.code ?? '').waitFor();
  await picture(wall, 'projector-lobby');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate((workshop) => (location.hash = `w=${workshop}`), id);
  await page.getByRole('heading', { name: 'Set up' }).first().waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'The room' }).waitFor();
  await picture(page, 'room');

  await api.send(id, { type: 'advance', note: 'We begin.' });
  const question = { question: 'job' } as const;
  await api.send(id, { type: 'ask_frame', ...question });
  const answers = [
    'Fill the week without a phone call.',
    'Let clients find a free hour by themselves.',
    'Stop writing the same mail twice.',
    'Know in the morning who comes.',
  ];
  for (const [place, phone] of phones.entries()) {
    await phone.getByLabel('Your answer').fill(answers[place] ?? '');
    if (place === 3) await picture(phone, 'seat-frame');
    await phone.getByRole('button', { name: /Send my answer/ }).click();
  }
  await api.send(id, { type: 'advance', note: 'Agreed at the table.' });
  for (const [who, what] of [
    ['Accounts', 'hold a meeting that a client booked'],
    ['Clients', 'come back and book again'],
  ] as const) {
    await api.send(id, { type: 'add_candidate', sentence: sentence(who, what) });
  }
  for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'To the marks.' });
  await api.send(id, { type: 'open_round', scope: 'gates_only' });
  for (const [place, phone] of phones.entries()) {
    const level = [/Fails/, /Holds clearly/, /Holds clearly/, /Holds with a condition/][place] ?? /Fails/;
    for (let cell = 0; cell < 6; cell += 1) {
      await phone.getByRole('button', { name: level }).first().click();
      await phone.getByRole('button', { name: /^(Next (criterion|candidate)|Look it over)$/ }).click();
    }
    await phone.getByRole('button', { name: 'Hand it in' }).click();
  }
  await expect.poll(async () => (await api.session(id)).room.seats.every((seat) => seat.done)).toBe(true);
  await api.send(id, { type: 'close_round', note: '' });
  await api.send(id, { type: 'reveal_round' });
  const [first] = phones;
  await first?.getByRole('button', { name: 'I will speak to this' }).waitFor();
  if (first !== undefined) await picture(first, 'seat-talk');
  for (const phone of phones) await phone.context().close();
}

/** Thirty people at six tables: a table's own device, and how far the tables lie apart. */
async function large(host: Host, context: BrowserContext, wall: Page, origin: string): Promise<void> {
  const { api } = host;
  const id = await api.sample();
  const view = await atTables(api, id);
  await api.send(id, { type: 'room', room: { type: 'open', address: null } });
  const { announcement } = (await api.session(id)).room;
  const phone = await context.browser()?.newPage({ viewport: { width: 390, height: 844 } });
  if (phone === undefined) throw new Error('the browser is gone');
  const first = view.people.find((one) => one.id === view.tables[1]?.people[0]);
  await phone.goto(`${origin}/${new URL(announcement?.link ?? origin).hash}`);
  await phone.getByLabel('Name, or any alias').fill(first?.name ?? '');
  await phone.getByRole('radio').first().click();
  await phone.getByRole('button', { name: 'Join as' }).click();
  await api.send(id, { type: 'go_to_stage', stage: 'challenge' });
  const catchUp = phone.getByRole('button', { name: 'Take my seat' });
  const take = phone.getByRole('button', { name: 'I write for our table' });
  await take.or(catchUp).first().waitFor();
  if (await catchUp.isVisible()) await catchUp.click();
  await take.click();
  await phone.getByText('You write for table 2.').waitFor();
  await picture(phone, 'seat-table');
  await phone.context().close();
  await broughtBack(api, id);
  await api.send(id, { type: 'go_to_stage', stage: 'score' });
  const reasons: Record<string, string> = {
    '0': 'It rises with every firm we buy, whether anybody books or not.',
    '3': 'Each firm that renewed last year had it in the month before.',
  };
  await revealed(api, id, (_place, level, cell) => (cell === 0 ? (reasons[level] ?? '') : ''));
  await host.projector(wall, id);
  await wall.getByText('By table').waitFor();
  await picture(wall, 'projector-tables');
}

/** A workshop is handed over, and somebody who comes late finds the way in. */
async function given(host: Host, context: BrowserContext, page: Page, wall: Page, id: string): Promise<void> {
  const { api } = host;
  await api.send(id, { type: 'go_to_stage', stage: 'frame' });
  await look(page, id, 'frame');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('co-facilitator');
  await page.keyboard.press('Enter');
  await page.getByLabel('Co-facilitator').fill('Ruth');
  await page.getByRole('radio', { name: 'Hand it over' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = new URL(await page.getByLabel('Link for one other device').inputValue());
  await page.getByRole('img', { name: /Code that opens this console/ }).waitFor();
  await picture(page, 'hand-over');
  const other = await context.browser()?.newPage();
  if (other === undefined) throw new Error('the browser is gone');
  await other.goto(`${host.origin}${link.pathname}${link.hash}`);
  await other.getByRole('button', { name: 'Take the workshop over' }).click();
  await page.getByText('Ruth has this workshop.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'The room' }).waitFor({ state: 'hidden' });
  await picture(page, 'handed-over');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('Ruth has this workshop.').waitFor({ state: 'hidden' });
  await other.context().close();

  await api.send(id, { type: 'room', room: { type: 'open', address: null } });
  await api.send(id, { type: 'room', room: { type: 'show_join', shown: true } });
  await api.send(id, { type: 'go_to_stage', stage: 'choose' });
  await wall.locator('.late').waitFor();
  await wall.locator('.top', { hasText: 'Choose' }).waitFor();
  await picture(wall, 'projector-late');
  await api.send(id, { type: 'room', room: { type: 'show_join', shown: false } });
  await api.send(id, { type: 'room', room: { type: 'close' } });
}

/** More people than can be seen one by one: bars count them, on the console and on the wall. */
async function crowd(host: Host, page: Page, wall: Page): Promise<void> {
  const { api } = host;
  const id = await api.create('Slotwell, customer day');
  const disciplines = ['product', 'engineering', 'design', 'sales', 'customer_success', 'data'] as const;
  for (let place = 0; place < 120; place += 1) {
    const discipline: Discipline = disciplines[place % disciplines.length] ?? 'other';
    const participant = { name: `Guest ${place + 1}`, discipline, roles: ['contributor' as const] };
    await api.send(id, { type: 'add_participant', participant });
  }
  for (let stage = 0; stage < 2; stage += 1) await api.send(id, { type: 'advance', note: 'Agreed at home.' });
  for (const [who, what] of written.slice(0, 7)) {
    await api.send(id, { type: 'add_candidate', sentence: sentence(who, what) });
  }
  for (let stage = 0; stage < 3; stage += 1) await api.send(id, { type: 'advance', note: 'To the marks.' });
  // Each cell leans to one level; some lie one or two away from it, and a few cannot judge.
  const levels: readonly Level[] = ['0', '1', '2', '3'];
  const lean = [3, 2, 2, 3, 2, 1, 2, 2, 3, 2, 3, 2, 2, 1, 3, 2, 2, 3, 1, 3, 2, 2, 3, 3];
  const markOf = (place: number, _table: number, cell: number): Level => {
    const chance = (place * 37 + cell * 61 + ((place * cell) % 13) * 7) % 100;
    if (chance < 4) return '?';
    const step = chance < 58 ? 0 : chance < 78 ? -1 : chance < 94 ? 1 : -2;
    const level = (lean[cell % lean.length] ?? 2) + step;
    return levels[Math.min(3, Math.max(0, level))] ?? '2';
  };
  const reasons: Record<string, string> = {
    '0': 'It rises with every firm we buy, whether anybody books or not.',
    '3': 'Each firm that renewed last year had it in the month before.',
  };
  const told = new Set<string>();
  await revealed(
    api,
    id,
    (_place, level, cell) => {
      const first = told.size < told.add(`${cell} ${level}`).size;
      return first ? (reasons[level] ?? '') : '';
    },
    markOf,
  );
  await page.evaluate((workshop) => (location.hash = `w=${workshop}`), id);
  await page.getByRole('heading', { name: 'Where we differ' }).waitFor();
  const recap = page.getByRole('button', { name: 'Carry on' });
  await recap.waitFor({ timeout: 3000 }).catch(() => undefined);
  if (await recap.isVisible()) await recap.click();
  await picture(page, 'reveal-crowd');
  await api.send(id, { type: 'show_on_projector', focus: { show: 'map' } });
  await host.projector(wall, id);
  await wall.locator('.robust').waitFor();
  await picture(wall, 'projector-crowd');
}

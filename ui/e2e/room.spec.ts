import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { ConsoleView } from '../src/lib/bindings/index.ts';
import { Host } from './host.ts';
import { holds, Wire } from './wire.ts';

/** Five people on five phones; each has words that occur nowhere else, with letters that JSON escapes. */
const people = ['Hanna', 'Jonas', 'Mina', 'Yusuf', 'Zoë'] as const;
const secret = (person: number, what: string): string => `heron${person}"${what}"ö`;

let host: Host;
let workshop: string;
let console_: Page;
let wall: Page;
const contexts: BrowserContext[] = [];
/** Every byte that went to a surface, under its name. */
const wires = new Map<string, Wire>();
const phones: Page[] = [];
/** Everything that came over the sockets of each phone, before the reveal and after. */
const heard: string[][] = [];

test.beforeAll(async () => {
  host = await Host.start(['--join-listen', '127.0.0.1:0']);
});
test.afterAll(async () => {
  await Promise.all([...wires.values()].map((wire) => wire.stop()));
  await host.stop();
});

/** The phone of one person; everybody has joined by then. */
function at(person: number): Page {
  const phone = phones[person];
  if (phone === undefined) throw new Error(`nobody number ${person} has joined`);
  return phone;
}

const view = (): Promise<ConsoleView> => host.api.view(workshop);

async function newPage(
  browser: Browser,
  name: string,
  size: { width: number; height: number },
): Promise<Page> {
  const wire = await Wire.start();
  wires.set(name, wire);
  const context = await browser.newContext({ viewport: size, proxy: { server: wire.server } });
  contexts.push(context);
  return context.newPage();
}

async function join(
  browser: Browser,
  name: string,
  way: { link: string; code: string | null },
): Promise<Page> {
  const phone = await newPage(browser, name, { width: 390, height: 844 });
  const frames: string[] = [];
  heard.push(frames);
  phone.on('websocket', (socket) =>
    socket.on('framereceived', (frame) => frames.push(String(frame.payload))),
  );
  await phone.goto(way.code === null ? way.link : way.link.replace(/#.*/, ''));
  if (way.code !== null) {
    await phone.getByLabel(/code/i).fill(way.code);
    await phone.getByRole('button', { name: 'Go in' }).click();
  }
  await phone.getByLabel('Name, or any alias').fill(name);
  await phone.getByText('Sales', { exact: true }).click();
  await phone.getByRole('button', { name: `Join as ${name}` }).click();
  await expect(phone.getByText('Look at the big screen')).toBeVisible();
  expect(phone.url(), 'the secret stays in no address').not.toContain('#');
  return phone;
}

/** The surfaces to which a text has gone. */
const carriedTo = (text: string): string[] =>
  [...wires].filter(([, wire]) => wire.carried(text)).map(([name]) => name);

/**
 * No byte of these words went to another surface than the writer's own phone, and none shows them. The
 * writer's has them back from the room, so the wires of the phones do hear.
 */
async function isSealed(words: readonly string[]): Promise<void> {
  for (const [person, word] of words.entries()) {
    const others = carriedTo(word).filter((name) => name !== people[person]);
    expect(others, `surfaces that received ${word}`).toEqual([]);
    await expect.poll(() => carriedTo(word), { message: `${word} comes back` }).toEqual([people[person]]);
    for (const [other, frames] of heard.entries()) {
      if (other === person) continue;
      expect(holds(frames.join('\n'), word), `phone ${other} received ${word}`).toBe(false);
    }
    expect(holds(await wall.content(), word), `the wall shows ${word}`).toBe(false);
    expect(holds(await console_.content(), word), `the console shows ${word}`).toBe(false);
  }
}

/** The search itself: a sealed word that did go to a surface, in an answer or in its stream, is found. */
async function aLeakIsFound(page: Page, name: 'console' | 'wall', answer: RegExp): Promise<void> {
  for (const [path, bird] of [
    [answer, 'bittern'],
    [/\/api\/watch$/, 'dotterel'],
  ] as const) {
    const word = secret(0, `${bird} ${name}`);
    expect(carriedTo(word)).toEqual([]);
    wires.get(name)?.plant(path, word);
    await page.reload();
    await expect.poll(() => carriedTo(word), { message: `${word}, planted in ${path}` }).toEqual([name]);
    await expect(isSealed([word])).rejects.toThrow('surfaces that received');
  }
}

async function write(phone: Page, text: string): Promise<void> {
  const own = phone.getByRole('button', { name: 'Write it in your own words' });
  await phone.getByRole('button', { name: 'Add this one' }).waitFor();
  if (await own.isVisible()) await own.click();
  await phone.getByLabel('The sentence in your own words').fill(text);
  await phone.getByRole('button', { name: 'Add this one' }).click();
}

async function mark(phone: Page, level: RegExp, reason: string): Promise<void> {
  for (;;) {
    const look = phone.getByRole('button', { name: 'Look it over' });
    await phone.getByRole('button', { name: level }).first().click();
    if (reason !== '') {
      const field = phone.getByLabel(/Why/);
      if (await field.isVisible()) await field.fill(reason);
    }
    if (await look.isVisible()) {
      await look.click();
      break;
    }
    await phone.getByRole('button', { name: /^Next (criterion|candidate)$/ }).click();
  }
  await phone.getByRole('button', { name: 'Hand it in' }).click();
}

test('five phones, one wall and one console go from joining to the shortlist, blind until each reveal', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  workshop = await host.api.create('Harbour, company star');
  await host.api.send(workshop, {
    type: 'answer_set_up',
    answers: {
      title: 'Harbour, company star',
      scope: 'company',
      scopeName: 'Harbour',
      parentStar: '',
      path: 'standard',
      solo: false,
      privacy: 'anonymous',
      ballotChannel: 'own_device',
      namesInLobby: false,
    },
  });
  await host.api.send(workshop, { type: 'room', room: { type: 'open', address: null } });
  const { announcement } = (await host.api.session(workshop)).room;
  if (announcement === null) throw new Error('the room is not announced');
  console_ = await newPage(browser, 'console', { width: 1280, height: 800 });
  await host.console(console_, workshop);
  wall = await newPage(browser, 'wall', { width: 1920, height: 1080 });
  await host.projector(wall, workshop);
  await expect(wall.getByText(announcement.code)).toBeVisible();
  await expect(wall.getByText(announcement.shortAddress)).toBeVisible();

  await test.step('a word that leaks to the console or to the wall is found', async () => {
    await aLeakIsFound(console_, 'console', /\/console$/);
    await aLeakIsFound(wall, 'wall', /\/projector$/);
  });

  await test.step('four scan, one types the code', async () => {
    for (const [place, name] of people.entries()) {
      const code = place === 4 ? announcement.code : null;
      phones.push(await join(browser, name, { link: announcement.link, code }));
    }
    await expect.poll(async () => (await view()).people.length).toBe(people.length);
    await expect
      .poll(async () => (await host.api.session(workshop)).room.seats.every((one) => one.present))
      .toBe(true);
    const first = (await view()).people[0];
    if (first === undefined) throw new Error('nobody is on the roster');
    const participant = {
      name: first.name,
      discipline: first.discipline,
      roles: ['contributor', 'decider'] as const,
    };
    await host.api.send(workshop, {
      type: 'edit_participant',
      participantId: first.id,
      participant: { ...participant, roles: [...participant.roles] },
    });
    await host.api.send(workshop, { type: 'advance', note: 'Marketing reads the brief.' });
  });

  await test.step('a question of the frame, answered alone', async () => {
    await console_.getByRole('button', { name: /The job they hire us for/ }).click();
    await console_.getByRole('button', { name: /^Ask everybody/ }).click();
    const words = people.map((_, person) => secret(person, 'job'));
    for (const [person, phone] of phones.entries()) {
      await phone.getByLabel('Your answer').fill(words[person] ?? '');
      await phone.getByRole('button', { name: /Send my answer/ }).click();
    }
    await expect.poll(async () => (await view()).frameAsks[0]?.answered).toBe(people.length);
    await isSealed(words);
    await console_.getByRole('button', { name: /^Show (the )?answers/ }).click();
    for (const word of words) await expect(console_.getByText(word).first()).toBeVisible();
    // What is revealed comes by the same wires, so they do hear what the surfaces show.
    for (const word of words) expect(carriedTo(word)).toContain('console');
    for (const question of [
      'job',
      'value_moment',
      'strategy',
      'business_outcome',
      'success_story',
    ] as const) {
      await host.api.send(workshop, { type: 'answer_frame', question, text: `Agreed: ${question}` });
    }
    await host.api.send(workshop, { type: 'advance', note: 'We know whom we mean.' });
  });

  await test.step('everybody writes alone; a lost network and a reload lose nothing', async () => {
    const words = people.map((_, person) => secret(person, 'moor'));
    for (const [person, phone] of phones.entries()) {
      const away = contexts[person + 2];
      if (person === 1) await away?.setOffline(true);
      await write(phone, `Ports that ${words[person]} each week`);
      if (person === 1) {
        await expect(phone.getByText(/wait|offline|not saved/i).first()).toBeVisible();
        await away?.setOffline(false);
      }
      await expect(phone.getByText(words[person] ?? '').first()).toBeVisible();
    }
    await expect.poll(async () => (await at(1).content()).includes(words[1] ?? '')).toBe(true);
    await at(2).reload();
    await expect(
      at(2)
        .getByText(words[2] ?? '')
        .first(),
    ).toBeVisible();
    await isSealed(words);
    for (const phone of phones) await phone.getByRole('button', { name: 'I’m done' }).click();
    await expect
      .poll(async () => (await host.api.session(workshop)).room.seats.filter((one) => one.done).length)
      .toBe(people.length);
    await host.api.send(workshop, { type: 'advance', note: 'Five are enough for today.' });
    for (const word of words) await expect(console_.getByText(word).first()).toBeVisible();
    expect((await view()).candidates, 'what waited for the network came once').toHaveLength(people.length);
  });

  await test.step('cards and challenges', async () => {
    const [first] = phones;
    if (first === undefined) throw new Error('nobody joined');
    await first.getByLabel(/What is unclear/).fill('Counted per port or per berth?');
    await first.getByRole('button', { name: 'Send it' }).click();
    await expect.poll(async () => (await view()).contributions.length).toBe(1);
    await host.api.send(workshop, { type: 'advance', note: 'Read.' });
    await first.getByRole('button', { name: 'Yes, it could' }).first().click();
    // Counts that one person moves are shown in steps of fifteen seconds.
    await expect.poll(async () => (await view()).challengeCounts.length, { timeout: 20_000 }).toBe(1);
    await host.api.send(workshop, { type: 'advance', note: 'Tested at the table.' });
  });

  await test.step('everybody marks alone', async () => {
    await host.api.send(workshop, { type: 'open_round', scope: 'gates_only' });
    const words = people.map((_, person) => secret(person, 'why'));
    for (const [person, phone] of phones.entries()) {
      await mark(
        phone,
        [/Fails/, /Holds clearly/, /Holds clearly/, /Holds with a condition/, /Cannot judge/][person] ??
          /Fails/,
        words[person] ?? '',
      );
      await expect
        .poll(async () => (await host.api.session(workshop)).room.seats.filter((one) => one.done).length)
        .toBe(person + 1);
    }
    await isSealed(words);
    await host.api.send(workshop, { type: 'close_round', note: '' });
    await isSealed(words);
    await host.api.send(workshop, { type: 'reveal_round' });
    await expect(at(0).getByRole('button', { name: 'I will speak to this' })).toBeVisible();
    await expect.poll(async () => (await view()).score.map?.rows.length).toBe(people.length);
  });

  await test.step('talk, signals, shortlist', async () => {
    await at(0).getByRole('button', { name: 'I will speak to this' }).click();
    await expect.poll(async () => (await host.api.session(workshop)).room.speakers.length).toBe(1);
    const now = await view();
    for (const entry of now.score.map?.talk ?? []) {
      if (entry.outcome !== 'open') continue;
      await host.api.send(workshop, {
        type: 'settle_cell',
        candidateId: entry.candidateId,
        criterion: entry.criterion,
        outcome: 'settled',
        note: 'Agreed.',
      });
    }
    await host.api.send(workshop, { type: 'end_scoring' });
    for (const phone of phones) {
      await phone.getByRole('region', { name: 'Candidate 1' }).getByText('Support').click();
    }
    await expect
      .poll(async () => (await view()).contributions.filter((one) => one.kind === 'signal').length, {
        timeout: 20_000,
      })
      .toBe(people.length);
  });

  await test.step('the room closes: phones are told, the code opens nothing any more', async () => {
    await host.api.send(workshop, { type: 'room', room: { type: 'close' } });
    await expect(
      at(0)
        .getByText(/closed/i)
        .first(),
    ).toBeVisible();
    const late = await newPage(browser, 'late', { width: 390, height: 844 });
    await late.goto(announcement.link);
    await expect(late.getByLabel('Name, or any alias')).toHaveCount(0);
  });
  for (const context of contexts) await context.close();
});

import { test } from '@playwright/test';
import { Host } from './host.ts';
import { frame, setUp, write } from './path/begin.ts';
import { choose, decompose, define, rollOut, validate } from './path/decide.ts';
import { score } from './path/mark.ts';
import { challenge, clarify } from './path/sort.ts';
import { sitDown } from './path/table.ts';

let host: Host;
test.beforeAll(async () => {
  host = await Host.start();
});
test.afterAll(() => host.stop());

test('three people at one keyboard go the whole path without a pointer, and the brief says what they typed', async ({
  page,
}) => {
  test.setTimeout(420_000);
  sitDown(host, page);
  await host.console(page);

  await test.step('set up', setUp);
  await test.step('frame', frame);
  await test.step('write', write);
  await test.step('reveal, merge', clarify);
  await test.step('try to break', challenge);
  await test.step('score', score);
  await test.step('check', validate);
  await test.step('choose', choose);
  await test.step('define', define);
  await test.step('input tree', decompose);
  await test.step('brief', rollOut);
});

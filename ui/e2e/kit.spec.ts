import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';

/** The policy that the host and the desktop app send with every page. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'";
const ui = fileURLToPath(new URL('..', import.meta.url));
const folder = join(ui, 'dist-kit');
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

let server: Server;
let origin = '';

test.beforeAll(async () => {
  await build({ root: ui, mode: 'kit', logLevel: 'error' });
  server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    readFile(path === '/axe.js' ? axe : join(folder, path))
      .then((bytes) => {
        response.setHeader('Content-Type', kinds[extname(path)] ?? 'application/octet-stream');
        response.setHeader('Content-Security-Policy', policy);
        response.end(bytes);
      })
      .catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
test.afterAll(() => void server.close());

for (const theme of ['chart', 'night']) {
  for (const page of ['', 'frame', 'more']) {
    test(`the kit page "${page}" is accessible in ${theme} and breaks no content policy`, async ({
      page: tab,
    }) => {
      const complaints: string[] = [];
      tab.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
      });
      tab.on('pageerror', (error) => complaints.push(error.message));
      await tab.goto(`${origin}/kit.html?theme=${theme}#${page}`);
      await tab.locator('main').first().waitFor();
      await tab.addScriptTag({ url: `${origin}/axe.js` });
      const violations = await tab.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const result = await axe.run();
        return result.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
        );
      });
      // The kit shows components outside their page, so landmarks and headings are judged on real screens.
      const aside = /^(region|page-has-heading-one|heading-order|landmark-|empty-heading|aria-dialog-name)/;
      expect(violations.filter((violation) => !aside.test(violation))).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}

test('in a narrow window the panel is a strip and F2 opens it over the work', async ({ page: tab }) => {
  await tab.setViewportSize({ width: 1000, height: 700 });
  await tab.goto(`${origin}/kit.html#frame`);
  const script = tab.getByText('Odd ones are welcome.');
  await expect(script).toBeHidden();
  await tab.keyboard.press('F2');
  await expect(script).toBeVisible();
  await tab.keyboard.press('Escape');
  await expect(script).toBeHidden();
});

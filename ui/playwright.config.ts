import { defineConfig } from '@playwright/test';

/** The browser lane. It drives the browser that the machine has; nothing is downloaded. */
export default defineConfig({
  testDir: './e2e',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: true,
  // A browser without a display now and then stops drawing on a shared machine. What passes only the
  // second time is listed as flaky at the end, with what went wrong, and is looked into.
  retries: process.env['CI'] ? 1 : 0,
  reporter: 'list',
  use: {
    launchOptions: {
      executablePath: process.env['SEXTANT_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
  },
});

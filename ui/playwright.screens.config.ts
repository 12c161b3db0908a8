import { defineConfig } from '@playwright/test';
import lane from './playwright.config.ts';

/** Takes the pictures of `docs/screens`; the browser is the one of the browser lane. */
export default defineConfig(lane, { testMatch: 'screens.ts', workers: 1 });

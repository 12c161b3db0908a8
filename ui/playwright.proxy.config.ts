import { defineConfig } from '@playwright/test';
import lane from './playwright.config.ts';

/** A phone that joins through a reverse proxy with TLS; needs nginx. Run by `cargo xtask prove room`. */
export default defineConfig(lane, { testMatch: 'proxy.ts', workers: 1 });

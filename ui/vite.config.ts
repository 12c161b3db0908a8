import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build as buildPages, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * What one build makes of which pages. The phone's page is a build of its own: it shares no file with the
 * console, so that a phone loads nothing it does not use. `kit.html` shows every component and is left
 * out of the product.
 */
function build(mode: string): { outDir: string; emptyOutDir: boolean; input: Record<string, string> } {
  switch (mode) {
    case 'kit':
      return { outDir: 'dist-kit', emptyOutDir: true, input: { kit: here('./kit.html') } };
    case 'seat':
      return { outDir: 'dist', emptyOutDir: false, input: { seat: here('./seat.html') } };
    default:
      return {
        outDir: 'dist',
        emptyOutDir: true,
        input: { console: here('./console.html'), projector: here('./projector.html') },
      };
  }
}

/** The phone's page follows the others, so that one command builds everything. */
function thenSeat(mode: string): Plugin {
  return {
    name: 'then-seat',
    apply: 'build',
    async closeBundle() {
      if (mode === 'production') await buildPages({ mode: 'seat', configFile: here('./vite.config.ts') });
    },
  };
}

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte(), thenSeat(mode)],
  resolve: {
    alias: { $lib: here('./src/lib') },
    // Without this the tests load Svelte's server build and cannot mount anything.
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
  },
  build: {
    target: 'safari16',
    outDir: build(mode).outDir,
    emptyOutDir: build(mode).emptyOutDir,
    // A page with a strict content policy may not carry its fonts or pictures inside a style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: build(mode).input },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': { target: process.env['SEXTANT_HOST'] ?? 'http://127.0.0.1:7117' } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./src/test-setup.ts'],
    restoreMocks: true,
  },
}));

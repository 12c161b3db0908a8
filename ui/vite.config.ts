import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One page per surface. `kit.html` shows every component and is left out of the product. */
const surfaces = {
  console: here('./console.html'),
  projector: here('./projector.html'),
  seat: here('./seat.html'),
};

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [svelte()],
  resolve: {
    alias: { $lib: here('./src/lib') },
    // Without this the tests load Svelte's server build and cannot mount anything.
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
  },
  build: {
    target: 'safari16',
    outDir: mode === 'kit' ? 'dist-kit' : 'dist',
    emptyOutDir: true,
    // A page with a strict content policy may not carry its fonts or pictures inside a style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: mode === 'kit' ? { kit: here('./kit.html') } : surfaces },
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

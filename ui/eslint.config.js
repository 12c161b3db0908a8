import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import layers from './lint/layers.js';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'dist-kit', 'node_modules', 'src/lib/bindings', 'test-results', 'playwright-report'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    plugins: { sextant: { rules: { layers } } },
    rules: {
      'sextant/layers': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'crypto',
          property: 'randomUUID',
          message: 'Phones reach the room over plain HTTP, where this call does not exist. Use newId().',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'svelte/no-at-html-tags': 'error',
      // Lists here are short and keyed where identity matters; the rest is redrawn from one view.
      'svelte/require-each-key': 'off',
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
);

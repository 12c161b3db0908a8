export { printed } from './combo.ts';
export { inTextField, KeyRegistry, keys, type Action } from './keys.svelte.ts';

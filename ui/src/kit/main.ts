import '$lib/styles/index.css';
import { mount } from 'svelte';
import Kit from './Kit.svelte';
import { theme } from '$lib/theme.svelte.ts';

const asked = new URLSearchParams(location.search).get('theme');
if (asked === 'night' || asked === 'chart') theme.choose(asked);
theme.start();

const target = document.getElementById('app');
if (target) mount(Kit, { target });

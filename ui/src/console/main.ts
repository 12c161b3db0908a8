import '$lib/styles/index.css';
import { mount } from 'svelte';
import { theme } from '$lib/theme.svelte.ts';
import Console from './Console.svelte';

theme.start();

const target = document.getElementById('app');
if (target) mount(Console, { target });

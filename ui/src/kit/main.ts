import '$lib/styles/index.css';
import { mount } from 'svelte';
import Kit from './Kit.svelte';

const target = document.getElementById('app');
if (target) mount(Kit, { target });

import '$lib/styles/index.css';
import { mount } from 'svelte';
import Projector from './Projector.svelte';

const target = document.getElementById('app');
if (target) mount(Projector, { target });

import '$lib/styles/index.css';
import './projector.css';
import { mount } from 'svelte';
import Projector from './Projector.svelte';

document.documentElement.dataset['theme'] = 'beam';
const target = document.getElementById('app');
if (target) mount(Projector, { target });

import '$lib/styles/index.css';
import { mount } from 'svelte';
import Seat from './Seat.svelte';

const target = document.getElementById('app');
if (target) mount(Seat, { target });

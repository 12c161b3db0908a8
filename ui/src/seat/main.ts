import './seat.css';
import { mount } from 'svelte';
import { theme } from '$lib/theme.svelte.ts';
import { takeSecret } from './connection/arrival.ts';
import { dropOldDrafts, keepIn } from './connection/keep.ts';
import { roomDoors } from './connection/room-door.ts';
import { SeatConnection } from './connection/seat.svelte.ts';
import Seat from './Seat.svelte';

const secret = takeSecret(location, (url) => history.replaceState(history.state, '', url));
theme.start();
dropOldDrafts(() => localStorage);

const doors = roomDoors();
const connection = new SeatConnection({
  doors,
  open: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/seat`),
  keep: keepIn(() => localStorage),
  tab: keepIn(() => sessionStorage),
  secret,
  // The name of this script carries a hash of its content.
  build: new URL(import.meta.url).pathname.split('/').pop() ?? '',
  reload: () => location.reload(),
});

// A phone that wakes up tells it in one of these ways, and not every phone in all of them.
const wake = (): void => connection.wake();
addEventListener('online', wake);
addEventListener('pageshow', wake);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') wake();
});
setInterval(() => connection.tick(), 250);

const testsReach = location.pathname.endsWith('/reach');
if (!testsReach) void connection.begin();

const target = document.getElementById('app');
if (target) mount(Seat, { target, props: { connection, reach: testsReach ? () => doors.reach() : null } });

/** Dates and times as they are written on every screen: `4 June`, `14:27`. */
import type { At, Day } from '$lib/bindings/index.ts';

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function short(date: Date, today: Date): string {
  return (date.getFullYear() === today.getFullYear() ? dayMonth : dayMonthYear).format(date);
}

/** `2 June`, with the year when it is not this one. */
export function dateWords(at: At, now: number = Date.now()): string {
  return short(new Date(at), new Date(now));
}

/** A calendar day in words. It has no time zone, so it is read as a local one. */
export function dayWords(day: Day, now: number = Date.now()): string {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.getTime()) ? day : short(date, new Date(now));
}

/** `Thursday 4 June` */
export function weekdayWords(at: At): string {
  return weekday.format(new Date(at));
}

/** `14:27` */
export function timeWords(at: At): string {
  return time.format(new Date(at));
}

/** Today as a calendar day, for comparing. */
export function today(now: number = Date.now()): Day {
  const date = new Date(now);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

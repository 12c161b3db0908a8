const long = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `2026-06-04` as people read it: 4 June 2026. */
export function dayWords(day: string | null): string {
  if (day === null) return '';
  const moment = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? day : long.format(moment);
}

/** A moment as the time on this computer's clock: 10:27. */
export function timeWords(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at);
}

import type { RoomDoor } from '$lib/bindings/index.ts';

/**
 * What stays private, line by line. It promises no more than the record keeps: in a named workshop
 * marks are shown with names after the reveal, and nothing is left to be guessed.
 */
export function privateLines(door: Pick<RoomDoor, 'named'>): string[] {
  const hidden = 'Nobody sees what you write until all have finished.';
  if (door.named) return [hidden, 'After that, the record keeps whose mark is whose.'];
  return [
    hidden,
    'Marks are shown as dots, never with a name.',
    'With fewer than four people, others could still guess.',
  ];
}

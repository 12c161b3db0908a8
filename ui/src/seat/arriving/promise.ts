import type { RoomDoor } from '$lib/bindings/index.ts';

/**
 * What stays private, line by line. It promises no more than the record keeps: in a named workshop
 * marks are shown with names after the reveal, and nothing is left to be guessed.
 */
export function privateLines(door: Pick<RoomDoor, 'named'>): string[] {
  const hidden = 'Your answers, candidates and marks stay hidden until they are shown to all at once.';
  const open = 'Questions and comments arrive at once, without your name.';
  if (door.named) return [hidden, 'After that, the record keeps whose mark is whose.', open];
  return [
    hidden,
    'Marks are shown as dots, never with a name.',
    'With fewer than four people, others could still guess.',
    open,
  ];
}

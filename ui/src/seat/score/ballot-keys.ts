import type { keys } from '$lib/keys/index.ts';
import type { BallotSheet } from './ballot.svelte.ts';

type Action = Parameters<typeof keys.register>[number];

/** Everything a ballot is filled in with from the keyboard, until it is looked over. */
export function ballotKeys(sheet: BallotSheet): Action[] {
  const when = (): boolean => !sheet.reviewing;
  const move = (id: string, label: string, key: string, run: () => void): Action => ({
    id: `ballot-${id}`,
    group: 'Go to',
    label,
    key,
    hidden: true,
    when,
    run,
  });
  return [
    ...(['0', '1', '2', '3', '?'] as const).map((level): Action => ({
      id: `mark-${level}`,
      group: 'Do',
      label: level === '?' ? 'I cannot judge this' : `Mark ${level}`,
      key: level,
      when,
      run: () => sheet.mark(level),
    })),
    move('up', 'Criterion above', 'arrowup', () => sheet.moveRow(-1)),
    move('down', 'Criterion below', 'arrowdown', () => sheet.moveRow(1)),
    // It leads out of the review as well.
    { ...move('left', 'Candidate before', 'arrowleft', () => sheet.back()), when: () => true },
    move('right', 'Next candidate', 'arrowright', () => sheet.next()),
    move('next', 'Next candidate', 'enter', () => sheet.next()),
  ];
}

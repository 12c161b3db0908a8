import type { BallotFileTaken, PersonView } from '$lib/bindings/index.ts';

/** A file name that every system takes. */
export function ballotFileName(kind: 'ballot' | 'ballots-to-print', round: number, name: string): string {
  const plain = [...name.normalize('NFC')]
    .map((char) => (/[\p{L}\p{N}\p{M}]/u.test(char) ? char : '-'))
    .slice(0, 40)
    .join('')
    .toLowerCase()
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${[kind, plain, `round-${round}`].filter(Boolean).join('-')}.html`;
}

/** What became of the file that was taken in last. */
export function takenInWords(taken: BallotFileTaken | null, people: readonly PersonView[]): string {
  if (taken === null) return '';
  const name = people.find((one) => one.id === taken.participantId)?.name ?? 'Somebody';
  switch (taken.outcome) {
    case 'taken_in':
      return `${name} is in.`;
    case 'replaced':
      return `${name} is in. The ballot handed in before was replaced.`;
    case 'again':
      return `This very file of ${name} was taken in before. Nothing changed.`;
  }
}

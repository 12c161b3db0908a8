/** As whom somebody who is alone writes: as themselves first, then as a customer who left (R9). */
export type SoloTurn = 'own' | 'left';

export const soloTurns: readonly { value: SoloTurn; label: string }[] = [
  { value: 'own', label: '1 As yourself' },
  { value: 'left', label: '2 As a customer who left' },
];

/** The question that stands over the sentence: the agreed one, then the one of somebody who left. */
export function soloQuestion(turn: SoloTurn, central: string): string {
  switch (turn) {
    case 'own':
      return central;
    case 'left':
      return 'You used it and left. What did you stop getting, and what would have shown that in time?';
  }
}

/** What to do in this turn, and what comes after it. */
export function soloNote(turn: SoloTurn): string {
  switch (turn) {
    case 'own':
      return 'Write for six minutes, then take a break. After it you write again as a customer who left.';
    case 'left':
      return 'Six minutes again. Write what you missed when you left; what you wrote before stays as it is.';
  }
}

/** The turn a kept draft names; the first one where there is none. */
export function keptTurn(kept: string | null): SoloTurn {
  return kept === 'left' ? 'left' : 'own';
}

/** What the bar says about keeping. */
export type Saving =
  | { kind: 'saved'; at: string }
  | { kind: 'sealed'; at: string }
  | { kind: 'saving' }
  | { kind: 'offline'; waiting: number }
  | { kind: 'failed'; message: string; wayOut?: { label: string; run: () => void } }
  | { kind: 'readonly'; reason: string }
  | { kind: 'quiet' };

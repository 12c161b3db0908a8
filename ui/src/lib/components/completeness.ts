/** A part of a document with what it still lacks. */
export interface Part {
  /** As printed. */
  number: string;
  title: string;
  /** What is missing, in words; empty when it is complete. */
  missing: readonly string[];
  /** Why it is left open on purpose. */
  waived?: string;
}

/** How much of the document is there. */
export function countParts(parts: readonly Part[]): { done: number; all: number; words: string } {
  const done = parts.filter((part) => part.missing.length === 0).length;
  return { done, all: parts.length, words: `${done} of ${parts.length} parts are complete.` };
}

/** What is said about the draft mark: it goes when nothing is open. */
export function draftWords(parts: readonly Part[]): string {
  const open = parts.filter((part) => part.missing.length > 0).length;
  if (parts.length === 0 || open === 0) return '';
  return open === 1
    ? 'until the open part is answered or left open with a reason.'
    : `until the ${open} open parts are answered or left open with a reason.`;
}

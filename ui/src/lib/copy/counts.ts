/** `1 person`, `3 people`: a count with its noun. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The words in the middle of a sentence: `Prices follow use` becomes `prices follow use`, `AI` stays. */
export function inSentence(words: string): string {
  const [first = '', second = ''] = words;
  return second === second.toLowerCase() ? first.toLowerCase() + words.slice(first.length) : words;
}

/** `Priya, Tomás and Hanna` */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
}

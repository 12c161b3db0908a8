/**
 * What stays private, line by line. The promise is the core's own, so that the page never promises
 * more than the record keeps; beside it stands what a small group has to know.
 */
export function privateLines(promise: string): string[] {
  const lines = promise
    .split(/(?<=\.)\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [...lines, 'With fewer than four people, others could still guess.'];
}

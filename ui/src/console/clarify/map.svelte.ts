import type { CandidateView, ValueStatement } from '$lib/bindings/index.ts';
import { optionsOf, valueStatementWords } from '$lib/copy/words.ts';

/** The five statements in the order of the columns. */
export const statements: readonly ValueStatement[] = optionsOf(valueStatementWords).map((one) => one.value);

/** Candidates that are tied to the same statements. */
export interface Cluster {
  /** Nothing for those that are tied to none. */
  links: ValueStatement[];
  ids: string[];
}

/** Candidates gathered by what they are tied to: most common ties first, untied ones last. */
export function clusters(candidates: readonly CandidateView[]): Cluster[] {
  const found: Cluster[] = [];
  for (const one of candidates) {
    const links = statements.filter((statement) => one.links.includes(statement));
    const same = found.find((cluster) => cluster.links.join() === links.join());
    if (same) same.ids.push(one.candidate.id);
    else found.push({ links, ids: [one.candidate.id] });
  }
  const place = (cluster: Cluster): number => {
    const [first] = cluster.links;
    return first === undefined ? statements.length : statements.indexOf(first);
  };
  return found.sort((left, right) => place(left) - place(right) || right.ids.length - left.ids.length);
}

/** The words over a cluster. */
export function clusterWords(cluster: Cluster): string {
  if (cluster.links.length === 0) return 'Tied to nothing yet';
  return cluster.links.map((link) => valueStatementWords[link]).join(' · ');
}

/** Where the keys are on the map. Rows are candidates, columns are statements. */
export class MapPlace {
  row: string | null = $state(null);
  column = $state(0);

  /** Moves by an arrow, Home or End. False when the key means nothing here. */
  move(key: string, rows: readonly string[]): boolean {
    const at = this.row === null ? 0 : Math.max(0, rows.indexOf(this.row));
    const last = statements.length - 1;
    switch (key) {
      case 'ArrowDown':
        this.row = rows[Math.min(rows.length - 1, at + 1)] ?? null;
        return true;
      case 'ArrowUp':
        this.row = rows[Math.max(0, at - 1)] ?? null;
        return true;
      case 'ArrowRight':
        this.column = Math.min(last, this.column + 1);
        return true;
      case 'ArrowLeft':
        this.column = Math.max(0, this.column - 1);
        return true;
      case 'Home':
        this.column = 0;
        return true;
      case 'End':
        this.column = last;
        return true;
      default:
        return false;
    }
  }

  /** The column that a digit names; nothing for any other key. */
  digit(key: string): ValueStatement | null {
    return /^[1-5]$/.test(key) ? (statements[Number(key) - 1] ?? null) : null;
  }

  isAt(id: string, column: number, rows: readonly string[]): boolean {
    const row = this.row !== null && rows.includes(this.row) ? this.row : (rows[0] ?? null);
    return row === id && this.column === column;
  }
}

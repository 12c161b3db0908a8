import { SvelteMap } from 'svelte/reactivity';
import type { BallotScore, CellPlace, Criterion, Level } from '$lib/bindings/index.ts';

/** One line of a printed sheet: a candidate with the boxes that the round asks for. */
export interface SheetLine {
  candidateId: string;
  criteria: Criterion[];
}

/** The lines of a sheet, in the order in which they are printed. */
export function sheetLines(cells: readonly CellPlace[]): SheetLine[] {
  const lines: SheetLine[] = [];
  for (const { candidateId, criterion } of cells) {
    const last = lines.at(-1);
    if (last?.candidateId === candidateId) last.criteria.push(criterion);
    else lines.push({ candidateId, criteria: [criterion] });
  }
  return lines;
}

/** A key of the number pad as a mark. 9 and - stand for "cannot judge", which the pad has no key for. */
export function markOfKey(key: string): Level | null {
  switch (key) {
    case '0':
    case '1':
    case '2':
    case '3':
    case '?':
      return key;
    case '9':
    case '-':
      return '?';
    default:
      return null;
  }
}

const placeOf = (line: number, box: number): string => `${line} ${box}`;

/** A printed sheet while it is typed in: six figures for each line, one box after the other. */
export class TypedSheet {
  readonly lines: readonly SheetLine[];
  line = $state(0);
  box = $state(0);
  #marks = new SvelteMap<string, Level>();
  #faults = new SvelteMap<string, string>();

  constructor(lines: readonly SheetLine[]) {
    this.lines = lines;
  }

  markOf(line: number, box: number): Level | null {
    return this.#marks.get(placeOf(line, box)) ?? null;
  }

  /** What is wrong with a box, in words. */
  faultOf(line: number, box: number): string | null {
    return this.#faults.get(placeOf(line, box)) ?? null;
  }

  /** Boxes without a mark. */
  get missing(): number {
    return this.lines.reduce((sum, line) => sum + line.criteria.length, 0) - this.#marks.size;
  }

  get started(): boolean {
    return this.#marks.size > 0;
  }

  /** A typed sign. True when it was a mark, and the place has moved on to the next box. */
  press(key: string): boolean {
    const here = placeOf(this.line, this.box);
    const mark = markOfKey(key);
    if (mark === null) {
      this.#faults.set(here, `“${key}” is no mark. 0 to 3; 9 or - for “?”.`);
      return false;
    }
    this.#faults.delete(here);
    this.#marks.set(here, mark);
    this.move(1);
    return true;
  }

  /** Empties the box, or the one before when it is empty already. */
  rub(): void {
    if (!this.#marks.delete(placeOf(this.line, this.box))) {
      this.move(-1);
      this.#marks.delete(placeOf(this.line, this.box));
    }
    this.#faults.delete(placeOf(this.line, this.box));
  }

  /** One box on or back, across the lines; it stops at both ends. */
  move(by: 1 | -1): void {
    const boxes = this.lines[this.line]?.criteria.length ?? 0;
    const next = this.box + by;
    if (next >= 0 && next < boxes) this.box = next;
    else if (this.lines[this.line + by]) {
      this.line += by;
      this.box = by === 1 ? 0 : (this.lines[this.line]?.criteria.length ?? 1) - 1;
    }
  }

  /** One line up or down, in the same column. */
  moveLine(by: 1 | -1): void {
    const line = this.lines[this.line + by];
    if (!line) return;
    this.line += by;
    this.box = Math.min(this.box, line.criteria.length - 1);
  }

  at(line: number, box: number): void {
    this.line = line;
    this.box = box;
  }

  /** Goes to the first empty box and says so there. False when every box has a mark. */
  firstGap(): boolean {
    for (const [line, { criteria }] of this.lines.entries()) {
      for (const box of criteria.keys()) {
        if (this.#marks.has(placeOf(line, box))) continue;
        this.at(line, box);
        this.#faults.set(placeOf(line, box), 'This box is empty. 9 or - stands for “?”.');
        return true;
      }
    }
    return false;
  }

  scores(): BallotScore[] {
    return this.lines.flatMap(({ candidateId, criteria }, line) =>
      criteria.map((criterion, box) => ({
        candidateId,
        criterion,
        level: this.markOf(line, box) ?? '?',
        reason: '',
      })),
    );
  }
}

/** Geometry of the dots: every ballot is one mark, stacked at its level; a crowd is a bar. */
export type Counts = readonly [number, number, number, number];

export interface Dot {
  level: 0 | 1 | 2 | 3 | '?';
  x: number;
  y: number;
}

/** How one size of the plot lays its dots out. */
export interface DotLayout {
  /** Where the four levels and the "cannot judge" column stand. */
  levels: readonly [number, number, number, number];
  unknown: number;
  /** Height of the lowest dot's centre, and of the line below it. */
  floor: number;
  line: number;
  /** Room for one level's stack. */
  width: number;
  height: number;
  /** Distance between dots while they fit. */
  pitch: number;
  /** Dots side by side before the stack grows upwards. */
  columns: number;
}

export const cellLayout: DotLayout = {
  levels: [11, 28, 45, 62],
  unknown: 75,
  floor: 25.4,
  line: 29.5,
  width: 13.4,
  height: 26.8,
  pitch: 6.7,
  columns: 2,
};

export const largeLayout: DotLayout = {
  levels: [25.07, 76.3, 127.53, 178.76],
  unknown: 209,
  floor: 72.4,
  line: 82,
  width: 47,
  height: 78,
  pitch: 15.7,
  columns: 1,
};

export const wallLayout: DotLayout = {
  levels: [104, 368, 632, 896],
  unknown: 996,
  floor: 87,
  line: 128,
  width: 230,
  height: 92,
  pitch: 46,
  columns: 5,
};

/** A level whose marks are too many to be seen one by one; its glyph stands on top. */
export interface Bar {
  level: Dot['level'];
  x: number;
  y: number;
  width: number;
  height: number;
  count: number;
}

export interface DotPlotDrawing {
  /** One for each ballot, or none when there are too many. */
  dots: Dot[];
  /** One for each marked level of a crowd; empty as long as there are dots. */
  bars: Bar[];
  /** Where the highest mark, or the count above the highest bar, begins. */
  top: number;
  /** Distance between dots after shrinking, and the share of the full size. */
  pitch: number;
  shrink: number;
  /** From the lowest to the highest mark; none when all agree or nobody marked. */
  range: [number, number] | null;
  median: { x: number; value: number } | null;
  label: string;
}

/** Marks in a cell up to which each is seen; the brief is drawn by the same number. */
export const MOST_DOTS = 40;

/** Whether a map shows bars: everybody marks every cell, so it has dots or bars. */
export function hasCrowd(
  rows: readonly { cells: readonly { counts: { levels: Counts; cannotJudge: number } }[] }[],
): boolean {
  return rows.some((row) => row.cells.some(({ counts }) => isCrowd(counts.levels, counts.cannotJudge)));
}

/** Whether a cell is drawn as bars. */
function isCrowd(counts: Counts, cannotJudge: number): boolean {
  return counts.reduce((sum, n) => sum + n, cannotJudge) > MOST_DOTS;
}

/** The middle mark; between two middle marks it is their mean. Nothing when nobody marked. */
export function medianOf(counts: Counts): number | null {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return null;
  const nth = (position: number): number => {
    let seen = 0;
    for (const [level, n] of counts.entries()) {
      seen += n;
      if (seen > position) return level;
    }
    return counts.length - 1;
  };
  return (nth(Math.floor((total - 1) / 2)) + nth(Math.floor(total / 2))) / 2;
}

/** Columns and pitch with which the fullest level still fits its room. All levels share them. */
export function packing(most: number, layout: DotLayout): { pitch: number; columns: number } {
  let pitch = layout.pitch;
  let columns = layout.columns;
  const rows = (): number => Math.ceil(most / columns);
  while (rows() * pitch > layout.height + 0.01) {
    if ((columns + 1) * pitch <= layout.width + 0.01) {
      columns += 1;
    } else {
      pitch *= 0.94;
      columns = Math.max(columns, Math.floor((layout.width + 0.01) / pitch));
    }
  }
  return { pitch, columns };
}

/** The whole plot. `median` overrides the computed one when the core has already said it. */
export function dotPlot(
  counts: Counts,
  cannotJudge: number,
  layout: DotLayout,
  median: number | null | undefined = undefined,
): DotPlotDrawing {
  const fullest = Math.max(...counts, cannotJudge, 1);
  const crowd = isCrowd(counts, cannotJudge);
  const { pitch, columns } = crowd
    ? { pitch: layout.pitch, columns: layout.columns }
    : packing(Math.max(...counts, 1), layout);
  const dots: Dot[] = [];
  const bars: Bar[] = [];
  const width = Math.min(layout.width * 0.8, (layout.unknown - layout.levels[3]) * 0.9);
  const bar = (level: Dot['level'], centre: number, count: number): void => {
    if (count === 0) return;
    // Where a count stands above the bar, it takes its room from the bar.
    const room = layout.height * (layout === cellLayout ? 1 : 0.78);
    const height = Math.max(room * 0.02, (room * count) / fullest);
    const floor = layout.floor + layout.pitch / 2;
    bars.push({ level, x: centre - width / 2, y: floor - height, width, height, count });
  };
  const stack = (level: Dot['level'], centre: number, n: number, wide: number, step: number): void => {
    for (let i = 0; i < n; i += 1) {
      const row = Math.floor(i / wide);
      const inRow = Math.min(wide, n - row * wide);
      const column = i % wide;
      dots.push({
        level,
        x: centre + (column - (inRow - 1) / 2) * step * (wide === 2 && layout.columns === 2 ? 6.8 / 6.7 : 1),
        y: layout.floor - row * step,
      });
    }
  };
  const unknownWide = Math.max(1, Math.min(columns, 2));
  for (const level of [0, 1, 2, 3] as const) {
    if (crowd) bar(level, layout.levels[level], counts[level]);
    else stack(level, layout.levels[level], counts[level], columns, pitch);
  }
  if (crowd) bar('?', layout.unknown, cannotJudge);
  else stack('?', layout.unknown, cannotJudge, unknownWide, pitch);

  const top = Math.min(
    ...dots.map((dot) => dot.y - layout.pitch / 2),
    ...bars.map((one) => one.y - layout.pitch),
    layout.floor - layout.pitch / 2,
  );
  const marked = ([0, 1, 2, 3] as const).filter((level) => counts[level] > 0);
  const low = marked[0];
  const high = marked[marked.length - 1];
  const value = median === undefined ? medianOf(counts) : median;
  const at = (v: number): number => {
    const first = layout.levels[0];
    return first + ((layout.levels[3] - first) * v) / 3;
  };
  const words = counts.map((n, level) => `${n}×${level}`).join(', ');
  const unknown = cannotJudge > 0 ? `, ${cannotJudge} cannot judge` : '';
  return {
    dots,
    bars,
    top,
    pitch,
    shrink: pitch / layout.pitch,
    range:
      low !== undefined && high !== undefined && low !== high
        ? [layout.levels[low], layout.levels[high]]
        : null,
    median: value === null ? null : { x: at(value), value },
    label: `${value === null ? 'Nobody marked' : `Median ${value}`}; ${words}${unknown}`,
  };
}

/** How far down a cell the number of a talk item reaches, in the cell's own units. */
const NUMBER_ENDS = 17;

/** The level over which a talk item's number hides no mark: the first with room, else the emptiest. */
export function roomForNumber(counts: Counts, cannotJudge: number): 0 | 1 | 2 | 3 {
  const { dots, bars } = dotPlot(counts, cannotJudge, cellLayout);
  const tops = ([0, 1, 2, 3] as const).map((level) => ({
    level,
    top: Math.min(
      ...dots.filter((dot) => dot.level === level).map((dot) => dot.y - cellLayout.pitch / 2),
      ...bars.filter((bar) => bar.level === level).map((bar) => bar.y),
      cellLayout.line,
    ),
  }));
  const free = tops.find(({ top }) => top >= NUMBER_ENDS);
  return (free ?? tops.reduce((best, one) => (one.top > best.top ? one : best))).level;
}

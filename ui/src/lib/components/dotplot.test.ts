import { expect, test } from 'vitest';
import { announcement, clockFace, limb, panelLimb } from './arc.ts';
import {
  cellLayout,
  dotPlot,
  largeLayout,
  medianOf,
  roomForNumber,
  wallLayout,
  type Counts,
} from './dotplot.ts';

test('every ballot is one dot at its level', () => {
  const plot = dotPlot([1, 1, 2, 3], 2, cellLayout);
  expect(plot.dots).toHaveLength(9);
  expect(plot.dots.filter((dot) => dot.level === 3).map((dot) => [dot.x, dot.y])).toEqual(
    [
      [58.6, 25.4],
      [65.4, 25.4],
      [62, 18.7],
    ].map(([x, y]) => [expect.closeTo(x ?? 0, 1), expect.closeTo(y ?? 0, 1)]),
  );
  expect(plot.range).toEqual([11, 62]);
  expect(plot.median?.x).toBe(45);
  expect(plot.label).toBe('Median 2; 1×0, 1×1, 2×2, 3×3, 2 cannot judge');
});

test('the median lies between two middle marks and is absent without marks', () => {
  expect(medianOf([0, 1, 1, 0])).toBe(1.5);
  expect(medianOf([0, 0, 0, 0])).toBeNull();
  expect(dotPlot([0, 0, 0, 0], 4, cellLayout).label).toBe(
    'Nobody marked; 0×0, 0×1, 0×2, 0×3, 4 cannot judge',
  );
});

test('marks that agree have no range line', () => {
  expect(dotPlot([0, 0, 5, 0], 0, cellLayout).range).toBeNull();
});

test('even three hundred ballots stay inside their column', () => {
  for (const layout of [cellLayout, largeLayout, wallLayout]) {
    for (const counts of [
      [0, 0, 0, 300],
      [75, 75, 75, 75],
      [0, 9, 0, 0],
    ] as Counts[]) {
      const plot = dotPlot(counts, 0, layout);
      for (const dot of plot.dots) {
        if (dot.level === '?') continue;
        expect(Math.abs(dot.x - layout.levels[dot.level])).toBeLessThanOrEqual(layout.width / 2 + 0.5);
        expect(dot.y).toBeGreaterThan(layout.floor - layout.height - 0.1);
      }
      for (const bar of plot.bars) {
        expect(bar.width).toBeLessThanOrEqual(layout.width);
        expect(bar.y).toBeGreaterThan(layout.floor - layout.height - 0.1);
      }
    }
  }
});

test('the limb ends where its numbers say and its index follows the time left', () => {
  const drawing = limb(272, 600, panelLimb);
  expect(drawing.track).toBe('M0,24A250 250 0 0 0 250,24');
  expect(drawing.used).toContain('112.');
  expect(drawing.labels.map((label) => label.text)).toEqual(['0', '5', '10']);
  expect(limb(60, 150, panelLimb).labels.map((label) => label.text)).toEqual(['0', '1', '2', '2:30']);
});

test('time is read as a clock and announced rarely', () => {
  expect(clockFace(272)).toBe('4:32');
  expect(clockFace(3725)).toBe('1:02:05');
  expect([300, 120, 30, 0, 299].map((left) => announcement(left, 600))).toEqual([
    'Half of the time is left',
    '2 minutes left',
    '30 seconds left',
    'Time is up',
    '',
  ]);
});

test('a room of thirty is seen one by one, a crowd as bars that are as high as it is', () => {
  expect(dotPlot([0, 0, 0, 30], 0, cellLayout).dots).toHaveLength(30);
  const crowd = dotPlot([0, 50, 100, 0], 25, largeLayout);
  expect(crowd.dots).toHaveLength(0);
  expect(crowd.bars.map((bar) => [bar.level, bar.count])).toEqual([
    [1, 50],
    [2, 100],
    ['?', 25],
  ]);
  const [fewer, more] = crowd.bars;
  expect((more?.height ?? 0) / (fewer?.height ?? 1)).toBeCloseTo(2);
});

test('forty marks are seen one by one and one more makes bars', () => {
  expect(dotPlot([0, 0, 20, 19], 1, cellLayout).dots).toHaveLength(40);
  expect(dotPlot([0, 0, 20, 20], 1, cellLayout).dots).toHaveLength(0);
});

test('what is drawn begins below its top, so that the room above it can be left out', () => {
  const few = dotPlot([1, 0, 0, 1], 0, largeLayout);
  const many = dotPlot([1, 0, 0, 5], 0, largeLayout);
  expect(few.top).toBeGreaterThan(many.top);
  for (const plot of [few, many, dotPlot([0, 50, 100, 0], 25, largeLayout)]) {
    expect(Math.min(...plot.dots.map((dot) => dot.y), ...plot.bars.map((bar) => bar.y))).toBeGreaterThan(
      plot.top,
    );
    expect(plot.top).toBeGreaterThanOrEqual(-4);
  }
});

test('the number of a talk item stands over the first level that is low enough', () => {
  expect(roomForNumber([1, 0, 2, 4], 0)).toBe(0);
  expect(roomForNumber([2, 5, 0, 0], 0)).toBe(0);
  expect(roomForNumber([7, 0, 1, 1], 0)).toBe(1);
  expect(roomForNumber([60, 50, 10, 30], 5), 'bars').toBe(2);
  expect(roomForNumber([100, 99, 98, 97], 0), 'where nothing is free, over the lowest').toBe(3);
});

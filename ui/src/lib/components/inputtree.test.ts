import { expect, test } from 'vitest';
import {
  below,
  columnWidth,
  focusAfter,
  layoutTree,
  moveFocus,
  outline,
  starId,
  type Measures,
  type TreeNode,
} from './inputtree.ts';

const node = (id: string, parentId: string | null = null, exact = true): TreeNode => ({
  id,
  parentId,
  name: id,
  value: '',
  owner: '',
  bet: '',
  exact,
  joins: 'sum',
});
const measures: Measures = {
  starWidth: 150,
  nodeWidth: 200,
  gapX: 60,
  gapY: 8,
  starHeight: 90,
  heightOf: (id) => 30 + (id.length % 5) * 17,
};
const slotwell = [
  node('active'),
  node('share'),
  node('new', 'active'),
  node('back', 'active'),
  node('people', 'share', false),
];

/** A tree of any shape, the same on every run. */
function grown(size: number): TreeNode[] {
  let seed = 7;
  const next = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648);
  return Array.from({ length: size }, (_, i) =>
    node(`node-${'x'.repeat(i % 7)}${i}`, i < 4 ? null : `node-${'x'.repeat((next() % i) % 7)}${next() % i}`),
  );
}

test('the outline walks a branch to its end before the next', () => {
  const nodes = outline(slotwell);
  expect(nodes.map((one) => [one.id, one.level, one.place, one.siblings])).toEqual([
    ['active', 1, 1, 2],
    ['new', 2, 1, 2],
    ['back', 2, 2, 2],
    ['share', 1, 2, 2],
    ['people', 2, 1, 1],
  ]);
});

test('a node whose parent is gone hangs on the star', () => {
  expect(outline([node('lost', 'nobody')])[0]).toMatchObject({ id: 'lost', level: 1, parentId: null });
});

test('no two of 200 nodes overlap, and none leaves the drawing', () => {
  const nodes = outline(grown(200));
  expect(nodes).toHaveLength(200);
  const layout = layoutTree(nodes, 'product', measures);
  const boxes = [layout.star, ...layout.boxes.values()];
  expect(boxes).toHaveLength(201);
  for (const [i, a] of boxes.entries()) {
    expect(a.y).toBeGreaterThanOrEqual(-0.001);
    expect(a.y + a.height).toBeLessThanOrEqual(layout.height + 0.001);
    expect(a.x + a.width).toBeLessThanOrEqual(layout.width);
    for (const b of boxes.slice(i + 1)) {
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart, `${a.id} meets ${b.id}`).toBe(true);
    }
  }
});

test('a parent stands in the middle of what hangs on it', () => {
  const layout = layoutTree(outline(slotwell), 'product', { ...measures, heightOf: () => 40 });
  const middle = (id: string): number => {
    const box = layout.boxes.get(id);
    return box ? box.y + box.height / 2 : NaN;
  };
  expect(middle('active')).toBeCloseTo((middle('new') + middle('back')) / 2);
  expect(layout.star.y + layout.star.height / 2).toBeCloseTo(layout.height / 2);
});

test('exact links are solid, believed ones are dotted, and only exact parts carry a sign', () => {
  const layout = layoutTree(outline(slotwell), 'product', measures);
  expect(layout.edges.map((edge) => [edge.id, edge.exact])).toEqual([
    ['active', true],
    ['share', true],
    ['new', true],
    ['back', true],
    ['people', false],
  ]);
  expect(layout.joins.map((join) => [join.id, join.joins])).toEqual([
    [starId, 'product'],
    ['active', 'sum'],
  ]);
});

test('columns use the room there is, and scroll before they get too narrow', () => {
  expect(columnWidth(700, 2, 150, 50, 200, 260)).toBe(225);
  expect(columnWidth(2000, 2, 150, 50, 200, 260)).toBe(260);
  expect(columnWidth(400, 5, 150, 50, 200, 260)).toBe(200);
  expect(columnWidth(400, 0, 150, 50, 200, 260)).toBe(200);
});

test('a star without inputs is a box of its own', () => {
  const layout = layoutTree([], 'sum', measures);
  expect(layout.height).toBe(90);
  expect(layout.edges).toEqual([]);
});

test('arrows walk the outline up and down, in and out', () => {
  const nodes = outline(slotwell);
  expect(moveFocus(nodes, starId, 'ArrowDown')).toBe('active');
  expect(moveFocus(nodes, 'back', 'ArrowDown')).toBe('share');
  expect(moveFocus(nodes, 'people', 'ArrowDown')).toBe('people');
  expect(moveFocus(nodes, 'active', 'ArrowUp')).toBe(starId);
  expect(moveFocus(nodes, starId, 'ArrowUp')).toBe(starId);
  expect(moveFocus(nodes, 'active', 'ArrowRight')).toBe('new');
  expect(moveFocus(nodes, 'new', 'ArrowRight')).toBe('new');
  expect(moveFocus(nodes, 'new', 'ArrowLeft')).toBe('active');
  expect(moveFocus(nodes, 'active', 'ArrowLeft')).toBe(starId);
  expect(moveFocus(nodes, 'new', 'End')).toBe('people');
  expect(moveFocus(nodes, 'people', 'Home')).toBe(starId);
  expect(moveFocus([], starId, 'ArrowRight')).toBe(starId);
});

test('after a node is taken out the focus stays close by', () => {
  const nodes = outline(slotwell);
  expect(focusAfter(nodes, 'new')).toBe('back');
  expect(focusAfter(nodes, 'back')).toBe('new');
  expect(focusAfter(nodes, 'people')).toBe('share');
  expect(focusAfter(nodes, 'nobody')).toBe(starId);
});

test('what hangs below a node cannot be its parent', () => {
  expect([...below(outline(slotwell), 'active')]).toEqual(['new', 'back']);
});

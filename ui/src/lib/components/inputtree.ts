/**
 * Where every node of the input tree stands. The drawing and the outline are one list in one
 * order, so what a screen reader says is what the eye sees.
 */
export interface TreeNode {
  id: string;
  /** Nothing hangs on the star. */
  parentId: string | null;
  name: string;
  /** Value with unit, as printed; empty while unknown. */
  value: string;
  /** Team and person; empty is a gap. */
  owner: string;
  bet: string;
  /** Solid when it adds up exactly, dotted when it is believed to help. */
  exact: boolean;
  /** How its own exact parts make it up. */
  joins: 'sum' | 'product';
}

/** A node with its place in the outline. */
export interface OutlineNode extends TreeNode {
  /** 1 hangs on the star. */
  level: number;
  /** Place among its siblings, from 1. */
  place: number;
  siblings: number;
  children: string[];
}

/** The nodes in reading order. Nodes whose parent is gone hang on the star, so nothing disappears. */
export function outline(nodes: readonly TreeNode[]): OutlineNode[] {
  const known = new Set(nodes.map((node) => node.id));
  const below = new Map<string | null, TreeNode[]>();
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const out: OutlineNode[] = [];
  const walk = (parent: string | null, level: number): void => {
    const siblings = below.get(parent) ?? [];
    siblings.forEach((node, index) => {
      const children = (below.get(node.id) ?? []).map((child) => child.id);
      out.push({ ...node, parentId: parent, level, place: index + 1, siblings: siblings.length, children });
      walk(node.id, level + 1);
    });
  };
  walk(null, 1);
  return out;
}

export interface Measures {
  /** Widths of the star's box and of every other column, and the room for edges between them. */
  starWidth: number;
  nodeWidth: number;
  gapX: number;
  gapY: number;
  starHeight: number;
  /** The height of one node. */
  heightOf: (id: string) => number;
}

/** A column is as wide as the room allows, between what a name needs and what an eye follows. */
export function columnWidth(
  room: number,
  depth: number,
  starWidth: number,
  gapX: number,
  least: number,
  most: number,
): number {
  if (depth === 0) return least;
  return Math.min(Math.max((room - starWidth) / depth - gapX, least), most);
}

export interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Edge {
  id: string;
  path: string;
  exact: boolean;
}

/** The sign between exact parts of one node. */
export interface Join {
  id: string;
  x: number;
  y: number;
  joins: 'sum' | 'product';
}

export interface TreeLayout {
  star: Box;
  boxes: Map<string, Box>;
  edges: Edge[];
  joins: Join[];
  width: number;
  height: number;
}

export const starId = '';

/**
 * A tidy tree from left to right: each subtree has a band of its own, so no two nodes meet, and a
 * parent stands in the middle of its band.
 */
export function layoutTree(
  nodes: readonly OutlineNode[],
  starJoins: 'sum' | 'product',
  measures: Measures,
): TreeLayout {
  const { starWidth, nodeWidth, gapX, gapY, starHeight, heightOf } = measures;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const firsts = nodes.filter((node) => node.level === 1).map((node) => node.id);
  const bands = new Map<string, number>();
  const stacked = (ids: readonly string[]): number =>
    ids.reduce((sum, id) => sum + (bands.get(id) ?? 0), 0) + Math.max(0, ids.length - 1) * gapY;
  // Children come after their parent in the outline, so from the end every child is known.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node) bands.set(node.id, Math.max(heightOf(node.id), stacked(node.children)));
  }
  const height = Math.max(starHeight, stacked(firsts));

  const boxes = new Map<string, Box>();
  const place = (ids: readonly string[], top: number, room: number): void => {
    let y = top + (room - stacked(ids)) / 2;
    for (const id of ids) {
      const node = byId.get(id);
      const band = bands.get(id) ?? 0;
      if (node) {
        const own = heightOf(id);
        const x = starWidth + gapX + (node.level - 1) * (nodeWidth + gapX);
        boxes.set(id, { id, x, y: y + (band - own) / 2, width: nodeWidth, height: own });
        place(node.children, y, band);
      }
      y += band + gapY;
    }
  };
  place(firsts, 0, height);
  const star: Box = { id: starId, x: 0, y: (height - starHeight) / 2, width: starWidth, height: starHeight };

  const edges: Edge[] = [];
  const joins: Join[] = [];
  const link = (from: Box, ids: readonly string[], how: 'sum' | 'product'): void => {
    const x1 = from.x + from.width;
    const y1 = from.y + from.height / 2;
    let exact = 0;
    for (const id of ids) {
      const to = boxes.get(id);
      const node = byId.get(id);
      if (!to || !node) continue;
      if (node.exact) exact += 1;
      const x2 = to.x - gapX / 8;
      const y2 = to.y + to.height / 2;
      const middle = (x1 + x2) / 2;
      const n = (value: number): string => String(Math.round(value * 10) / 10);
      edges.push({
        id,
        exact: node.exact,
        path: `M${n(x1)} ${n(y1)}C${n(middle)} ${n(y1)} ${n(middle)} ${n(y2)} ${n(x2)} ${n(y2)}`,
      });
    }
    if (exact > 1) joins.push({ id: from.id, x: x1 + gapX * 0.3, y: y1, joins: how });
  };
  link(star, firsts, starJoins);
  for (const node of nodes) {
    const box = boxes.get(node.id);
    if (box) link(box, node.children, node.joins);
  }
  const depth = nodes.reduce((most, node) => Math.max(most, node.level), 0);
  return { star, boxes, edges, joins, width: starWidth + depth * (nodeWidth + gapX), height };
}

/** Where the focus goes from a node; the star counts as the first of the list. */
export function moveFocus(nodes: readonly OutlineNode[], at: string, key: string): string {
  const order = [starId, ...nodes.map((node) => node.id)];
  const index = Math.max(0, order.indexOf(at));
  const node = nodes[index - 1];
  const first = nodes.find((one) => one.level === 1)?.id;
  switch (key) {
    case 'ArrowDown':
      return order[Math.min(index + 1, order.length - 1)] ?? at;
    case 'ArrowUp':
      return order[Math.max(index - 1, 0)] ?? at;
    case 'ArrowRight':
      return (node ? node.children[0] : first) ?? at;
    case 'ArrowLeft':
      return node ? (node.parentId ?? starId) : at;
    case 'Home':
      return starId;
    case 'End':
      return order[order.length - 1] ?? at;
    default:
      return at;
  }
}

/** Where the focus goes when a node is taken out: the next sibling, the one before, or the parent. */
export function focusAfter(nodes: readonly OutlineNode[], gone: string): string {
  const node = nodes.find((one) => one.id === gone);
  if (!node) return starId;
  const siblings = nodes.filter((one) => one.parentId === node.parentId).map((one) => one.id);
  return siblings[node.place] ?? siblings[node.place - 2] ?? node.parentId ?? starId;
}

/** Everything that hangs below a node, which can therefore not be its parent. */
export function below(nodes: readonly OutlineNode[], id: string): Set<string> {
  const found = new Set<string>();
  const walk = (at: string): void => {
    for (const child of nodes.find((node) => node.id === at)?.children ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      walk(child);
    }
  };
  walk(id);
  return found;
}

//! Where everything in an input tree stands.

mod words;

use super::super::{Anchor, Dash, Geometry, LabelFace, Point, Role, Shape, Stroke, Weight, point, round, stroke};
use super::{Edge, StarBox, TreeFigure, TreeNode};
pub(super) use words::text_width;
use words::{cut, wrap};

const WIDTH: f64 = 640.0;
const STAR_WIDTH: f64 = 142.0;
const LEAF_WIDTH: f64 = 248.0;
/// Room between the columns for the curves.
const CHANNEL: f64 = 54.0;
/// How far left of its inputs an inner node's curves begin.
const FORK: f64 = 56.0;
const LINE: f64 = 16.0;
const GROUP_GAP: f64 = 14.0;

/// A node with its place: top of its rows, and the line its edge arrives at.
struct Placed<'a> {
    node: &'a TreeNode,
    x: f64,
    top: f64,
    arrive: f64,
    rows: Rows,
    children: Vec<Placed<'a>>,
}

/// The text lines of a node, relative to its top.
struct Rows {
    lines: Vec<Row>,
    height: f64,
}

struct Row {
    y: f64,
    text: String,
    size: f64,
    weight: Weight,
    face: LabelFace,
    role: Role,
}

pub(super) fn geometry(tree: &TreeFigure) -> Geometry {
    let depth = tree.inputs.iter().map(depth_of).max().unwrap_or(0);
    let mut cursor = 1.0;
    let placed = place(&tree.inputs, 1, depth, &mut cursor);
    let star = star_lines(&tree.star);
    let star_height = star.height();
    let height = cursor.max(star_height + 2.0);
    let middle = match (placed.first(), placed.last()) {
        (Some(first), Some(last)) => (first.arrive + last.arrive) / 2.0,
        (None, None) | (Some(_), None) | (None, Some(_)) => height / 2.0,
    };
    let middle = middle.clamp(star_height / 2.0 + 1.0, height - star_height / 2.0 - 1.0);

    let mut shapes = Vec::new();
    edges(&mut shapes, Point { x: STAR_WIDTH, y: middle }, &placed);
    for node in &placed {
        draw(&mut shapes, node);
    }
    star.draw(&mut shapes, middle);
    Geometry { width: WIDTH, height: round(height), shapes }
}

fn depth_of(node: &TreeNode) -> usize {
    1 + node.inputs.iter().map(depth_of).max().unwrap_or(0)
}

fn place<'a>(nodes: &'a [TreeNode], level: usize, depth: usize, cursor: &mut f64) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 && !(node.inputs.is_empty() && nodes[index - 1].inputs.is_empty()) {
            *cursor += GROUP_GAP;
        }
        if node.inputs.is_empty() {
            let rows = leaf_rows(node);
            let top = *cursor;
            *cursor += rows.height;
            let (x, arrive) = (WIDTH - LEAF_WIDTH, top + 20.0);
            placed.push(Placed { node, x, top, arrive, rows, children: Vec::new() });
        } else {
            let children = place(&node.inputs, level + 1, depth, cursor);
            let first = children.first().expect("a node with inputs has a first one").arrive;
            let last = children.last().expect("a node with inputs has a last one").arrive;
            let arrive = (first + last) / 2.0;
            let rows = inner_rows(node, column_step(depth) - FORK - 6.0);
            let x = STAR_WIDTH + CHANNEL + (level as f64 - 1.0) * column_step(depth);
            let top = arrive - rows.height / 2.0 - 1.0;
            placed.push(Placed { node, x, top, arrive, rows, children });
        }
    }
    placed
}

/// Inner columns share what the star and the leaves leave free.
fn column_step(depth: usize) -> f64 {
    let columns = depth.saturating_sub(1).max(1) as f64;
    (WIDTH - LEAF_WIDTH - STAR_WIDTH - CHANNEL) / columns
}

fn edges(shapes: &mut Vec<Shape>, from: Point, children: &[Placed<'_>]) {
    for child in children {
        let to = child.x - 8.0;
        let bend = (to - from.x) * 0.66;
        let line = match child.node.edge {
            Edge::Product | Edge::Sum => stroke(Role::InkSoft, 1.6),
            Edge::Believed => Stroke { role: Role::Edge, width: 1.8, dash: Dash::Dotted },
        };
        shapes.push(Shape::Curve {
            from: point(from.x, from.y),
            bend: [point(from.x + bend, from.y), point(to - bend, child.arrive)],
            to: point(to, child.arrive),
            stroke: line,
        });
    }
    for child in children {
        if let Some(nearest) = child.children.iter().map(|node| node.x).reduce(f64::min) {
            edges(shapes, Point { x: nearest - FORK, y: child.arrive }, &child.children);
        }
    }
    let mut sign = None;
    for child in children {
        match child.node.edge {
            Edge::Product | Edge::Sum => sign = Some(child.node.edge),
            Edge::Believed => {}
        }
    }
    if let Some(sign) = sign
        && children.len() > 1
    {
        // The star's box has an edge; an inner node's curves start in the open.
        let x = if from.x > STAR_WIDTH { from.x } else { from.x + 26.0 };
        operator(shapes, Point { x, y: from.y }, sign);
    }
}

fn operator(shapes: &mut Vec<Shape>, at: Point, sign: Edge) {
    shapes.push(Shape::Circle {
        at: point(at.x, at.y),
        radius: 9.0,
        fill: Some(Role::Sheet),
        stroke: Some(stroke(Role::InkSoft, 1.0)),
    });
    let arm = |dx: f64, dy: f64| Shape::Line {
        from: point(at.x - dx, at.y - dy),
        to: point(at.x + dx, at.y + dy),
        stroke: stroke(Role::Ink, 1.5),
    };
    match sign {
        Edge::Product => shapes.extend([arm(3.5, 3.5), arm(3.5, -3.5)]),
        Edge::Sum | Edge::Believed => shapes.extend([arm(4.5, 0.0), arm(0.0, 4.5)]),
    }
}

impl Rows {
    fn new() -> Self {
        Rows { lines: Vec::new(), height: 0.0 }
    }

    fn push(&mut self, advance: f64, text: String, size: f64, weight: Weight, role: Role) {
        self.height += advance;
        let face = LabelFace::Plain;
        self.lines.push(Row { y: self.height, text, size, weight, face, role });
    }

    fn push_voice(&mut self, text: String) {
        self.push(LINE + 1.0, text, 14.0, Weight::Regular, Role::InkSoft);
        if let Some(row) = self.lines.last_mut() {
            row.face = LabelFace::Voice;
        }
    }
}

fn leaf_rows(node: &TreeNode) -> Rows {
    let value_width = node.value.as_deref().map_or(0.0, |value| text_width(value, 15.0) + 12.0);
    let width = (LEAF_WIDTH - value_width).max(LEAF_WIDTH / 2.0);
    let mut rows = Rows::new();
    rows.height = 2.0;
    for line in wrap(&node.name, width, 13.0, 3) {
        rows.push(LINE, line, 13.0, Weight::Medium, Role::Ink);
    }
    if let Some(owner) = &node.owner {
        rows.push(LINE, cut(owner, width, 11.5), 11.5, Weight::Regular, Role::InkFaint);
    }
    if let Some(bet) = &node.bet {
        for line in wrap(bet, LEAF_WIDTH, 14.0, 2) {
            rows.push_voice(line);
        }
    }
    rows.height += 12.0;
    rows
}

fn inner_rows(node: &TreeNode, width: f64) -> Rows {
    let mut rows = Rows::new();
    if let Some(value) = &node.value {
        rows.push(20.0, cut(value, width, 20.0), 20.0, Weight::Regular, Role::Ink);
    }
    for line in wrap(&node.name, width, 12.5, 3) {
        rows.push(LINE, line, 12.5, Weight::Regular, Role::InkSoft);
    }
    if let Some(owner) = &node.owner {
        rows.push(LINE, cut(owner, width, 11.5), 11.5, Weight::Regular, Role::InkFaint);
    }
    rows.height += 4.0;
    rows
}

fn draw(shapes: &mut Vec<Shape>, placed: &Placed<'_>) {
    for row in &placed.rows.lines {
        shapes.push(Shape::Label {
            at: point(placed.x, placed.top + row.y),
            text: row.text.clone(),
            size: row.size,
            anchor: Anchor::Start,
            weight: row.weight,
            face: row.face,
            role: row.role,
        });
    }
    if placed.children.is_empty() {
        if let Some(value) = &placed.node.value {
            shapes.push(Shape::Label {
                at: point(WIDTH - 2.0, placed.top + 24.0),
                text: cut(value, LEAF_WIDTH / 2.0, 15.0),
                size: 15.0,
                anchor: Anchor::End,
                weight: Weight::Strong,
                face: LabelFace::Plain,
                role: Role::Ink,
            });
        }
        let line = placed.top + placed.rows.height - 3.0;
        shapes.push(Shape::Line {
            from: point(placed.x, line),
            to: point(WIDTH - 2.0, line),
            stroke: stroke(Role::Hair, 1.0),
        });
    }
    for child in &placed.children {
        draw(shapes, child);
    }
}

struct StarLines {
    value: Option<(String, f64)>,
    caption: Vec<String>,
}

fn star_lines(star: &StarBox) -> StarLines {
    StarLines {
        value: star.value.as_deref().map(|value| {
            let width = STAR_WIDTH - 28.0;
            // A long number is set smaller before it is cut.
            let fits = [34.0, 26.0, 20.0].into_iter().find(|&size| text_width(value, size) <= width);
            let size = fits.unwrap_or(15.0);
            (cut(value, width, size), size)
        }),
        caption: wrap(&star.caption, STAR_WIDTH - 28.0, 12.0, 5),
    }
}

impl StarLines {
    fn height(&self) -> f64 {
        let value = if self.value.is_some() { 38.0 } else { 6.0 };
        value + self.caption.len() as f64 * LINE + 18.0
    }

    fn draw(&self, shapes: &mut Vec<Shape>, middle: f64) {
        let top = middle - self.height() / 2.0;
        shapes.push(Shape::Rect {
            at: point(1.0, top),
            width: STAR_WIDTH - 1.0,
            height: round(self.height()),
            fill: Some(Role::StarTint),
            stroke: Some(stroke(Role::StarEdge, 1.0)),
        });
        let mut y = top + 6.0;
        let label = |text: &String, y: f64, size: f64, role: Role| Shape::Label {
            at: point(15.0, y),
            text: text.clone(),
            size,
            anchor: Anchor::Start,
            weight: Weight::Regular,
            face: LabelFace::Plain,
            role,
        };
        if let Some((value, size)) = &self.value {
            y += 32.0;
            shapes.push(label(value, y, *size, Role::Ink));
            y += 4.0;
        }
        for line in &self.caption {
            y += LINE;
            shapes.push(label(line, y, 12.0, Role::InkSoft));
        }
    }
}

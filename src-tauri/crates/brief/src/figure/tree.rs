//! The input tree: the star on the left, inputs to its right.
//!
//! Solid edges are arithmetic and add up exactly; dotted edges are beliefs.

use serde::{Deserialize, Serialize};

use super::{
    Anchor, Dash, Geometry, LabelFace, Point, Role, Shape, Stroke, Weight, point, round, stroke,
};

/// A star and what is said to move it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreeFigure {
    pub star: StarBox,
    pub inputs: Vec<TreeNode>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarBox {
    pub value: Option<String>,
    pub caption: String,
}

/// One input, and the inputs under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreeNode {
    pub name: String,
    pub owner: Option<String>,
    /// What the owner is trying now.
    pub bet: Option<String>,
    pub value: Option<String>,
    /// How this input is tied to what stands left of it.
    pub edge: Edge,
    pub inputs: Vec<TreeNode>,
}

/// How an input is tied to its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// The parent is the product of these inputs.
    Product,
    /// The parent is the sum of these inputs.
    Sum,
    /// Somebody believes it moves the parent.
    Believed,
}

impl Edge {
    /// The edge in words, for the formats that cannot draw.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Edge::Product => "multiplied",
            Edge::Sum => "added",
            Edge::Believed => "believed",
        }
    }
}

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

impl TreeFigure {
    /// Leaves share the last column; inner inputs stand between them and the star.
    #[must_use]
    pub fn geometry(&self) -> Geometry {
        let depth = self.inputs.iter().map(depth_of).max().unwrap_or(0);
        let mut cursor = 1.0;
        let placed = place(&self.inputs, 1, depth, &mut cursor);
        let star = star_lines(&self.star);
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

    /// The tree in words: every input with what it is tied to.
    #[must_use]
    pub fn text_alternative(&self) -> String {
        let mut out = match &self.star.value {
            Some(value) => format!("The star, {value}"),
            None => "The star".to_owned(),
        };
        if self.inputs.is_empty() {
            out.push_str(", has no inputs yet.");
        } else {
            out.push_str(&format!(", rests on {}.", names(&self.inputs)));
        }
        for node in &self.inputs {
            describe(node, &mut out);
        }
        out
    }
}

fn describe(node: &TreeNode, out: &mut String) {
    if node.inputs.is_empty() {
        return;
    }
    out.push_str(&format!(" {} rests on {}.", node.name, names(&node.inputs)));
    for child in &node.inputs {
        describe(child, out);
    }
}

fn names(nodes: &[TreeNode]) -> String {
    nodes
        .iter()
        .map(|node| format!("{} ({})", node.name, node.edge.words()))
        .collect::<Vec<_>>()
        .join(", ")
}

fn depth_of(node: &TreeNode) -> usize {
    1 + node.inputs.iter().map(depth_of).max().unwrap_or(0)
}

fn place<'a>(
    nodes: &'a [TreeNode],
    level: usize,
    depth: usize,
    cursor: &mut f64,
) -> Vec<Placed<'a>> {
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
    value: Option<String>,
    caption: Vec<String>,
}

fn star_lines(star: &StarBox) -> StarLines {
    StarLines {
        value: star.value.as_deref().map(|value| cut(value, STAR_WIDTH - 28.0, 34.0)),
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
        if let Some(value) = &self.value {
            y += 32.0;
            shapes.push(label(value, y, 34.0, Role::Ink));
            y += 4.0;
        }
        for line in &self.caption {
            y += LINE;
            shapes.push(label(line, y, 12.0, Role::InkSoft));
        }
    }
}

/// Breaks a text into lines of about the given width; what does not fit ends in an ellipsis.
///
/// The full text stands in the table beside the figure, so nothing is lost.
fn wrap(text: &str, width: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if text_width(&longer, size) <= width || line.is_empty() {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines.into_iter().map(|line| cut(&line, width, size)).collect()
}

fn cut(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if text_width(&out, size) + text_width("…", size) + char_width(c) * size > width {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end().trim_end_matches('…'))
}

fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size
}

/// Advance widths of the screen face, in classes; no font is opened to lay out a tree.
fn char_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ';' | ':' | '\'' | '!' | '|' | '’' => 0.29,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.37,
        'm' | 'w' | 'M' | 'W' | '…' | '%' | '@' => 0.86,
        'A'..='Z' => 0.66,
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0.0,
        c if (c as u32) < 0x1100 => 0.56,
        _ => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(name: &str, edge: Edge) -> TreeNode {
        TreeNode {
            name: name.to_owned(),
            owner: Some("Hanna, Design".to_owned()),
            bet: Some("Invite the team".to_owned()),
            value: Some("3.4".to_owned()),
            edge,
            inputs: Vec::new(),
        }
    }

    fn star(inputs: Vec<TreeNode>) -> TreeFigure {
        TreeFigure {
            star: StarBox { value: Some("412".to_owned()), caption: "accounts, week of 25 May".to_owned() },
            inputs,
        }
    }

    fn inside(geometry: &Geometry) {
        for shape in &geometry.shapes {
            if let Shape::Label { at, text, size, anchor: Anchor::Start, .. } = shape {
                assert!(at.y > 0.0 && at.y <= geometry.height, "{text} leaves the box");
                assert!(at.x + text_width(text, *size) <= geometry.width + 1.0, "{text} is too wide");
            }
        }
    }

    #[test]
    fn a_belief_is_dotted_and_arithmetic_is_solid() {
        let tree = star(vec![leaf("Active accounts", Edge::Product), leaf("People", Edge::Believed)]);
        let dashes: Vec<Dash> = tree
            .geometry()
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Curve { stroke, .. } => Some(stroke.dash),
                Shape::Line { .. }
                | Shape::Circle { .. }
                | Shape::Rect { .. }
                | Shape::Triangle { .. }
                | Shape::Label { .. } => None,
            })
            .collect();
        assert_eq!(dashes, [Dash::Solid, Dash::Dotted]);
    }

    #[test]
    fn long_names_stay_inside_the_drawing() {
        let long = "Accounts ".repeat(30) + &"x".repeat(120);
        let mut parent = leaf(&long, Edge::Sum);
        parent.inputs = vec![leaf(&long, Edge::Believed), leaf("b", Edge::Believed)];
        inside(&star(vec![parent, leaf(&long, Edge::Sum)]).geometry());
    }

    #[test]
    fn three_levels_keep_their_columns_apart() {
        let mut inner = leaf("Inner", Edge::Sum);
        inner.inputs = vec![leaf("Leaf", Edge::Believed)];
        let mut outer = leaf("Outer", Edge::Product);
        outer.inputs = vec![inner];
        inside(&star(vec![outer]).geometry());
    }

    #[test]
    fn a_star_without_inputs_still_has_a_box() {
        let tree = star(Vec::new());
        assert!(tree.geometry().height > 60.0);
        assert!(tree.text_alternative().contains("no inputs yet"));
    }
}

//! The input tree: the star on the left, inputs to its right.
//!
//! Solid edges are arithmetic and add up exactly; dotted edges are beliefs.

mod layout;

use serde::{Deserialize, Serialize};

use super::Geometry;

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

impl TreeFigure {
    /// Leaves share the last column; inner inputs stand between them and the star.
    #[must_use]
    pub fn geometry(&self) -> Geometry {
        layout::geometry(self)
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
    nodes.iter().map(|node| format!("{} ({})", node.name, node.edge.words())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::{Anchor, Dash, Shape};
    use super::layout::text_width;
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

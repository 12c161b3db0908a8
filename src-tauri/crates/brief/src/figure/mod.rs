//! Figures as typed geometry: shapes with roles, no colours.
//!
//! A figure is data first ([`DotPlot`], [`TreeFigure`]); its geometry is
//! computed from it and is the same on paper, in HTML and on a screen.
//! Coordinates are rounded to two decimals so that files are repeatable.

mod dots;
mod limb;
mod svg;
mod tree;

use serde::{Deserialize, Serialize};

pub use dots::{DotPlot, Level};
pub use limb::limb;
pub use svg::svg;
pub use tree::{Edge, StarBox, TreeFigure, TreeNode};

/// Any figure a brief can hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "figure")]
pub enum Figure {
    Dots(DotPlot),
    Tree(TreeFigure),
}

impl Figure {
    /// The shapes that draw this figure.
    #[must_use]
    pub fn geometry(&self) -> Geometry {
        match self {
            Figure::Dots(plot) => plot.geometry(),
            Figure::Tree(tree) => tree.geometry(),
        }
    }
}

/// A drawing: a box and the shapes in it, painted in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Geometry {
    pub width: f64,
    pub height: f64,
    pub shapes: Vec<Shape>,
}

/// One mark of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "shape")]
pub enum Shape {
    Line { from: Point, to: Point, stroke: Stroke },
    Curve { from: Point, bend: [Point; 2], to: Point, stroke: Stroke },
    Circle { at: Point, radius: f64, fill: Option<Role>, stroke: Option<Stroke> },
    Rect { at: Point, width: f64, height: f64, fill: Option<Role>, stroke: Option<Stroke> },
    Triangle { corners: [Point; 3], fill: Role },
    Label { at: Point, text: String, size: f64, anchor: Anchor, weight: Weight, face: LabelFace, role: Role },
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    pub role: Role,
    pub width: f64,
    pub dash: Dash,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    Solid,
    Dotted,
    Dashed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    Regular,
    Medium,
    Strong,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelFace {
    Plain,
    Voice,
}

/// What a mark stands for; the medium decides which colour that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Sheet,
    Ink,
    InkSoft,
    InkFaint,
    Rule,
    Hair,
    Edge,
    Level0,
    Level1,
    Level2,
    Level3,
    CannotJudge,
    StarTint,
    StarEdge,
}

fn point(x: f64, y: f64) -> Point {
    Point { x: round(x), y: round(y) }
}

fn stroke(role: Role, width: f64) -> Stroke {
    Stroke { role, width, dash: Dash::Solid }
}

fn round(value: f64) -> f64 {
    let rounded = (value * 100.0).round() / 100.0;
    // Minus zero would print as "-0".
    if rounded == 0.0 { 0.0 } else { rounded }
}

//! Any geometry as a self-contained SVG file.

use std::fmt::Write as _;

use super::{Anchor, Dash, Geometry, LabelFace, Point, Role, Shape, Stroke, Weight};
use crate::text::printable;

/// The figure as SVG: fixed colours of the paper theme, `<title>` and `<desc>` first.
#[must_use]
pub fn svg(geometry: &Geometry, title: &str, description: &str) -> String {
    let mut out = String::new();
    let Geometry { width, height, shapes } = geometry;
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{label}">"#,
        label = escape(description),
    );
    if !title.is_empty() {
        let _ = write!(out, "<title>{}</title>", escape(title));
    }
    let _ = write!(out, "<desc>{}</desc>", escape(description));
    for shape in shapes {
        draw(&mut out, shape);
    }
    out.push_str("</svg>");
    out
}

fn draw(out: &mut String, shape: &Shape) {
    // Writing into a String cannot fail.
    let _ = match shape {
        Shape::Line { from, to, stroke } => {
            write!(out, r#"<path d="M{}L{}" fill="none"{}/>"#, xy(*from), xy(*to), stroked(*stroke))
        }
        Shape::Curve { from, bend: [first, second], to, stroke } => write!(
            out,
            r#"<path d="M{}C{} {} {}" fill="none"{}/>"#,
            xy(*from),
            xy(*first),
            xy(*second),
            xy(*to),
            stroked(*stroke)
        ),
        Shape::Circle { at, radius, fill, stroke } => write!(
            out,
            r#"<circle cx="{}" cy="{}" r="{radius}"{}{}/>"#,
            at.x,
            at.y,
            filled(*fill),
            stroke.map(stroked).unwrap_or_default()
        ),
        Shape::Rect { at, width, height, fill, stroke } => write!(
            out,
            r#"<rect x="{}" y="{}" width="{width}" height="{height}"{}{}/>"#,
            at.x,
            at.y,
            filled(*fill),
            stroke.map(stroked).unwrap_or_default()
        ),
        Shape::Triangle { corners: [a, b, c], fill } => {
            write!(out, r#"<path d="M{}L{}L{}Z"{}/>"#, xy(*a), xy(*b), xy(*c), filled(Some(*fill)))
        }
        Shape::Label { at, text, size, anchor, weight, face, role } => write!(
            out,
            r#"<text x="{}" y="{}" font-size="{size}"{}{}{}{}>{}</text>"#,
            at.x,
            at.y,
            match anchor {
                Anchor::Start => "",
                Anchor::Middle => r#" text-anchor="middle""#,
                Anchor::End => r#" text-anchor="end""#,
            },
            match weight {
                Weight::Regular => "",
                Weight::Medium => r#" font-weight="500""#,
                Weight::Strong => r#" font-weight="600""#,
            },
            match face {
                LabelFace::Plain => r#" font-family="'Atkinson Hyperlegible Next', sans-serif""#,
                LabelFace::Voice => r#" font-family="Newsreader, serif" font-style="italic""#,
            },
            filled(Some(*role)),
            escape(text)
        ),
    };
}

fn xy(point: Point) -> String {
    format!("{} {}", point.x, point.y)
}

fn filled(role: Option<Role>) -> String {
    match role {
        Some(role) => format!(r#" fill="{}""#, colour(role)),
        None => r#" fill="none""#.to_owned(),
    }
}

fn stroked(stroke: Stroke) -> String {
    let dash = match stroke.dash {
        Dash::Solid => "",
        Dash::Dotted => r#" stroke-dasharray="1 4" stroke-linecap="round""#,
        Dash::Dashed => r#" stroke-dasharray="1.6 1.3""#,
    };
    format!(r#" stroke="{}" stroke-width="{}"{dash}"#, colour(stroke.role), stroke.width)
}

/// The paper theme of the design tokens; an SVG file has no style sheet to ask.
fn colour(role: Role) -> &'static str {
    match role {
        Role::Sheet => "#ffffff",
        Role::Ink => "#0e1d2a",
        Role::InkSoft => "#364754",
        Role::InkFaint => "#536470",
        Role::Rule => "#c3ced5",
        Role::Hair => "#dce4e8",
        Role::Edge => "#7c8e9a",
        Role::Level0 => "#a52f14",
        Role::Level1 => "#b4683a",
        Role::Level2 => "#3c7fad",
        Role::Level3 => "#0b4672",
        Role::CannotJudge => "#5a6973",
        Role::StarTint => "#fff6dd",
        Role::StarEdge => "#7a5200",
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f82_a_label_cannot_become_an_element() {
        let geometry = Geometry {
            width: 10.0,
            height: 10.0,
            shapes: vec![Shape::Label {
                at: Point { x: 0.0, y: 0.0 },
                text: "</text><script>\"x\"&".to_owned(),
                size: 9.0,
                anchor: Anchor::Start,
                weight: Weight::Regular,
                face: LabelFace::Plain,
                role: Role::Ink,
            }],
        };
        let file = svg(&geometry, "\"><b>", "'");
        assert!(file.contains("&lt;/text&gt;&lt;script&gt;&quot;x&quot;&amp;"), "{file}");
        assert!(!file.contains("<script"));
        assert!(!file.contains("<b>"));
    }
}

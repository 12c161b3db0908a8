//! One criterion of one candidate: a dot for each ballot, or bars for a crowd, the range and the median.

use serde::{Deserialize, Serialize};
use sextant_domain::tally::CellCounts;

use super::{Anchor, Dash, Geometry, LabelFace, Role, Shape, Stroke, Weight, point, round, stroke};

/// A score level. "Cannot judge" is apart from these, not a low level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Fails,
    Doubtful,
    WithCondition,
    Clearly,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Fails, Level::Doubtful, Level::WithCondition, Level::Clearly];

    /// 0 to 3.
    #[must_use]
    pub fn number(self) -> usize {
        match self {
            Level::Fails => 0,
            Level::Doubtful => 1,
            Level::WithCondition => 2,
            Level::Clearly => 3,
        }
    }

    fn role(self) -> Role {
        match self {
            Level::Fails => Role::Level0,
            Level::Doubtful => Role::Level1,
            Level::WithCondition => Role::Level2,
            Level::Clearly => Role::Level3,
        }
    }
}

/// Counts of ballots per level; nothing in it points to a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DotPlot {
    /// Ballots at levels 0, 1, 2 and 3.
    pub counts: [u32; 4],
    pub cannot_judge: u32,
    /// The median as the workshop computed it; none when nobody could judge.
    pub median: Option<f64>,
}

const WIDTH: f64 = 82.0;
const STEP: f64 = 17.0;
const LEFT: f64 = 11.0;
const UNKNOWN_X: f64 = 75.0;
const ROW: f64 = 6.7;
const PER_ROW: u32 = 2;
const MOST_ROWS: u32 = 6;
const BAR_WIDTH: f64 = 10.72;
/// How high the fullest bar is, and what its count needs above it.
const BAR_ROOM: f64 = 26.8;
const COUNT_ROOM: f64 = 9.0;

impl DotPlot {
    /// The median as printed: "3", "2.5" or "?".
    #[must_use]
    pub fn median_label(&self) -> String {
        match self.median {
            Some(median) => format!("{median}"),
            None => "?".to_owned(),
        }
    }

    /// The level whose glyph stands beside the median: the one it has reached.
    #[must_use]
    pub fn median_level(&self) -> Option<Level> {
        let median = self.median?;
        Level::ALL.into_iter().rev().find(|level| level.number() as f64 <= median)
    }

    /// The plot in words, for those who cannot see it.
    #[must_use]
    pub fn text_alternative(&self) -> String {
        let [none, one, two, three] = self.counts;
        let mut text = format!("Median {}; {none} at 0, {one} at 1, {two} at 2, {three} at 3", self.median_label());
        if self.cannot_judge > 0 {
            text.push_str(&format!(", {} cannot judge", self.cannot_judge));
        }
        text
    }

    /// The marks in one breath: "0×2 2×4 ?×1". Levels nobody gave are left out.
    #[must_use]
    pub fn spread(&self) -> String {
        let levels = ["0", "1", "2", "3"].into_iter().zip(self.counts).chain([("?", self.cannot_judge)]);
        let given: Vec<_> = levels.filter(|(_, n)| *n > 0).map(|(level, n)| format!("{level}×{n}")).collect();
        given.join(" ")
    }

    /// Whether bars are drawn: the same rule as on the map of the room.
    fn is_crowd(&self) -> bool {
        CellCounts::from_hands(self.counts, self.cannot_judge).is_crowd()
    }

    /// Dots or bars over an axis from 0 to 3, with "?" at its own place on the right.
    #[must_use]
    pub fn geometry(&self) -> Geometry {
        self.drawn(Detail::Full)
    }

    /// The same for a table's cell: no numbers.
    #[must_use]
    pub fn small(&self) -> Geometry {
        self.drawn(Detail::Small)
    }

    fn drawn(&self, detail: Detail) -> Geometry {
        let below_axis = match detail {
            Detail::Full => 17.0,
            Detail::Small => 6.0,
        };
        let fullest = self.counts.into_iter().chain([self.cannot_judge]).max().unwrap_or(0);
        let marks = if self.is_crowd() { Marks::bars(fullest, detail) } else { Marks::dots(fullest, detail) };
        let axis = marks.axis();
        let mut shapes = Vec::new();
        for level in Level::ALL {
            let x = x_of(level.number() as f64);
            shapes.push(Shape::Line {
                from: point(x, axis),
                to: point(x, axis + 2.5),
                stroke: stroke(Role::Rule, 1.0),
            });
        }
        let given = || Level::ALL.into_iter().filter(|level| self.counts[level.number()] > 0);
        if let (Some(lowest), Some(highest)) = (given().min(), given().max())
            && lowest < highest
        {
            shapes.push(Shape::Line {
                from: point(x_of(lowest.number() as f64), axis),
                to: point(x_of(highest.number() as f64), axis),
                stroke: stroke(Role::Edge, 1.0),
            });
        }
        for level in Level::ALL {
            marks.draw(&mut shapes, Some(level), self.counts[level.number()]);
        }
        marks.draw(&mut shapes, None, self.cannot_judge);
        if let Some(median) = self.median {
            let x = x_of(median);
            shapes.push(Shape::Triangle {
                corners: [point(x, axis + 1.4), point(x + 2.7, axis + 5.8), point(x - 2.7, axis + 5.8)],
                fill: Role::Ink,
            });
        }
        let numbers = Level::ALL.into_iter().map(|level| (x_of(level.number() as f64), level.number().to_string()));
        let unknown = (self.cannot_judge > 0).then(|| (UNKNOWN_X, "?".to_owned()));
        let labels = numbers.chain(unknown).map(|(x, text)| Shape::Label {
            at: point(x, axis + 14.5),
            text,
            size: 9.0,
            anchor: Anchor::Middle,
            weight: Weight::Regular,
            face: LabelFace::Plain,
            role: Role::InkFaint,
        });
        match detail {
            Detail::Full => shapes.extend(labels),
            Detail::Small => {}
        }
        Geometry { width: WIDTH, height: round(axis + below_axis), shapes }
    }
}

/// How much is written on a plot.
#[derive(Clone, Copy)]
enum Detail {
    Full,
    Small,
}

fn x_of(level: f64) -> f64 {
    LEFT + STEP * level
}

/// How the marks of one plot are drawn; all its levels share it.
#[derive(Clone, Copy)]
enum Marks {
    /// One dot for each mark, side by side and then upwards from `base`.
    Dots { per_row: u32, pitch: f64, base: f64 },
    /// One bar for each level that somebody marked, as high as its share of the fullest one.
    Bars { fullest: u32, floor: f64, detail: Detail },
}

impl Marks {
    fn dots(fullest: u32, detail: Detail) -> Self {
        let fewest_rows = match detail {
            Detail::Full => 3,
            Detail::Small => 2,
        };
        // Many would build towers: more dots stand in one row instead.
        let per_row = PER_ROW.max(fullest.div_ceil(MOST_ROWS));
        let pitch = ROW * f64::from(PER_ROW) / f64::from(per_row);
        let rows = fullest.div_ceil(per_row).max(fewest_rows);
        Self::Dots { per_row, pitch, base: 12.0 + f64::from(rows - 1) * pitch.min(ROW) }
    }

    fn bars(fullest: u32, detail: Detail) -> Self {
        let above = match detail {
            Detail::Full => COUNT_ROOM,
            Detail::Small => 2.0,
        };
        Self::Bars { fullest, floor: above + BAR_ROOM, detail }
    }

    fn axis(self) -> f64 {
        match self {
            Self::Dots { base, .. } => base + 4.1,
            Self::Bars { floor, .. } => floor + 0.75,
        }
    }

    /// The marks of one level, or of those who could not judge.
    fn draw(self, shapes: &mut Vec<Shape>, level: Option<Level>, count: u32) {
        let x = level.map_or(UNKNOWN_X, |level| x_of(level.number() as f64));
        match self {
            Self::Dots { per_row, pitch, base } => {
                let scale = pitch / ROW;
                for index in 0..count {
                    let row = index / per_row;
                    let in_this_row = per_row.min(count - row * per_row);
                    let place = f64::from(index % per_row) - f64::from(in_this_row - 1) / 2.0;
                    let at = point(x + place * (pitch + 0.1), base - f64::from(row) * pitch);
                    shapes.push(dot(level, at, scale));
                }
            }
            Self::Bars { .. } if count == 0 => {}
            Self::Bars { fullest, floor, detail } => {
                let height = (BAR_ROOM * f64::from(count) / f64::from(fullest)).max(BAR_ROOM * 0.02);
                shapes.push(Shape::Rect {
                    at: point(x - BAR_WIDTH / 2.0, floor - height),
                    width: BAR_WIDTH,
                    height: round(height),
                    fill: Some(level.map_or(Role::CannotJudge, Level::role)),
                    stroke: None,
                });
                match detail {
                    Detail::Full => shapes.push(Shape::Label {
                        at: point(x, floor - height - 1.8),
                        text: count.to_string(),
                        size: 7.0,
                        anchor: Anchor::Middle,
                        weight: Weight::Strong,
                        face: LabelFace::Plain,
                        role: Role::Ink,
                    }),
                    Detail::Small => {}
                }
            }
        }
    }
}

fn dot(level: Option<Level>, at: super::Point, scale: f64) -> Shape {
    match level {
        None => Shape::Circle {
            at,
            radius: round(2.65 * scale),
            fill: None,
            stroke: Some(Stroke { role: Role::CannotJudge, width: 1.0, dash: Dash::Dashed }),
        },
        Some(Level::Doubtful) => Shape::Circle {
            at,
            radius: round(2.25 * scale),
            fill: Some(Role::Sheet),
            stroke: Some(stroke(Role::Level1, round(1.7 * scale))),
        },
        Some(level @ (Level::Fails | Level::WithCondition | Level::Clearly)) => {
            Shape::Circle { at, radius: round(2.95 * scale), fill: Some(level.role()), stroke: None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(plot: &DotPlot) -> usize {
        plot.geometry().shapes.iter().filter(|shape| matches!(shape, Shape::Circle { .. })).count()
    }

    #[test]
    fn every_ballot_is_one_dot() {
        let plot = DotPlot { counts: [1, 0, 3, 4], cannot_judge: 2, median: Some(2.5) };
        assert_eq!(circles(&plot), 10);
    }

    fn bars(geometry: &Geometry) -> Vec<(f64, f64)> {
        let bar = |shape: &Shape| match shape {
            Shape::Rect { at, height, .. } => Some((at.y, *height)),
            Shape::Line { .. }
            | Shape::Curve { .. }
            | Shape::Circle { .. }
            | Shape::Triangle { .. }
            | Shape::Label { .. } => None,
        };
        geometry.shapes.iter().filter_map(bar).collect()
    }

    #[test]
    fn forty_marks_are_dots_inside_the_box_and_one_more_makes_bars() {
        let mut plot = DotPlot { counts: [3, 7, 29, 0], cannot_judge: 1, median: Some(2.0) };
        let geometry = plot.geometry();
        assert_eq!(circles(&plot), 40);
        assert!(bars(&geometry).is_empty());
        assert!(geometry.height < 70.0, "rows are bounded, got {}", geometry.height);
        for shape in &geometry.shapes {
            if let Shape::Circle { at, .. } = shape {
                assert!(at.y >= 0.0 && at.y <= geometry.height, "{shape:?} leaves the box");
            }
        }
        plot.counts[2] += 1;
        assert_eq!(circles(&plot), 0, "nobody counts forty-one dots");
        assert_eq!(bars(&plot.geometry()).len(), 4, "a level that nobody gave has no bar");
    }

    #[test]
    fn the_bars_of_three_hundred_ballots_stand_on_the_axis_with_their_counts() {
        let plot = DotPlot { counts: [14, 68, 157, 51], cannot_judge: 10, median: Some(2.0) };
        for geometry in [plot.geometry(), plot.small()] {
            let bars = bars(&geometry);
            assert_eq!(bars.len(), 5);
            let feet: Vec<f64> = bars.iter().map(|(top, height)| round(top + height)).collect();
            assert!(feet.iter().all(|foot| (foot - feet[0]).abs() < 0.02), "all on one line: {feet:?}");
            assert!(bars.iter().all(|(top, height)| *top >= 0.0 && *height > 0.0), "each is inside and seen");
            let share = bars[1].1 / bars[2].1;
            assert!((share - 68.0 / 157.0).abs() < 0.01, "heights are shares of the fullest, got {share}");
        }
        let written: Vec<_> = plot
            .geometry()
            .shapes
            .into_iter()
            .filter_map(|shape| if let Shape::Label { text, .. } = shape { Some(text) } else { None })
            .collect();
        for count in ["14", "68", "157", "51", "10"] {
            assert!(written.iter().any(|text| text == count), "{count} stands above its bar");
        }
        assert!(!plot.small().shapes.iter().any(|shape| matches!(shape, Shape::Label { .. })));
        assert_eq!(plot.text_alternative(), "Median 2; 14 at 0, 68 at 1, 157 at 2, 51 at 3, 10 cannot judge");
        assert_eq!(plot.spread(), "0×14 1×68 2×157 3×51 ?×10");
    }

    #[test]
    fn a_small_plot_keeps_every_dot_and_drops_the_words() {
        let plot = DotPlot { counts: [1, 0, 3, 4], cannot_judge: 2, median: Some(2.5) };
        let small = plot.small();
        let dots = small.shapes.iter().filter(|shape| matches!(shape, Shape::Circle { .. })).count();
        assert_eq!(dots, 10);
        assert!(!small.shapes.iter().any(|shape| matches!(shape, Shape::Label { .. })));
        assert!(small.height < plot.geometry().height);
    }

    #[test]
    fn nobody_could_judge_draws_no_median() {
        let plot = DotPlot { counts: [0; 4], cannot_judge: 5, median: None };
        assert!(!plot.geometry().shapes.iter().any(|shape| matches!(shape, Shape::Triangle { .. })));
        assert_eq!(plot.median_label(), "?");
    }

    #[test]
    fn the_plot_can_be_read_aloud() {
        let plot = DotPlot { counts: [0, 1, 2, 3], cannot_judge: 1, median: Some(2.5) };
        assert_eq!(plot.text_alternative(), "Median 2.5; 0 at 0, 1 at 1, 2 at 2, 3 at 3, 1 cannot judge");
    }
}

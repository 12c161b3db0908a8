//! The cover's only ornament: the arc a sextant is read from.

/// The limb of the instrument under the cover's star as SVG shapes, a tick every half degree.
///
/// They fill a box of 794 by 136 whose upper edge is at y = 140.
#[must_use]
pub fn limb() -> String {
    const RADIUS: f64 = 900.0;
    const CENTRE: (f64, f64) = (397.0, -640.0);
    let at = |degrees: f64, radius: f64| {
        let angle = degrees.to_radians();
        format!("{:.1} {:.1}", CENTRE.0 + radius * angle.sin(), CENTRE.1 + radius * angle.cos())
    };
    let mut ticks = String::new();
    for step in -54..=54_i32 {
        let degrees = f64::from(step) / 2.0;
        let length = match step {
            _ if step % 10 == 0 => 26.0,
            _ if step % 2 == 0 => 14.0,
            _ => 7.0,
        };
        ticks.push_str(&format!("M{}L{}", at(degrees, RADIUS), at(degrees, RADIUS - length)));
    }
    let arc = |radius: f64| format!("M{}A{radius} {radius} 0 0 0 {}", at(-27.0, radius), at(27.0, radius));
    format!(
        concat!(
            r##"<g fill="none"><path d="{}" stroke="#c3ced5"/>"##,
            r##"<path d="{}" stroke="#0e1d2a" stroke-width="1.4"/>"##,
            r##"<path d="{}" stroke="#dce4e8"/></g>"##
        ),
        ticks,
        arc(RADIUS),
        arc(RADIUS + 14.0)
    )
}

//! The QR code of a link.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

/// Rows of dark (`1`) and light (`0`) modules, without the quiet zone around them; nothing when
/// the link is too long for a code.
///
/// The middle level of correction survives a beamer's reflections and keeps the modules large.
pub(crate) fn modules(link: &str) -> Option<Vec<String>> {
    let code = QRBuilder::new(link).ecl(ECL::M).build().ok()?;
    let row = |row: usize| code[row].iter().map(|module| if module.value() { '1' } else { '0' }).collect();
    Some((0..code.size).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_square_with_three_finders() {
        let rows = modules("http://192.168.1.20:7040/#00112233445566778899aabbccddeeff").expect("it is short enough");
        assert!(rows.len() <= 41, "a phone at the back of the room reads up to version 6: {}", rows.len());
        assert!(rows.iter().all(|row| row.len() == rows.len()));
        let last = rows.len() - 1;
        for row in [0, 6, last - 6] {
            assert!(rows[row].starts_with("11111110"), "row {row}");
        }
        assert!(rows[0].ends_with("01111111") && !rows[last].ends_with("01111111"));
    }

    #[test]
    fn what_fits_no_code_has_none() {
        assert_eq!(modules(&"x".repeat(5_000)), None);
    }
}

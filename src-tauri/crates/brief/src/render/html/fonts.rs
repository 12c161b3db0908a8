//! The faces of the screen inside the file, so that it looks the same without a network.

use std::fmt::Write as _;
use std::sync::LazyLock;

struct FontFace {
    family: &'static str,
    weight: u16,
    style: &'static str,
    woff2: &'static [u8],
}

macro_rules! face {
    ($family:literal, $weight:literal, $style:literal, $file:literal) => {
        FontFace {
            family: $family,
            weight: $weight,
            style: $style,
            woff2: include_bytes!(concat!("../../../assets/fonts/", $file, ".woff2")),
        }
    };
}

const FACES: [FontFace; 7] = [
    face!("Atkinson Hyperlegible Next", 400, "normal", "atkinson-hyperlegible-next-latin-400-normal"),
    face!("Atkinson Hyperlegible Next", 500, "normal", "atkinson-hyperlegible-next-latin-500-normal"),
    face!("Atkinson Hyperlegible Next", 600, "normal", "atkinson-hyperlegible-next-latin-600-normal"),
    face!("Atkinson Hyperlegible Mono", 400, "normal", "atkinson-hyperlegible-mono-latin-400-normal"),
    face!("Newsreader", 400, "normal", "newsreader-latin-400-normal"),
    face!("Newsreader", 400, "italic", "newsreader-latin-400-italic"),
    face!("Newsreader", 500, "normal", "newsreader-latin-500-normal"),
];

/// The `@font-face` rules, encoded once.
pub(super) fn faces() -> &'static str {
    static RULES: LazyLock<String> = LazyLock::new(|| {
        let mut rules = String::from("/* Fonts under the SIL Open Font License 1.1, scripts.sil.org/OFL */\n");
        for FontFace { family, weight, style, woff2 } in &FACES {
            let _ = writeln!(
                rules,
                "@font-face{{font-family:\"{family}\";font-weight:{weight};font-style:{style};src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
                base64(woff2)
            );
        }
        rules
    });
    &RULES
}

/// Standard base64 with padding (RFC 4648).
pub(in crate::render) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                let index = group >> (18 - 6 * place) & 63;
                out.push(char::from(ALPHABET[index as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_matches_the_vectors_of_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}

//! Random values nobody guesses, and how they are kept and compared (T3, T5).

use rand::TryRng as _;
use rand::rngs::SysRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The letters and digits of a join code: 32 of them, so that each carries five bits. The four
/// that are read as one another (I and 1, O and 0) are missing.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Signs in a join code: 30 bits in all, which the limits on wrong codes make enough (T5, S3).
const CODE_SIGNS: usize = 6;

/// Random bits in hexadecimal. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 256 bits, for whoever runs a workshop.
    pub(crate) fn long() -> Self {
        Self::of(random::<32>())
    }

    /// 128 bits, for a room, a pass or a seat (T3, T5).
    pub(crate) fn short() -> Self {
        Self::of(random::<16>())
    }

    /// 128 bits for a name that opens nothing and is not to be guessed either.
    pub(crate) fn bytes() -> [u8; 16] {
        random()
    }

    fn of<const BYTES: usize>(bits: [u8; BYTES]) -> Self {
        Self(hex(&bits))
    }

    /// The secret itself, to be handed to the one it is for.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What is typed instead of scanning. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct JoinCode(String);

impl JoinCode {
    /// Six signs by chance.
    pub(crate) fn random() -> Self {
        // 256 is a multiple of 32, so every sign is equally likely.
        let sign = |byte: u8| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]);
        Self(random::<CODE_SIGNS>().into_iter().map(sign).collect())
    }

    /// Reads a code as people type it: in any case, with spaces or hyphens anywhere.
    pub(crate) fn typed(text: &str) -> Self {
        let signs = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
        // Longer than any code is wrong anyway, and nothing longer is looked at.
        Self(signs.take(CODE_SIGNS + 1).map(|sign| sign.to_ascii_uppercase()).collect())
    }

    /// As it is shown and spoken: `HQ7 K3M`.
    pub(crate) fn spoken(&self) -> String {
        let (first, second) = self.0.split_at(CODE_SIGNS / 2);
        format!("{first} {second}")
    }

    /// What is kept of it for comparing.
    pub(crate) fn mark(&self) -> Mark {
        Mark::of(&self.0)
    }
}

impl std::fmt::Debug for JoinCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JoinCode")
    }
}

/// The SHA-256 of a secret: enough to recognise it, not enough to use it.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Mark([u8; 32]);

impl Mark {
    /// Of what somebody sent.
    pub(crate) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// Whether both are of one secret; the time this takes says nothing.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// In hexadecimal, as the core keeps it.
    pub(crate) fn hex(&self) -> String {
        hex(&self.0)
    }
}

fn random<const BYTES: usize>() -> [u8; BYTES] {
    let mut bits = [0; BYTES];
    SysRng.try_fill_bytes(&mut bits).expect("the operating system always has random bytes");
    bits
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_a_code_has_six_signs_of_thirty_two_that_nobody_mixes_up() {
        let distinct: std::collections::BTreeSet<_> = ALPHABET.iter().collect();
        assert_eq!(distinct.len(), 32);
        for mixed_up in b"IO01" {
            assert!(!ALPHABET.contains(mixed_up), "{}", char::from(*mixed_up));
        }
        for _ in 0..100 {
            let code = JoinCode::random();
            assert_eq!(code.0.len(), CODE_SIGNS);
            assert!(code.0.bytes().all(|sign| ALPHABET.contains(&sign)));
        }
    }

    #[test]
    fn a_code_is_read_in_any_case_and_with_any_spaces() {
        let code = JoinCode("HQ7K3M".to_owned());
        assert_eq!(code.spoken(), "HQ7 K3M");
        for typed in ["HQ7 K3M", "hq7k3m", " h q7-k\u{a0}3m "] {
            assert!(JoinCode::typed(typed).mark().fits(&code.mark()), "{typed}");
        }
        for typed in ["", "HQ7 K3", "HQ7 K3MM", "HQ7 K3N", "\u{ff28}Q7K3M"] {
            assert!(!JoinCode::typed(typed).mark().fits(&code.mark()), "{typed}");
        }
    }

    #[test]
    fn t3_a_secret_has_its_bits_and_never_shows_itself() {
        assert_eq!((Secret::short().reveal().len(), Secret::long().reveal().len()), (32, 64));
        assert_ne!(Secret::short(), Secret::short());
        assert_eq!(format!("{:?} {:?}", Secret::short(), JoinCode::random()), "Secret JoinCode");
    }
}

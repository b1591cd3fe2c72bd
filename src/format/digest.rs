//! Digests of texts, written in hexadecimal digits.

use sha2::{Digest as _, Sha256};

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(if half < 10 { b'0' + half } else { b'a' + half - 10 });
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
    out
}

/// So many digits of the SHA-256 of some bytes, from the first: enough to tell texts apart that nobody made alike on purpose.
pub fn short(bytes: &[u8], digits: usize) -> String {
    let mut all = hex(&Sha256::digest(bytes));
    all.truncate(digits);
    all
}

//! Changes of a text, as a sender who means harm or a broken proxy would make them.

use std::hash::{DefaultHasher, Hash, Hasher};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Longest text that is tried; the limits of bodies stand far below.
const LONGEST: usize = 64 * 1024;

/// Pieces that parsers have stumbled on elsewhere.
const PIECES: [&[u8]; 26] = [
    b"\0",
    b"\n",
    b"\r\n\r\n",
    b"\"",
    b"\\",
    b"{",
    b"[",
    b"]]>",
    b"<![CDATA[",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"&#0;",
    b"<xml>",
    b"null",
    b"-1",
    b"1e999",
    b"9223372036854775808",
    b"18446744073709551616",
    b"0000-00-00",
    b"99999-12-31T23:59:60Z",
    b"%00",
    b"%zz",
    b"+",
    b"\xff\xfe",
    b"\xf0\x9f\x92\xa9\xe2\x80\xae\xe2\x80\x8b",
    b"\xed\xa0\x80",
];

pub(crate) struct Mutator {
    random: StdRng,
}

impl Mutator {
    pub(crate) fn new(seed: u64, target: &str) -> Self {
        Self { random: StdRng::seed_from_u64(seed ^ hash(target.as_bytes())) }
    }

    /// A text of the corpus with a few changes; now and then bytes without sense.
    pub(crate) fn changed(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        if self.random.random_bool(0.05) {
            let length = self.random.random_range(0..200);
            return (0..length).map(|_| self.random.random()).collect();
        }
        let mut text = self.one_of(corpus);
        for _ in 0..self.random.random_range(1..6) {
            self.change(&mut text, corpus);
            text.truncate(LONGEST);
        }
        text
    }

    fn change(&mut self, text: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let (from, to) = self.range_in(text);
        match self.random.random_range(0..8) {
            0 if from < text.len() => text[from] ^= 1 << self.random.random_range(0..8),
            1 if from < text.len() => text[from] = self.random.random(),
            2 => drop(text.drain(from..to)),
            3 => text.truncate(from),
            4 => {
                let again = text[from..to].to_vec();
                text.splice(to..to, again);
            }
            5 => {
                let other = self.one_of(corpus);
                let (first, last) = self.range_in(&other);
                text.splice(from..to, other[first..last].iter().copied());
            }
            6 => {
                // Deeply nested, as far as the length allows.
                let piece = PIECES[self.random.random_range(5..7)];
                text.splice(from..from, piece.repeat(self.random.random_range(1..3000)));
            }
            _ => {
                let piece = PIECES[self.random.random_range(0..PIECES.len())];
                text.splice(from..to.min(from + piece.len()), piece.iter().copied());
            }
        }
    }

    fn one_of(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        corpus[self.random.random_range(0..corpus.len())].clone()
    }

    /// A range, more often a short one.
    fn range_in(&mut self, text: &[u8]) -> (usize, usize) {
        let from = self.random.random_range(0..=text.len());
        let most = if self.random.random_bool(0.8) { 12 } else { text.len() };
        let to = from + self.random.random_range(0..=most.min(text.len() - from));
        (from, to)
    }
}

pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

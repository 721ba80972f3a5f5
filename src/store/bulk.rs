//! Multi-row INSERT texts. Each statement costs two thread hops on SQLite, so many rows go in one; the row
//! counts are powers of two, so that few distinct texts have to be prepared.

use std::fmt::Write as _;
use std::sync::OnceLock;

const SIZES: usize = 7;

/// The text of an INSERT for 1, 2, 4 … 64 rows.
pub(crate) struct BulkInsert {
    head: &'static str,
    columns: usize,
    tail: &'static str,
    texts: [OnceLock<String>; SIZES],
}

impl BulkInsert {
    /// `head` ends before `VALUES`; `tail` follows the rows.
    pub(crate) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, texts: [const { OnceLock::new() }; SIZES] }
    }

    /// Cuts rows into pieces, each with the text that inserts it.
    pub(crate) fn pieces<'r, R>(&'static self, mut rows: &'r [R]) -> Vec<(&'static str, &'r [R])> {
        let mut pieces = Vec::new();
        while !rows.is_empty() {
            let power = (rows.len().ilog2() as usize).min(SIZES - 1);
            let (piece, rest) = rows.split_at(1 << power);
            pieces.push((self.text(power), piece));
            rows = rest;
        }
        pieces
    }

    fn text(&'static self, power: usize) -> &'static str {
        self.texts[power].get_or_init(|| self.write_text(1 << power))
    }

    fn write_text(&self, rows: usize) -> String {
        let mut text = format!("{} VALUES ", self.head);
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.columns {
                let separator = if column == 0 { "" } else { ", " };
                let _ = write!(text, "{separator}${}", row * self.columns + column + 1);
            }
            text.push(')');
        }
        text.push_str(self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_into_powers_of_two() {
        static INSERT: BulkInsert = BulkInsert::new("INSERT INTO t (a, b)", 2, " ON CONFLICT DO NOTHING");
        let rows: Vec<u8> = (0..71).collect();
        let sizes: Vec<_> = INSERT.pieces(&rows).iter().map(|(_, piece)| piece.len()).collect();
        assert_eq!(sizes, [64, 4, 2, 1]);
        assert_eq!(
            INSERT.pieces(&rows[..2])[0].0,
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
    }
}

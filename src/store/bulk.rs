//! Texts of statements about many rows. Each statement costs two thread hops on SQLite, so many
//! rows go in one; there is a text for each of the usual small batches and for some large ones, so
//! that a batch is one statement or two and few distinct texts have to be prepared.

use std::fmt::Write as _;
use std::sync::OnceLock;

/// How many rows a text may be about.
const ROWS: [usize; 20] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32, 64, 128, 256];
const SIZES: usize = ROWS.len();
const MOST: usize = ROWS[SIZES - 1];

/// How an engine's texts name a value that is bound.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Marks {
    /// `?`, counted by the engine. On `SQLite` the driver looks up the name of each mark by walking
    /// all names before it, so that a wide statement with named marks costs the square of its
    /// width.
    Unnamed,
    /// `$1`, `$2` …
    Numbered,
}

impl Marks {
    fn mark(self, number: usize) -> String {
        match self {
            Self::Unnamed => "?".to_owned(),
            Self::Numbered => format!("${number}"),
        }
    }
}

/// The texts of an INSERT for each number of rows.
pub(crate) struct BulkInsert {
    marks: Marks,
    head: &'static str,
    columns: usize,
    literals: &'static str,
    tail: &'static str,
    texts: [OnceLock<String>; SIZES],
}

impl BulkInsert {
    /// `head` ends before `VALUES`; so many columns are bound in each row.
    pub(crate) const fn new(marks: Marks, head: &'static str, columns: usize) -> Self {
        let texts = [const { OnceLock::new() }; SIZES];
        Self { marks, head, columns, literals: "", tail: "", texts }
    }

    /// The last columns, the same in every row.
    pub(crate) const fn with_literals(mut self, literals: &'static str) -> Self {
        self.literals = literals;
        self
    }

    /// What follows the rows.
    pub(crate) const fn with_tail(mut self, tail: &'static str) -> Self {
        self.tail = tail;
        self
    }

    /// Cuts rows into pieces, each with the text that inserts it.
    pub(crate) fn pieces<'r, R>(&'static self, mut rows: &'r [R]) -> Vec<(&'static str, &'r [R])> {
        let mut pieces = Vec::new();
        while !rows.is_empty() {
            let size = ROWS.partition_point(|size| *size <= rows.len()) - 1;
            let (piece, rest) = rows.split_at(ROWS[size]);
            pieces.push((self.text(size), piece));
            rows = rest;
        }
        pieces
    }

    fn text(&'static self, size: usize) -> &'static str {
        self.texts[size].get_or_init(|| self.write_text(ROWS[size]))
    }

    fn write_text(&self, rows: usize) -> String {
        let mut text = format!("{} VALUES ", self.head);
        for row in 0..rows {
            text.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..self.columns {
                let separator = if column == 0 { "" } else { ", " };
                let _ =
                    write!(text, "{separator}{}", self.marks.mark(row * self.columns + column + 1));
            }
            text.push_str(self.literals);
            text.push(')');
        }
        text.push_str(self.tail);
        text
    }
}

/// The texts of a statement about rows that are named by their keys, for each number of them.
pub(crate) struct BulkKeys {
    marks: Marks,
    /// What stands around the values that are bound before the keys; the last piece ends before the
    /// list.
    before: &'static [&'static str],
    tail: &'static str,
    texts: [OnceLock<String>; SIZES],
}

impl BulkKeys {
    /// A value is bound after each piece of `before` but the last, which ends with `… IN `.
    pub(crate) const fn new(marks: Marks, before: &'static [&'static str]) -> Self {
        Self { marks, before, tail: "", texts: [const { OnceLock::new() }; SIZES] }
    }

    /// What follows the list.
    pub(crate) const fn with_tail(mut self, tail: &'static str) -> Self {
        self.tail = tail;
        self
    }

    /// Cuts keys into lists, each with the text it belongs to. A list that does not fill its text
    /// names its last key more than once, which changes nothing.
    pub(crate) fn lists<K: Copy>(&'static self, keys: &[K]) -> Vec<(&'static str, Vec<K>)> {
        let list_of = |piece: &[K]| {
            let mut list = piece.to_vec();
            let size = ROWS.partition_point(|size| *size < piece.len());
            list.resize(ROWS[size], piece[piece.len() - 1]);
            (self.text(size), list)
        };
        keys.chunks(MOST).map(list_of).collect()
    }

    fn text(&'static self, size: usize) -> &'static str {
        self.texts[size].get_or_init(|| self.write_text(ROWS[size]))
    }

    fn write_text(&self, keys: usize) -> String {
        let mut text = String::new();
        for (index, piece) in self.before.iter().enumerate() {
            let separator = if index == 0 { "" } else { &self.marks.mark(index) };
            let _ = write!(text, "{separator}{piece}");
        }
        let first = self.before.len();
        let marks: Vec<_> = (first..first + keys).map(|number| self.marks.mark(number)).collect();
        let _ = write!(text, "({}){}", marks.join(", "), self.tail);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_a_text_of_its_own_names_its_last_key_again() {
        static CLOSE: BulkKeys =
            BulkKeys::new(Marks::Numbered, &["UPDATE t SET a = ", ", b = ", " WHERE id IN "]);
        static FIND: BulkKeys = BulkKeys::new(Marks::Unnamed, &["SELECT a FROM t WHERE id IN "]);
        let text = "UPDATE t SET a = $1, b = $2 WHERE id IN ($3, $4, $5)";
        assert_eq!(CLOSE.lists(&["x", "y", "z"]), [(text, vec!["x", "y", "z"])]);
        let seventeen: Vec<u16> = (1..=17).collect();
        let padded: Vec<u16> = (1..=17).chain([17; 15]).collect();
        assert_eq!(FIND.lists(&seventeen)[0].1, padded);
        assert_eq!(FIND.lists(&["x"]), [("SELECT a FROM t WHERE id IN (?)", vec!["x"])]);
        assert!(FIND.lists::<&str>(&[]).is_empty());
        let many: Vec<&str> = vec!["x"; 257];
        assert_eq!(
            FIND.lists(&many).iter().map(|(_, list)| list.len()).collect::<Vec<_>>(),
            [256, 1]
        );
    }

    #[test]
    fn rows_are_cut_into_as_few_pieces_as_there_are_texts_for() {
        static INSERT: BulkInsert = BulkInsert::new(Marks::Numbered, "INSERT INTO t (a, b)", 2);
        let rows: Vec<u16> = (0..263).collect();
        let sizes: Vec<_> = INSERT.pieces(&rows).iter().map(|(_, piece)| piece.len()).collect();
        assert_eq!(sizes, [256, 7]);
    }

    #[test]
    fn marks_are_written_as_the_engine_reads_them() {
        static NUMBERED: BulkInsert = BulkInsert::new(Marks::Numbered, "INSERT INTO t (a, b)", 2)
            .with_tail(" ON CONFLICT DO NOTHING");
        static UNNAMED: BulkInsert =
            BulkInsert::new(Marks::Unnamed, "INSERT INTO t (a, b, c)", 2).with_literals(", 'new'");
        let rows = [(); 2];
        let text = "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING";
        assert_eq!(NUMBERED.pieces(&rows)[0].0, text);
        let text = "INSERT INTO t (a, b, c) VALUES (?, ?, 'new'), (?, ?, 'new')";
        assert_eq!(UNNAMED.pieces(&rows)[0].0, text);
    }
}

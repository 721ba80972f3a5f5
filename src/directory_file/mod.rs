//! The directory file: customers, contracts, groups, people, rotations and policies as an operator
//! declares them, in one file or in several.
//!
//! Guarantees: a directory is taken whole or not at all; every problem is found in one go and pointed at
//! in the text; nothing that is referred to is missing, and no room or account belongs to two.
//! Overrides made in chat are not part of the file and are never touched by it. Start reading at
//! [`read`]; what a file would change is told by `watchbell apply`.

mod check;
mod entries;
mod known;
mod merge;
mod places;
mod refused;
mod written;

pub use known::{Offered, Reach, TierOffer};
pub use merge::DirectoryText;
pub use refused::DirectoryRefused;

use crate::domain::directory::Directory;
use crate::toml_file::{self, Problems};
use check::Checked;
use places::Places;
use written::Written;

/// Reads a directory from the text of a file. `name` is what the operator called the file.
///
/// The result has version 0 and no overrides: both belong to the store.
pub fn read(name: &str, text: &str, offered: &Offered) -> Result<Directory, DirectoryRefused> {
    let text = DirectoryText { name: name.to_owned(), text: text.to_owned() };
    read_all(name, &[text], offered)
}

/// Reads a directory from several files, in this order. `name` is what all of them together are
/// called. Nothing may be declared in two of them.
pub fn read_all(
    name: &str,
    texts: &[DirectoryText],
    offered: &Offered,
) -> Result<Directory, DirectoryRefused> {
    let problems = Problems::default();
    let spread = merge::spread(texts);
    let roots: Vec<_> = spread.iter().map(|text| toml_file::parse(text, &problems)).collect();
    let root = merge::merged(roots, texts, &problems);
    if !problems.is_empty() {
        // Half a tree would only bring problems that are none.
        return Err(DirectoryRefused::new(name, texts, problems.into_sorted()));
    }
    let written = Written::read(&root, &problems);
    let places = Places::of(root.get_ref());
    let directory = Checked { written: &written, places: &places, offered }.directory(&problems);
    match problems.into_sorted() {
        problems if problems.is_empty() => Ok(directory.indexed()),
        problems => Err(DirectoryRefused::new(name, texts, problems)),
    }
}

#[cfg(test)]
mod tests;

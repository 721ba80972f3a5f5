//! A directory on the disk: one file, or the `*.toml` files of a folder in the order of their names.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::directory_file::DirectoryText;

/// The files behind a path.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<DirectoryText>> {
    if !path.is_dir() {
        return Ok(vec![text_of(path)?]);
    }
    let shown = path.display();
    let entries = path.read_dir().with_context(|| format!("{shown} cannot be read"))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> =
        paths.collect::<Result<_, _>>().with_context(|| format!("{shown} cannot be read"))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    ensure!(!paths.is_empty(), "{shown} has no files whose names end in .toml");
    paths.sort();
    paths.iter().map(|path| text_of(path)).collect()
}

fn text_of(path: &Path) -> anyhow::Result<DirectoryText> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
    Ok(DirectoryText { name, text })
}

//! Applies a directory that nobody is asked about.

use anyhow::anyhow;

use super::difference::{Difference, documents};
use crate::domain::directory::Directory;
use crate::store::{Commit, Outcome, Store};

/// Brings the store's directory to what `declared` declares; `name` is what it is called.
pub(in crate::cli) async fn apply_embedded(
    store: &Store,
    name: &str,
    declared: &Directory,
) -> anyhow::Result<()> {
    let directory_version = Some(store.reload_directory().await?.version);
    let difference =
        Difference::between(&store.directory_documents().await?, &documents(declared)?)?;
    if !difference.is_empty() {
        let commit =
            Commit { directory_version, directory: difference.into_commit(), ..Commit::default() };
        if !matches!(store.commit(commit).await?, Outcome::Done { .. }) {
            return Err(anyhow!("{name} could not be applied: the directory changed meanwhile"));
        }
        store.reload_directory().await?;
    }
    Ok(())
}

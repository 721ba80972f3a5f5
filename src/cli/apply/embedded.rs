//! Applies a directory that is part of the program.

use anyhow::anyhow;

use super::difference::{Difference, documents};
use super::offered;
use crate::directory_file;
use crate::plans::Plans;
use crate::store::{Commit, Outcome, Store};

/// Brings the store's directory to what the text declares, whatever platforms the tiers are sold
/// on: every room of it lives on `platform`.
pub(in crate::cli) async fn apply_embedded(
    store: &Store,
    plans: &Plans,
    name: &str,
    text: &str,
    platform: &str,
) -> anyhow::Result<()> {
    let offered = offered::on_one_platform(plans, platform);
    let declared = directory_file::read(name, text, &offered)
        .map_err(|refused| anyhow!(refused.render(false)))?;
    let directory_version = Some(store.reload_directory().await?.version);
    let difference =
        Difference::between(&store.directory_documents().await?, &documents(&declared)?)?;
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

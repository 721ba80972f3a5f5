//! `watchbell audit verify`: is the record as the bot wrote it?

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::{heads, shown};
use crate::cli::config::ConfigFile;
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub(super) struct VerifyArguments {
    /// A file that `watchbell audit heads` printed before: also find out whether somebody has
    /// written a whole chain anew since then.
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigFile,
}

impl VerifyArguments {
    pub(super) async fn run(
        &self,
        store: &Store,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let kept = match &self.heads {
            None => Vec::new(),
            Some(path) => {
                let cannot = || format!("the heads in {} cannot be read", path.display());
                let text = std::fs::read_to_string(path).with_context(cannot)?;
                heads::read(&text).with_context(cannot)?
            }
        };
        let audit = store.audit(&kept).await?;
        for finding in &audit.findings {
            shown::finding(finding, out)?;
        }
        let (incidents, acts, rows) = (audit.incidents, audit.acts, audit.rows);
        let looked_at = format!("{acts} acts of {incidents} incidents and {rows} other rows");
        if audit.findings.is_empty() {
            writeln!(out, "{looked_at}: all as the bot wrote them.")?;
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(
            err,
            "{looked_at}: the record is not as the bot wrote it. Keep the file as it is, and compare \
             with a backup."
        )?;
        Ok(ExitCode::FAILURE)
    }
}

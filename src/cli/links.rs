//! `watchbell links open`: the address of the page on which a customer opens an incident.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use qrcode::QrCode;
use qrcode::render::{svg, unicode};
use secrecy::ExposeSecret;
use tokio_util::task::TaskTracker;

use super::config::ConfigFile;
use super::runtime::block_on;
use crate::app;
use crate::config::Config;
use crate::domain::directory::Directory;
use crate::ids::GroupId;
use crate::store::Store;

/// The smallest width and height of a QR code in a file, in pixels.
const QR_SIZE: u32 = 400;

/// Signed links.
#[derive(Debug, clap::Args)]
pub(super) struct LinksArguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, clap::Subcommand)]
enum Question {
    /// Prints the link of the page on which a customer opens incidents, for a group of any platform.
    Open {
        /// The id of the group in the directory file.
        #[arg(long, value_name = "ID")]
        group: String,
        /// Also print the link as a QR code for phones.
        #[arg(long)]
        qr: bool,
        /// Also write the QR code to this file, as SVG, for a notice or a pinned picture.
        #[arg(long, value_name = "FILE")]
        qr_file: Option<PathBuf>,
        #[command(flatten)]
        config: ConfigFile,
    },
}

pub(super) fn run(
    arguments: &LinksArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Question::Open { group, qr, qr_file, config } = &arguments.question;
    let Some(config) = config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let Some(links) = app::links_of(&config) else {
        writeln!(err, "Links need a key: set links.key and links.public_url.")?;
        return Ok(ExitCode::FAILURE);
    };
    let group = GroupId::new(group);
    if let Some(problem) = problem_with(&*directory(&config)?, &group) {
        writeln!(err, "{problem}")?;
        return Ok(ExitCode::FAILURE);
    }
    let link = links.to_open(&group);
    writeln!(out, "{link}")?;
    let code = QrCode::new(&link).context("the link does not fit into a QR code")?;
    if *qr {
        writeln!(out, "{}", code.render::<unicode::Dense1x2>().build())?;
    }
    if let Some(file) = qr_file {
        let picture = code.render::<svg::Color<'_>>().min_dimensions(QR_SIZE, QR_SIZE).build();
        std::fs::write(file, picture)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn directory(config: &Config) -> anyhow::Result<std::sync::Arc<Directory>> {
    block_on(async {
        let url = config.database.url.expose_secret();
        let store = Store::open_existing(url, &TaskTracker::new()).await?;
        let directory = store.directory();
        store.close().await;
        Ok(directory)
    })?
}

fn problem_with(directory: &Directory, group: &GroupId) -> Option<String> {
    let Some(known) = directory.groups.get(group) else {
        return Some(format!("The directory has no group {:?}.", group.as_str()));
    };
    known.customer().is_none().then(|| format!("{:?} is not a customer's group.", group.as_str()))
}

//! `watchbell completions` and `watchbell man`: what shells and `man` want to know, from the same
//! declaration as `--help`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Command;
use clap_complete::Shell;

/// For one shell.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArguments {
    shell: Shell,
}

/// Where to.
#[derive(Debug, clap::Args)]
pub(super) struct ManArguments {
    /// A directory for one page for each subcommand; without it the page of `watchbell` itself is
    /// printed.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn completions(
    arguments: &CompletionsArguments,
    mut program: Command,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    // The generator ends the program when it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "watchbell", &mut script);
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn pages(
    arguments: &ManArguments,
    program: Command,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    match &arguments.dir {
        None => clap_mangen::Man::new(program).render(out)?,
        Some(dir) => clap_mangen::generate_to(program, dir)
            .with_context(|| format!("the pages cannot be written to {}", dir.display()))?,
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, ValueEnum};

    use super::super::Cli;
    use super::*;

    #[test]
    fn every_shell_completes_every_subcommand() {
        for shell in Shell::value_variants() {
            let mut out = Vec::new();
            completions(&CompletionsArguments { shell: *shell }, Cli::command(), &mut out).unwrap();
            let script = String::from_utf8(out).unwrap();
            for command in Cli::command().get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            }
        }
    }

    #[test]
    fn there_is_a_page_for_each_subcommand() {
        let folder = tempfile::tempdir().unwrap();
        let arguments = ManArguments { dir: Some(folder.path().to_owned()) };
        pages(&arguments, Cli::command(), &mut Vec::new()).unwrap();
        for command in Cli::command().get_subcommands() {
            let page = folder.path().join(format!("watchbell-{}.1", command.get_name()));
            assert!(page.exists(), "{}", page.display());
        }
    }
}

//! The command line: arguments in, exit code out. Everything else is in the library.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use watchbell::cli::{self, Cli};

fn main() -> anyhow::Result<ExitCode> {
    cli::run(Cli::parse(), &mut io::stdout().lock(), &mut io::stderr().lock())
}

//! The command line: arguments in, exit code out. Everything else is in the library.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use watchbell::cli::{self, Cli};

fn main() -> anyhow::Result<ExitCode> {
    match cli::run(Cli::parse(), &mut io::stdout().lock(), &mut io::stderr().lock()) {
        // Whoever reads our output has seen enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        done => done,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

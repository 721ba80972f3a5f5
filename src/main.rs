//! The command line: arguments in, exit code out. Everything else is in the library.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use tikv_jemallocator::Jemalloc;
use watchbell::cli::{self, Cli};

/// A command makes some hundred small allocations; with the system's allocator it costs a seventh
/// more processor time.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> anyhow::Result<ExitCode> {
    // Not locked: this thread would keep the lock as long as the bot lives, and the first log line
    // of any other thread would wait for it for ever.
    match cli::run(Cli::parse(), &mut io::stdout(), &mut io::stderr()) {
        // Whoever reads our output has seen enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        done => done,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

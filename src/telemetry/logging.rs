//! Log lines: where they go, how they look, and which are written.
//!
//! Libraries that speak to platforms write whole frames and headers at `debug` and `trace`, with
//! the robot's secret, the gateway's token and the words of customers in them. Whatever level is
//! configured, their lines below `info` are not written; ours contain no secret at any level.

use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{EnvFilter, Layer as _, Registry, filter};

/// The most that others' lines may tell.
const OF_LIBRARIES: LevelFilter = LevelFilter::INFO;

/// The crates of this program, as the targets of their lines begin.
const OWN: [&str; 8] = [
    "chat",
    "chat_dingtalk",
    "chat_discord",
    "chat_mail",
    "chat_sandbox",
    "chat_wecom",
    "chat_welink",
    "watchbell",
];

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// For people.
    Text,
    /// One JSON object each, for machines.
    Json,
}

/// Sends log lines to standard error. `filter` is a level, or a list such as
/// `info,watchbell::engine=debug`; parts of it that cannot be read are skipped. Once per process.
pub fn start(lines: Lines, filter: &str) -> Result<(), TryInitError> {
    // Colour codes make a file or a journal hard to read and to search.
    let is_coloured = std::io::stderr().is_terminal();
    subscriber(lines, filter, is_coloured, std::io::stderr).try_init()
}

fn subscriber<W>(
    lines: Lines,
    filter: &str,
    is_coloured: bool,
    writer: W,
) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines_to = tracing_subscriber::fmt::layer().with_ansi(is_coloured).with_writer(writer);
    let lines_to = match lines {
        Lines::Text => lines_to.boxed(),
        Lines::Json => lines_to.json().flatten_event(true).boxed(),
    };
    let wanted = EnvFilter::builder().parse_lossy(filter);
    let harmless = filter::filter_fn(is_harmless);
    Registry::default().with(lines_to.with_filter(harmless).with_filter(wanted))
}

/// Whether a line cannot hold a secret: it is ours, or tells little.
fn is_harmless(line: &Metadata<'_>) -> bool {
    let from = line.target().split("::").next().unwrap_or_default();
    OWN.contains(&from) || *line.level() <= OF_LIBRARIES
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Debug, Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Page {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    /// What is written of a few lines under a configured level.
    fn written(lines: Lines, level: &str) -> String {
        let page = Page::default();
        tracing::subscriber::with_default(subscriber(lines, level, false, page.clone()), || {
            tracing::trace!(target: "tokio_tungstenite", "sends secret-in-a-frame");
            tracing::debug!(target: "serenity::gateway", "token secret-of-the-gateway");
            tracing::trace!(target: "hyper::proto", "authorization: secret-in-a-header");
            tracing::debug!(target: "chatty", "secret-of-a-neighbour");
            tracing::warn!(target: "sqlx::query", "a slow statement");
            tracing::trace!(target: "chat_wecom::socket", "our own trace");
            tracing::info!(target: "watchbell::engine", "our own news");
        });
        String::from_utf8(page.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn no_level_makes_a_library_print_what_it_sends() {
        for level in
            ["trace", "debug", "tokio_tungstenite=trace,serenity=trace,info", "trace,hyper=trace"]
        {
            for lines in [Lines::Text, Lines::Json] {
                let written = written(lines, level);
                assert!(!written.contains("secret"), "{level}: {written}");
                assert!(written.contains("a slow statement"), "{level}: {written}");
                assert!(written.contains("our own news"), "{level}: {written}");
            }
        }
        assert!(written(Lines::Text, "trace").contains("our own trace"));
        assert!(!written(Lines::Text, "info").contains("our own trace"));
    }
}

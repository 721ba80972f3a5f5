//! `watchbell fake-platform`: a stand-in for a chat platform, to rehearse against without an account.
//!
//! Each adapter brings the stand-in of its own platform; here it is only started, and told how to be used.

use std::future::Future;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::pin::Pin;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use tokio::net::TcpListener;
use url::Url;

use crate::shutdown;
use crate::telemetry::{self, Lines};

/// Stands in for a chat platform until told to stop.
#[derive(Debug, clap::Args)]
pub(super) struct FakePlatformArguments {
    /// Which platform.
    #[arg(value_enum)]
    kind: Kind,
    /// Where it listens. Its keys are known to everybody, so keep it on this machine.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9400")]
    listen: SocketAddr,
    /// The bot's own address, for what is called back over HTTP.
    #[arg(long, value_name = "URL")]
    bot: Option<Url>,
}

/// The platforms that were built in.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    #[cfg(feature = "dingtalk")]
    #[value(name = "dingtalk")]
    DingTalk,
    #[cfg(feature = "discord")]
    Discord,
    #[cfg(feature = "wecom")]
    #[value(name = "wecom")]
    WeCom,
    #[cfg(feature = "welink")]
    #[value(name = "welink")]
    WeLink,
}

/// A stand-in that runs.
type Running = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

impl Kind {
    /// The section of a configuration by which a bot talks to the stand-in.
    fn configuration(self, address: SocketAddr) -> String {
        match self {
            #[cfg(feature = "dingtalk")]
            Self::DingTalk => chat_dingtalk::fake_server::configuration(address),
            #[cfg(feature = "discord")]
            Self::Discord => chat_discord::fake_server::configuration(address),
            #[cfg(feature = "wecom")]
            Self::WeCom => chat_wecom::fake_server::configuration(address),
            #[cfg(feature = "welink")]
            Self::WeLink => chat_welink::fake_server::configuration(address),
        }
    }

    fn rehearse(self, listener: TcpListener, bot: Option<Url>) -> Running {
        match self {
            #[cfg(feature = "dingtalk")]
            Self::DingTalk => Box::pin(chat_dingtalk::fake_server::rehearse(listener, bot)),
            #[cfg(feature = "discord")]
            Self::Discord => Box::pin(chat_discord::fake_server::rehearse(listener, bot)),
            #[cfg(feature = "wecom")]
            Self::WeCom => Box::pin(chat_wecom::fake_server::rehearse(listener, bot)),
            #[cfg(feature = "welink")]
            Self::WeLink => Box::pin(chat_welink::fake_server::rehearse(listener, bot)),
        }
    }
}

/// Starts the stand-in, says how to use it, and runs it until SIGTERM or SIGINT.
pub(super) fn run(arguments: &FakePlatformArguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    telemetry::start_logging(Lines::Text, "info")?;
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("a TLS provider was installed twice"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(stand_in(arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

async fn stand_in(arguments: &FakePlatformArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let FakePlatformArguments { kind, listen, bot } = arguments;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("the address {listen} cannot be listened on"))?;
    let address = listener.local_addr()?;
    out.write_all(introduction(address, &kind.configuration(address)).as_bytes())?;
    out.flush()?;
    tokio::select! {
        ended = kind.rehearse(listener, bot.clone()) => ended.context("the stand-in ended"),
        signal = shutdown::told_to_stop() => signal.map(drop).context("signals cannot be heard"),
    }
}

/// What to put into the bot's configuration, and how to play the people on the platform.
fn introduction(address: SocketAddr, configuration: &str) -> String {
    let configuration = configuration.trim();
    format!(
        r#"Put this into the bot's configuration, and start the bot with `watchbell serve`:

{configuration}

Then play the people. ROOM and ACCOUNT are the platform's own ids: a group, and who writes or presses.

  somebody writes    curl -H 'content-type: application/json' http://{address}/_fake/say -d '{{"room": "ROOM", "account": "ACCOUNT", "text": "help"}}'
  presses a button   curl -H 'content-type: application/json' http://{address}/_fake/press -d '{{"message": "ID", "button": "LABEL", "account": "ACCOUNT"}}'
  what can be read   curl 'http://{address}/_fake/messages?room=ROOM'
  misbehave          curl -H 'content-type: application/json' http://{address}/_fake/fault -d '{{"fault": "rate_limited", "times": 3}}'
  what was counted   curl http://{address}/_fake/figures

Faults: slow (with "millis"), drop, duplicate, reorder, expire_tokens, rate_limited, unavailable, close_socket.
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_introduction_says_what_to_configure_and_how_to_drive_it() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9400));
        insta::assert_snapshot!(introduction(address, "[platforms.somewhere]\nkind = \"somewhere\"\n"), @r#"
        Put this into the bot's configuration, and start the bot with `watchbell serve`:

        [platforms.somewhere]
        kind = "somewhere"

        Then play the people. ROOM and ACCOUNT are the platform's own ids: a group, and who writes or presses.

          somebody writes    curl -H 'content-type: application/json' http://127.0.0.1:9400/_fake/say -d '{"room": "ROOM", "account": "ACCOUNT", "text": "help"}'
          presses a button   curl -H 'content-type: application/json' http://127.0.0.1:9400/_fake/press -d '{"message": "ID", "button": "LABEL", "account": "ACCOUNT"}'
          what can be read   curl 'http://127.0.0.1:9400/_fake/messages?room=ROOM'
          misbehave          curl -H 'content-type: application/json' http://127.0.0.1:9400/_fake/fault -d '{"fault": "rate_limited", "times": 3}'
          what was counted   curl http://127.0.0.1:9400/_fake/figures

        Faults: slow (with "millis"), drop, duplicate, reorder, expire_tokens, rate_limited, unavailable, close_socket.
        "#);
    }
}

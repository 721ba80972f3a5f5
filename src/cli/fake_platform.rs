//! `watchbell fake-platform`: a stand-in for a chat platform, to rehearse against without an account.
//!
//! Each adapter brings the stand-in of its own platform; here it is only started, and told how to be used.

use std::future::Future;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::pin::Pin;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::ValueEnum as _;
use tokio::net::TcpListener;
use url::Url;

use crate::shutdown;
use crate::telemetry::{self, Lines};

/// Simulates a chat platform until told to stop.
#[derive(Debug, clap::Args)]
pub(super) struct FakePlatformArguments {
    /// Which platform.
    #[arg(value_enum)]
    kind: Kind,
    /// The address it listens on. Its keys are public, so keep it on this machine.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9400")]
    listen: SocketAddr,
    /// The bot's own address, for HTTP callbacks.
    #[arg(long, value_name = "URL")]
    bot: Option<Url>,
    /// How the bot is to hear, where the platform knows several ways; its usual way when left out. This only changes
    /// the configuration that is printed: the stand-in serves every way at once.
    #[arg(long, value_enum, value_name = "WAY")]
    hearing: Option<Hearing>,
}

/// The ways for a bot to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Hearing {
    /// `DingTalk`: connections of the bot's own.
    Stream,
    /// `DingTalk`: callbacks.
    Http,
    /// Discord: a connection of the bot's own.
    Gateway,
    /// Discord: interactions posted to the bot.
    Interactions,
    /// `WeCom`: callbacks.
    Callback,
    /// `WeCom`: a connection of the robot's own.
    LongConnection,
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
    /// The section of a configuration by which a bot talks to the stand-in; none where nobody hears that way.
    fn configuration(self, hearing: Option<Hearing>, address: SocketAddr) -> Option<String> {
        let section = match (self, hearing) {
            #[cfg(feature = "dingtalk")]
            (Self::DingTalk, None | Some(Hearing::Stream)) => {
                chat_dingtalk::fake_server::configuration(address)
            }
            #[cfg(feature = "dingtalk")]
            (Self::DingTalk, Some(Hearing::Http)) => {
                chat_dingtalk::fake_server::configuration_over_http(address)
            }
            #[cfg(feature = "discord")]
            (Self::Discord, None | Some(Hearing::Gateway)) => {
                chat_discord::fake_server::configuration(address)
            }
            #[cfg(feature = "discord")]
            (Self::Discord, Some(Hearing::Interactions)) => {
                chat_discord::fake_server::configuration_of_endpoint(address)
            }
            #[cfg(feature = "wecom")]
            (Self::WeCom, None | Some(Hearing::Callback)) => {
                chat_wecom::fake_server::configuration(address)
            }
            #[cfg(feature = "wecom")]
            (Self::WeCom, Some(Hearing::LongConnection)) => {
                chat_wecom::fake_server::configuration_of_long_connection(address)
            }
            #[cfg(feature = "welink")]
            (Self::WeLink, None) => chat_welink::fake_server::configuration(address),
            _ => return None,
        };
        Some(section)
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
pub(super) fn run(
    arguments: &FakePlatformArguments,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    telemetry::start_logging(Lines::Text, "info")?;
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("a TLS provider was installed twice"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(stand_in(arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

async fn stand_in(arguments: &FakePlatformArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let FakePlatformArguments { kind, listen, bot, hearing } = arguments;
    anyhow::ensure!(
        kind.configuration(*hearing, *listen).is_some(),
        nobody_hears_so(*kind, *hearing)
    );
    let listener =
        TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let section = kind.configuration(*hearing, address).unwrap_or_default();
    out.write_all(introduction(address, &section).as_bytes())?;
    out.flush()?;
    tokio::select! {
        ended = kind.rehearse(listener, bot.clone()) => ended.context("the simulator stopped"),
        signal = shutdown::told_to_stop() => signal.map(drop).context("cannot listen for signals"),
    }
}

/// Which ways the platform has instead.
fn nobody_hears_so(kind: Kind, hearing: Option<Hearing>) -> String {
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let ways = Hearing::value_variants()
        .iter()
        .filter(|way| kind.configuration(Some(**way), nowhere).is_some());
    let ways: Vec<String> = ways.map(name_of).collect();
    let instead = if ways.is_empty() {
        "leave it out".to_owned()
    } else {
        format!("use {}", ways.join(" or "))
    };
    let asked = hearing.as_ref().map(name_of).unwrap_or_default();
    format!("{} has no --hearing {asked}: {instead}", name_of(&kind))
}

/// As it is written on the command line.
fn name_of(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
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
    fn a_way_of_hearing_is_printed_where_the_platform_has_it_and_refused_elsewhere() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9400));
        let printed =
            |kind: Kind, hearing| kind.configuration(Some(hearing), address).unwrap_or_default();
        assert!(printed(Kind::DingTalk, Hearing::Http).contains("mode = \"http\""));
        assert!(printed(Kind::Discord, Hearing::Interactions).contains("mode = \"interactions\""));
        assert!(
            printed(Kind::WeCom, Hearing::LongConnection)
                .contains("socket = \"ws://127.0.0.1:9400/\"")
        );
        assert_eq!(Kind::Discord.configuration(Some(Hearing::Stream), address), None);
        let refused =
            [Kind::Discord, Kind::WeLink].map(|kind| nobody_hears_so(kind, Some(Hearing::Stream)));
        insta::assert_snapshot!(refused.join("\n"), @r"
        discord has no --hearing stream: use gateway or interactions
        welink has no --hearing stream: leave it out
        ");
    }

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

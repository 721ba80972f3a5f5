//! `watchbell simulate`: a simulator of a chat platform, to try a configuration without an account
//! there.
//!
//! The simulators are crates beside the adapters. This command starts one and prints how to use it.

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
use crate::telemetry::logging::{self, Lines};

/// Simulates a chat platform until told to stop.
#[derive(Debug, clap::Args)]
pub(super) struct SimulateArguments {
    /// The platform.
    #[arg(value_enum)]
    platform: Platform,
    /// The address it listens on. Everybody knows its keys, so keep it on this machine.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9400")]
    listen: SocketAddr,
    /// The address at which the bot reaches it, where that is another one, such as a proxy's.
    #[arg(long, value_name = "ADDR")]
    public: Option<SocketAddr>,
    /// The bot's own address, for platforms that call it back over HTTP.
    #[arg(long, value_name = "URL")]
    bot: Option<Url>,
    /// How the bot receives events, where the platform has several ways; its usual way when left
    /// out. This only changes the configuration that is printed: the simulator serves every way at
    /// once.
    #[arg(long, value_enum, value_name = "WAY")]
    receive: Option<Receive>,
}

/// The ways for a bot to receive events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Receive {
    /// `DingTalk`: connections that the bot holds.
    Stream,
    /// `DingTalk`: callbacks.
    Http,
    /// Discord: a connection that the bot holds.
    Gateway,
    /// Discord: interactions posted to the bot.
    Interactions,
    /// `WeCom`: callbacks.
    Callback,
    /// `WeCom`: a connection that the robot holds.
    LongConnection,
}

/// The platforms that have a simulator.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Platform {
    #[value(name = "dingtalk")]
    DingTalk,
    Discord,
    #[value(name = "wecom")]
    WeCom,
    #[value(name = "welink")]
    WeLink,
}

/// A running simulator.
type Running = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

impl Platform {
    /// The section of the configuration for a bot that talks to the simulator; none where the
    /// platform has no such way to receive.
    fn configuration(self, receive: Option<Receive>, address: SocketAddr) -> Option<String> {
        let section = match (self, receive) {
            (Self::DingTalk, None | Some(Receive::Stream)) => {
                dingtalk_simulator::configuration(address)
            }
            (Self::DingTalk, Some(Receive::Http)) => {
                dingtalk_simulator::configuration_over_http(address)
            }
            (Self::Discord, None | Some(Receive::Gateway)) => {
                discord_simulator::configuration(address)
            }
            (Self::Discord, Some(Receive::Interactions)) => {
                discord_simulator::configuration_of_endpoint(address)
            }
            (Self::WeCom, None | Some(Receive::Callback)) => {
                wecom_simulator::configuration(address)
            }
            (Self::WeCom, Some(Receive::LongConnection)) => {
                wecom_simulator::configuration_of_long_connection(address)
            }
            (Self::WeLink, None) => welink_simulator::configuration(address),
            _ => return None,
        };
        Some(section)
    }

    fn run(self, listener: TcpListener, address: SocketAddr, bot: Option<Url>) -> Running {
        match self {
            Self::DingTalk => Box::pin(dingtalk_simulator::run(listener, address, bot)),
            Self::Discord => Box::pin(discord_simulator::run(listener, bot)),
            Self::WeCom => Box::pin(wecom_simulator::run(listener, address, bot)),
            Self::WeLink => Box::pin(welink_simulator::run(listener, bot)),
        }
    }
}

/// Starts the simulator, prints how to use it, and runs it until SIGTERM or SIGINT.
pub(super) fn run(
    arguments: &SimulateArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    if !arguments.listen.ip().is_loopback() {
        writeln!(
            err,
            "{} is not a loopback address: everybody knows the simulator's keys, so anybody who can \
             reach it can act as anybody there.",
            arguments.listen
        )?;
    }
    logging::start(Lines::Text, "info")?;
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("a TLS provider was installed twice"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(simulate(arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

async fn simulate(arguments: &SimulateArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let SimulateArguments { platform, listen, public, bot, receive } = arguments;
    anyhow::ensure!(
        platform.configuration(*receive, *listen).is_some(),
        no_such_way(*platform, *receive)
    );
    let listener =
        TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let reached_at = public.unwrap_or(address);
    let section = platform.configuration(*receive, reached_at).unwrap_or_default();
    out.write_all(introduction(address, &section).as_bytes())?;
    out.flush()?;
    tokio::select! {
        ended = platform.run(listener, reached_at, bot.clone()) => ended.context("the simulator ended"),
        signal = shutdown::told_to_stop() => signal.map(drop).context("cannot receive signals"),
    }
}

/// Names the ways that the platform has instead.
fn no_such_way(platform: Platform, receive: Option<Receive>) -> String {
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let ways = Receive::value_variants()
        .iter()
        .filter(|way| platform.configuration(Some(**way), nowhere).is_some());
    let ways: Vec<String> = ways.map(name_of).collect();
    let instead = if ways.is_empty() {
        "leave it out".to_owned()
    } else {
        format!("use {}", ways.join(" or "))
    };
    let asked = receive.as_ref().map(name_of).unwrap_or_default();
    format!("{} has no --receive {asked}: {instead}", name_of(&platform))
}

/// The name on the command line.
fn name_of(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// What to put into the bot's configuration, and how to act as the people on the platform.
fn introduction(address: SocketAddr, configuration: &str) -> String {
    let configuration = configuration.trim();
    format!(
        r#"Put this into the bot's configuration, and start the bot with `watchbell serve`:

{configuration}

Then act as the people. ROOM and ACCOUNT are the platform's own ids of a group and a person.

  write              curl -H 'content-type: application/json' http://{address}/_simulator/say -d '{{"room": "ROOM", "account": "ACCOUNT", "text": "help"}}'
  press a button     curl -H 'content-type: application/json' http://{address}/_simulator/press -d '{{"message": "ID", "button": "LABEL", "account": "ACCOUNT"}}'
  read messages      curl 'http://{address}/_simulator/messages?room=ROOM'
  inject a fault     curl -H 'content-type: application/json' http://{address}/_simulator/fault -d '{{"fault": "rate_limited", "times": 3}}'
  read the figures   curl http://{address}/_simulator/figures

Faults: slow (with "millis"), drop, duplicate, reorder, expire_tokens, rate_limited, unavailable, close_socket.
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_to_receive_is_printed_where_the_platform_has_it_and_refused_elsewhere() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9400));
        let printed = |platform: Platform, receive| {
            platform.configuration(Some(receive), address).unwrap_or_default()
        };
        assert!(printed(Platform::DingTalk, Receive::Http).contains("mode = \"http\""));
        assert!(
            printed(Platform::Discord, Receive::Interactions).contains("mode = \"interactions\"")
        );
        assert!(
            printed(Platform::WeCom, Receive::LongConnection)
                .contains("socket = \"ws://127.0.0.1:9400/\"")
        );
        assert_eq!(Platform::Discord.configuration(Some(Receive::Stream), address), None);
        let refused = [Platform::Discord, Platform::WeLink]
            .map(|platform| no_such_way(platform, Some(Receive::Stream)));
        insta::assert_snapshot!(refused.join("\n"), @r"
        discord has no --receive stream: use gateway or interactions
        welink has no --receive stream: leave it out
        ");
    }

    #[test]
    fn the_introduction_says_what_to_configure_and_how_to_use_it() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9400));
        insta::assert_snapshot!(introduction(address, "[platforms.somewhere]\nkind = \"somewhere\"\n"), @r#"
        Put this into the bot's configuration, and start the bot with `watchbell serve`:

        [platforms.somewhere]
        kind = "somewhere"

        Then act as the people. ROOM and ACCOUNT are the platform's own ids of a group and a person.

          write              curl -H 'content-type: application/json' http://127.0.0.1:9400/_simulator/say -d '{"room": "ROOM", "account": "ACCOUNT", "text": "help"}'
          press a button     curl -H 'content-type: application/json' http://127.0.0.1:9400/_simulator/press -d '{"message": "ID", "button": "LABEL", "account": "ACCOUNT"}'
          read messages      curl 'http://127.0.0.1:9400/_simulator/messages?room=ROOM'
          inject a fault     curl -H 'content-type: application/json' http://127.0.0.1:9400/_simulator/fault -d '{"fault": "rate_limited", "times": 3}'
          read the figures   curl http://127.0.0.1:9400/_simulator/figures

        Faults: slow (with "millis"), drop, duplicate, reorder, expire_tokens, rate_limited, unavailable, close_socket.
        "#);
    }
}

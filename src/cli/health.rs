//! `watchbell health`: what the running bot says about itself, for a health check where nothing
//! else speaks HTTP, such as inside a container.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::config::ConfigFile;
use super::runtime::block_on;

/// Longest wait for a response. The bot's own checks take two seconds at most.
const PATIENCE: Duration = Duration::from_secs(5);

/// Ask the bot that runs with this configuration how it is.
#[derive(Debug, clap::Args)]
pub(super) struct HealthArguments {
    /// Only whether callbacks can be saved.
    #[arg(long, conflicts_with = "live")]
    ready: bool,
    /// Only whether it works at all; if not, a restart helps.
    #[arg(long)]
    live: bool,
    #[command(flatten)]
    config: ConfigFile,
}

impl HealthArguments {
    fn page(&self) -> &'static str {
        match (self.ready, self.live) {
            (true, _) => "/health/ready",
            (_, true) => "/health/live",
            _ => "/health",
        }
    }
}

/// Prints the page. Exits with 0 if its status is 200, and with 1 otherwise.
pub(super) fn run(
    arguments: &HealthArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let address = reachable(config.http.listen);
    let read = block_on(async { timeout(PATIENCE, response(address, arguments.page())).await })?;
    let response = match read {
        Ok(Ok(response)) => response,
        Ok(Err(why)) => {
            writeln!(
                err,
                "No bot answers at {address}: {why}. Does it run with this configuration?"
            )?;
            return Ok(ExitCode::FAILURE);
        }
        Err(_) => {
            writeln!(err, "The bot at {address} has not answered for {} s.", PATIENCE.as_secs())?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or((response.as_str(), ""));
    writeln!(out, "{body}")?;
    Ok(if head.split(' ').nth(1) == Some("200") { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Where a program on this machine finds the listener: one that listens everywhere is found on the
/// loopback.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// The whole response, head and body. In HTTP 1.0 it ends with the connection.
async fn response(address: SocketAddr, page: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {page} HTTP/1.0\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut response = String::new();
    stream.read_to_string(&mut response).await?;
    Ok(response)
}

//! Whether the host of an address of the alarm can be reached. Nothing is sent there: each request
//! to such an address counts as an alarm or as a sign of life.

use std::time::Duration;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpStream;

use crate::worker::at_most;

const PATIENCE: Duration = Duration::from_secs(3);

/// Where an address leads, without the rest of it, which may be a key; and why nobody answers
/// there, if so.
pub async fn reach(url: &SecretString) -> (String, Result<(), String>) {
    let place = url.expose_secret().parse().ok().and_then(|url: Url| {
        Some((url.host_str()?.trim_matches(['[', ']']).to_owned(), url.port_or_known_default()?))
    });
    let Some((host, port)) = place else {
        return ("its host".to_owned(), Err("the address names none".to_owned()));
    };
    let connected = at_most(PATIENCE, TcpStream::connect((host.as_str(), port))).await;
    let answer = match connected {
        Some(Ok(_)) => Ok(()),
        Some(Err(error)) => Err(error.to_string()),
        None => Err(format!("no answer within {} s", PATIENCE.as_secs())),
    };
    (format!("{host}:{port}"), answer)
}

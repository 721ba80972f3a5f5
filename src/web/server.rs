//! Listening, until told to stop.
//!
//! Whoever connects and sends nothing, or half a request, holds a file descriptor that the program
//! needs to call platforms and the database: such connections are closed, and there are never more
//! than leave a reserve for going out.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::connection::{self, Patience};
use crate::worker::at_most;

/// Clients on slow lines send a head within a second or two.
const HEAD: Duration = Duration::from_secs(10);
/// Longer than proxies keep a connection for the next request: nginx a minute, Caddy two. Where we
/// were first, a request could meet the closing and be lost.
const IDLE: Duration = Duration::from_secs(150);
/// File descriptors that are kept for calls to platforms, the database and files.
const RESERVE: usize = 256;
/// More connections than this serve nobody better.
const MOST: usize = 8192;
/// Enough for the head of a request, where others wait for the place.
const CROWDED: Duration = Duration::from_secs(1);
/// While all places are taken, connections are asked again to give way after so long: a request may
/// have been answered meanwhile.
const CROWDED_AGAIN: Duration = Duration::from_millis(100);
/// After a failure to take a connection, such as for want of file descriptors.
const AFTER_FAILURE: Duration = Duration::from_millis(200);

/// What connections may cost.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// From the first byte of a request to the last of its head.
    pub head: Duration,
    /// Between requests, or before the first.
    pub idle: Duration,
    /// How long a connection without a request keeps its place while another waits for it.
    pub crowded: Duration,
    /// At once. Where all places are taken, connections that hold no request give way.
    pub most: usize,
}

impl ConnectionLimits {
    /// Leaves a reserve of the files that the process may open, but at least half of them are for
    /// connections.
    pub fn with_open_files(files: usize) -> Self {
        let most = files.saturating_sub(RESERVE).max(files / 2).clamp(1, MOST);
        Self { head: HEAD, idle: IDLE, crowded: CROWDED, most }
    }
}

impl Default for ConnectionLimits {
    /// For a process that may open 1024 files, which is what Linux gives.
    fn default() -> Self {
        Self::with_open_files(1024)
    }
}

/// Serves on the listener until `stop` is cancelled, then takes no new connection, closes those that
/// hold no whole request, and returns when the requests under way have been answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(limits.most));
    let (crowded, crowd) = watch::channel(0);
    let connections = TaskTracker::new();
    let patience = Patience { head: limits.head, idle: limits.idle, crowded: limits.crowded };
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, _) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                at_most(AFTER_FAILURE, stop.cancelled()).await;
                continue;
            }
        };
        let place = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            place = place_among(&places, &crowded) => place,
        };
        // Answers are small; waiting to fill a packet would cost 40 ms each.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
        let served =
            connection::serve(stream, router.clone(), patience, crowd.clone(), stop.clone());
        connections.spawn(async move {
            served.await;
            drop(place);
        });
    }
    drop(listener);
    connections.close();
    connections.wait().await;
    Ok(())
}

/// A place for one connection. While all are taken, those that hold no request are told to give way.
async fn place_among(
    places: &Arc<Semaphore>,
    crowded: &watch::Sender<u64>,
) -> Option<OwnedSemaphorePermit> {
    loop {
        if let Ok(place) = Arc::clone(places).try_acquire_owned() {
            return Some(place);
        }
        crowded.send_modify(|times| *times += 1);
        let place = at_most(CROWDED_AGAIN, Arc::clone(places).acquire_owned()).await;
        if let Some(place) = place {
            return place.ok();
        }
    }
}

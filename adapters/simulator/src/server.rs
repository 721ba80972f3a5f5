//! A simulator's HTTP server on this machine.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::serve::ListenerExt as _;
use chat::Now;
use chrono::Utc;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A server in a task of its own; it stops when dropped.
#[derive(Debug)]
pub struct Server(AbortHandle);

impl Server {
    /// Serves the routes.
    pub fn start(listener: TcpListener, routes: Router) -> Self {
        #[expect(clippy::disallowed_methods, reason = "the drop of the server ends the task")]
        Self(tokio::spawn(serve(listener, routes)).abort_handle())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Listens on a free port of this machine.
pub async fn listen() -> io::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", 0)).await
}

/// Serves the routes until the listener fails. Handlers can extract the caller's address
/// (`ConnectInfo`).
pub async fn serve(listener: TcpListener, routes: Router) -> io::Result<()> {
    // Without this, small frames wait for each other: 40 ms each was measured.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>()).await
}

/// The clock of this machine, for a simulator that runs as a program.
pub fn machine_clock() -> Now {
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody injects a clock into a program of its own"
    )]
    Arc::new(Utc::now)
}

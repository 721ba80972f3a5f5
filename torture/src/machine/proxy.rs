//! A piece of network between two programs that a fault can close, freeze or open again.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// What the piece of network does with connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passage {
    /// Bytes pass.
    Open,
    /// Nobody listens, and open connections are closed.
    Refused,
    /// Connections are accepted or stay open, and no byte passes, as if a cable were cut.
    Silent,
}

/// Where connections go.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// The first of these that accepts, beginning with another one each time.
    Tcp(Vec<SocketAddr>),
    /// The socket that is named at the moment.
    Unix(watch::Receiver<PathBuf>),
}

/// A listening address in front of a target. It ends when dropped.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    passage: watch::Sender<Passage>,
    _tasks: JoinSet<()>,
}

impl Proxy {
    /// Listens on a free port of this machine.
    pub(crate) async fn start(target: Target) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (passage, states) = watch::channel(Passage::Open);
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, address, Arc::new(target), states));
        Ok(Self { address, passage, _tasks: tasks })
    }

    pub(crate) fn set(&self, passage: Passage) {
        self.passage.send_replace(passage);
    }
}

async fn serve(
    first: TcpListener,
    address: SocketAddr,
    target: Arc<Target>,
    mut states: watch::Receiver<Passage>,
) {
    let (mut listener, turn) = (Some(first), Arc::new(AtomicUsize::new(0)));
    let mut connections = JoinSet::new();
    loop {
        if *states.borrow_and_update() == Passage::Refused {
            listener = None;
        } else if listener.is_none() {
            // Somebody may still have the port for a moment; the next change or try finds it free.
            listener = TcpListener::bind(address).await.ok();
        }
        let accepted = async {
            match &listener {
                Some(listener) => listener.accept().await.ok(),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = states.changed() => if changed.is_err() { return },
            accepted = accepted => {
                let Some((stream, _)) = accepted else { continue };
                let (target, turn) = (Arc::clone(&target), Arc::clone(&turn));
                connections.spawn(connect(stream, target, turn, states.clone()));
                while connections.try_join_next().is_some() {}
            }
        }
    }
}

async fn connect(
    caller: TcpStream,
    target: Arc<Target>,
    turn: Arc<AtomicUsize>,
    states: watch::Receiver<Passage>,
) {
    let _ = caller.set_nodelay(true);
    match &*target {
        Target::Tcp(addresses) => {
            if let Some(callee) = first_that_accepts(addresses, &turn).await {
                let _ = callee.set_nodelay(true);
                join(caller, callee, states).await;
            }
        }
        Target::Unix(path) => {
            let path = path.borrow().clone();
            if let Ok(callee) = UnixStream::connect(path).await {
                join(caller, callee, states).await;
            }
        }
    }
}

async fn first_that_accepts(addresses: &[SocketAddr], turn: &AtomicUsize) -> Option<TcpStream> {
    let from = turn.fetch_add(1, Ordering::Relaxed);
    for step in 0..addresses.len() {
        let address = addresses.get((from + step) % addresses.len())?;
        if let Ok(stream) = TcpStream::connect(address).await {
            return Some(stream);
        }
    }
    None
}

/// Carries bytes both ways until one end closes or the passage is refused.
async fn join(
    near: impl AsyncRead + AsyncWrite,
    far: impl AsyncRead + AsyncWrite,
    states: watch::Receiver<Passage>,
) {
    let (from_near, to_near) = split(near);
    let (from_far, to_far) = split(far);
    tokio::select! {
        () = carry(from_near, to_far, states.clone()) => {}
        () = carry(from_far, to_near, states) => {}
    }
}

async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut states: watch::Receiver<Passage>,
) {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        let count = tokio::select! {
            refused = states.wait_for(|passage| *passage == Passage::Refused) => {
                drop(refused);
                return;
            }
            read = from.read(&mut bytes) => match read {
                Ok(0) | Err(_) => return,
                Ok(count) => count,
            },
        };
        // What was read while no byte may pass waits here.
        let is_over = states.wait_for(|passage| *passage != Passage::Silent).await.is_err();
        if is_over || *states.borrow() == Passage::Refused {
            return;
        }
        let Some(piece) = bytes.get(..count) else { return };
        if to.write_all(piece).await.is_err() {
            return;
        }
    }
}

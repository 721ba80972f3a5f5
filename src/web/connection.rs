//! One connection: how far its request has come, when it is closed for want of one, and how it ends
//! when the program does.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use futures::future::Either;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::worker::at_most;

/// How long a connection may wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// From the first byte of a request to the last of its head.
    pub(super) head: Duration,
    /// Between requests, or before the first.
    pub(super) idle: Duration,
    /// Either of them, while another connection waits for the place.
    pub(super) crowded: Duration,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    /// Nothing of one has come.
    Idle,
    /// Some of its head.
    Head,
    /// Its head and not all of its body; whoever reads the body limits the time of that.
    Body,
    /// All of it. It is answered now.
    Whole,
}

/// The phase of a connection and since when it lasts, shared by those who see bytes, heads, bodies
/// and answers.
#[derive(Debug)]
struct Progress {
    began_at: Instant,
    phase: AtomicU8,
    /// In milliseconds since the connection began.
    since: AtomicU64,
}

impl Progress {
    fn new() -> Self {
        let began_at = Instant::now();
        Self { began_at, phase: AtomicU8::new(Phase::Idle as u8), since: AtomicU64::new(0) }
    }

    fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Acquire) {
            0 => Phase::Idle,
            1 => Phase::Head,
            2 => Phase::Body,
            _ => Phase::Whole,
        }
    }

    fn enter(&self, phase: Phase) {
        let since = u64::try_from(self.began_at.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.since.store(since, Ordering::Release);
        self.phase.store(phase as u8, Ordering::Release);
    }

    /// A byte came.
    fn note_byte(&self) {
        if self.phase() == Phase::Idle {
            self.enter(Phase::Head);
        }
    }

    fn lasts(&self) -> Duration {
        let since = Duration::from_millis(self.since.load(Ordering::Acquire));
        self.began_at.elapsed().saturating_sub(since)
    }

    /// Whether the connection is worth less than the next one, when there is a place for only one.
    fn gives_way(&self, patience: Patience) -> bool {
        let holds_no_request = matches!(self.phase(), Phase::Idle | Phase::Head);
        holds_no_request && self.lasts() >= patience.crowded
    }

    fn is_overdue(&self, patience: Patience) -> bool {
        match self.phase() {
            Phase::Idle => self.lasts() >= patience.idle,
            Phase::Head => self.lasts() >= patience.head,
            Phase::Body | Phase::Whole => false,
        }
    }
}

/// Serves one connection until either side ends it. It is closed when a head takes too long or
/// nothing comes; when it holds no request and others wait for its place, which `crowded` tells; and
/// when the program stops: at once where it holds no whole request, else after the answer.
pub(super) async fn serve(
    stream: TcpStream,
    router: Router,
    patience: Patience,
    mut crowded: watch::Receiver<u64>,
    stop: CancellationToken,
) {
    let progress = Arc::new(Progress::new());
    let answering = Arc::clone(&progress);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let progress = Arc::clone(&answering);
        progress.enter(Phase::Body);
        let request: Request = request.map(|body| Body::new(Counted::new(body, &progress)));
        let router = router.clone();
        async move {
            let response = router.oneshot(request).await;
            // What the other side sends next is another request.
            response.map(|response| response.map(|body| Answer { body, progress }))
        }
    });
    let io = TokioIo::new(Watched { stream, progress: Arc::clone(&progress) });
    let mut connection = pin!(http1::Builder::new().serve_connection(io, service).with_upgrades());
    let mut is_stopping = false;
    loop {
        let was_told = is_stopping;
        let (stop, crowded) = (&stop, &mut crowded);
        let other = async move {
            tokio::select! {
                () = stop.cancelled(), if !was_told => {}
                // An error says that the listener is gone, which the stop tells too.
                changed = crowded.changed() => if changed.is_err() { stop.cancelled().await },
            }
        };
        let mut other = pin!(other);
        // The connection first: a request that has come is taken before anything is decided.
        let either = futures::future::select(connection.as_mut(), other.as_mut());
        let turn = at_most(patience.head, either);
        match turn.await {
            Some(Either::Left((ended, _))) => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended");
                }
                return;
            }
            Some(Either::Right(_)) if stop.is_cancelled() && !is_stopping => {
                if progress.phase() != Phase::Whole {
                    return;
                }
                is_stopping = true;
                connection.as_mut().graceful_shutdown();
            }
            Some(Either::Right(_)) => {
                if progress.gives_way(patience) {
                    return;
                }
            }
            None => {
                if progress.is_overdue(patience) {
                    return;
                }
            }
        }
    }
}

/// A stream that tells when bytes of a request come.
struct Watched {
    stream: TcpStream,
    progress: Arc<Progress>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.progress.note_byte();
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// The body of a request, which tells when it is whole.
struct Counted {
    body: Incoming,
    progress: Arc<Progress>,
}

impl Counted {
    fn new(body: Incoming, progress: &Arc<Progress>) -> Self {
        if body.is_end_stream() {
            progress.enter(Phase::Whole);
        }
        Self { body, progress: Arc::clone(progress) }
    }
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.body.is_end_stream() {
            self.progress.enter(Phase::Whole);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer. When it is gone, whole or not, the connection waits for a request again.
struct Answer {
    body: Body,
    progress: Arc<Progress>,
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.progress.enter(Phase::Idle);
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

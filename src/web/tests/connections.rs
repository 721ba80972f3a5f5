//! Connections that send nothing, half a request, or a whole one when the program is told to stop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::web::{ConnectionLimits, serve};

/// Nothing here takes so long unless it hangs.
const HANGS: Duration = Duration::from_secs(20);
const LONG: Duration = Duration::from_hours(1);
const SHORT: Duration = Duration::from_millis(30);

/// A server whose `/slow` answers only when it is let go.
struct Slow {
    address: std::net::SocketAddr,
    stop: CancellationToken,
    tasks: TaskTracker,
    /// One permit for each request that is being answered.
    entered: Arc<Semaphore>,
    go: Arc<Notify>,
}

impl Slow {
    async fn start(head: Duration, idle: Duration, most: usize) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let (entered, go) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
        let (told, wait) = (Arc::clone(&entered), Arc::clone(&go));
        let slow = move || async move {
            told.add_permits(1);
            wait.notified().await;
            "done"
        };
        let router = Router::new()
            .route("/slow", get(slow))
            .route("/quick", get(|| async { "here" }))
            .route("/echo", post(|body: String| async { body }));
        let limits = ConnectionLimits { head, idle, crowded: SHORT, most };
        tasks.spawn(serve(listener, router, limits, stop.clone()));
        tasks.close();
        Self { address, stop, tasks, entered, go }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn sends(&self, bytes: &str) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(bytes.as_bytes()).await.unwrap();
        stream
    }

    /// Waits until a request to `/slow` is being answered.
    async fn is_answering(&self) {
        tokio::time::timeout(HANGS, self.entered.acquire()).await.unwrap().unwrap().forget();
    }

    async fn ends(self) {
        self.stop.cancel();
        tokio::time::timeout(HANGS, self.tasks.wait()).await.unwrap();
    }
}

fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n")
}

/// All that comes until the other side closes.
async fn until_closed(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    // A reset is a closing too.
    let _ = tokio::time::timeout(HANGS, stream.read_to_end(&mut all)).await.unwrap();
    String::from_utf8(all).unwrap()
}

/// One answer with a body of four bytes; the connection stays open.
async fn answer(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    while !all.ends_with(b"here") && !all.ends_with(b"done") {
        let mut piece = [0; 256];
        let read = tokio::time::timeout(HANGS, stream.read(&mut piece)).await.unwrap().unwrap();
        assert!(read > 0, "closed after {:?}", String::from_utf8_lossy(&all));
        all.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(all).unwrap()
}

#[tokio::test]
async fn half_a_head_is_closed_though_bytes_keep_coming() {
    let server = Slow::start(SHORT, LONG, 100).await;
    assert_eq!(until_closed(server.sends("GET /quick HTTP/1.1\r\nho").await).await, "");
    let mut stream = server.sends("GET /quick HTTP/1.1\r\n").await;
    // Each line comes soon after the one before; the head as a whole is too late.
    let (mut byte, line) = ([0; 1], Duration::from_millis(5));
    while tokio::time::timeout(line, stream.read(&mut byte)).await.is_err() {
        let _ = stream.write_all(b"a: b\r\n").await;
    }
    server.ends().await;
}

#[tokio::test]
async fn whoever_sends_nothing_is_closed_before_the_first_request_and_after_it() {
    let server = Slow::start(SHORT, SHORT, 100).await;
    assert_eq!(until_closed(server.connect().await).await, "");
    let stream = server.sends(&request("/quick")).await;
    let said = until_closed(stream).await;
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("here"), "{said}");
    server.ends().await;
}

#[tokio::test]
async fn a_connection_serves_one_request_after_the_other_and_a_slow_answer_is_waited_for() {
    let server = Slow::start(SHORT, LONG, 100).await;
    let mut stream = server.sends(&request("/quick")).await;
    answer(&mut stream).await;
    stream.write_all(request("/slow").as_bytes()).await.unwrap();
    server.is_answering().await;
    // Another connection is closed for half a head meanwhile; this one is not.
    until_closed(server.sends("GET ").await).await;
    server.go.notify_one();
    assert!(answer(&mut stream).await.ends_with("done"));
    server.ends().await;
}

#[tokio::test]
async fn where_all_places_are_taken_idle_connections_give_way_and_requests_do_not() {
    let server = Slow::start(LONG, LONG, 2).await;
    let mut busy = server.sends(&request("/slow")).await;
    server.is_answering().await;
    let idle = server.connect().await;
    let mut next = server.sends(&request("/quick")).await;
    assert!(answer(&mut next).await.starts_with("HTTP/1.1 200"));
    assert_eq!(until_closed(idle).await, "");
    server.go.notify_one();
    assert!(answer(&mut busy).await.ends_with("done"));
    server.ends().await;
}

#[tokio::test]
async fn a_stop_closes_what_holds_no_whole_request_and_answers_what_does() {
    let server = Slow::start(LONG, LONG, 100).await;
    let whole = server.sends(&request("/slow")).await;
    server.is_answering().await;
    let mut used = server.sends(&request("/quick")).await;
    answer(&mut used).await;
    let idle = server.connect().await;
    let head = server.sends("GET /quick HTTP/1.1\r\n").await;
    let body =
        server.sends("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf").await;
    // The stop is seen after what was sent before it: one more request goes all the way round.
    let mut last = server.sends(&request("/quick")).await;
    answer(&mut last).await;
    server.stop.cancel();
    for stream in [used, idle, head, body, last] {
        assert_eq!(until_closed(stream).await, "");
    }
    server.go.notify_one();
    let said = until_closed(whole).await;
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("done"), "{said}");
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens any more");
    server.ends().await;
}

#[test]
fn a_reserve_of_files_is_left_for_going_out() {
    for (files, most) in [(1024, 768), (256, 128), (1, 1), (65_536, 8192), (usize::MAX, 8192)] {
        assert_eq!(ConnectionLimits::with_open_files(files).most, most, "{files}");
    }
}

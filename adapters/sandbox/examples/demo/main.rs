//! The page without the program behind it: a small world with a manual clock, for work on the page itself.
//!
//! `cargo run -p chat-sandbox --example demo -- 127.0.0.1:8080`

mod cast;
mod world;

use std::sync::Arc;

use chat_sandbox::{SandboxOptions, SandboxPlatform, router};

use world::{DemoWorld, StandingClock};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let clock = StandingClock::starting_at("2026-10-12T02:00:00Z");
    let read = clock.clone();
    let options = SandboxOptions { now: Arc::new(move || read.now()), seed: 1, data_dir: None };
    let platform = Arc::new(SandboxPlatform::open(options)?);
    let world = Arc::new(DemoWorld::new(Arc::clone(&platform), clock));
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    axum::serve(listener, router(platform, world)).await
}

//! What another program may hold on to: connections that say nothing, and the database's file.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tokio::net::TcpStream;

/// Held until let go.
pub(crate) enum Held {
    Connections(Vec<TcpStream>),
    File(Box<SqliteConnection>),
}

impl Held {
    pub(crate) async fn let_go(self) {
        match self {
            Self::Connections(streams) => drop(streams),
            Self::File(connection) => drop(connection.close().await),
        }
    }
}

/// Opens up to `count` connections and sends half a request on every second one.
pub(crate) async fn hold_connections(address: SocketAddr, count: usize) -> Held {
    let mut streams = Vec::new();
    for number in 0..count {
        let Ok(stream) = TcpStream::connect(address).await else { break };
        if number % 2 == 0 {
            let _ = stream.try_write(b"POST /hooks/dingtalk HTTP/1.1\r\nhost: x\r\ncontent-le");
        }
        streams.push(stream);
    }
    Held::Connections(streams)
}

/// Takes the file's write lock, as a backup does.
pub(crate) async fn lock_file(path: &Path) -> anyhow::Result<Held> {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection =
        SqliteConnection::connect_with(&options).await.context("the file cannot be opened")?;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut connection).await?;
    Ok(Held::File(Box::new(connection)))
}

//! The least of HTTP/1.1 that posts callbacks: one blocking connection, kept open, that costs next
//! to nothing.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use dingtalk_simulator::Callback;

const PATIENCE: Duration = Duration::from_secs(5);
const HEAD_END: &[u8] = b"\r\n\r\n";

/// A connection to the program.
pub(crate) struct Wire {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Wire {
    pub(crate) fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, answer: Vec::with_capacity(1024) })
    }

    /// Sends a request and reads its answer to the end; gives back the status.
    pub(crate) fn ask(&mut self, request: &[u8]) -> io::Result<u16> {
        self.stream.write_all(request)?;
        self.answer.clear();
        let head = loop {
            self.read_some()?;
            if let Some(at) =
                self.answer.windows(HEAD_END.len()).position(|bytes| bytes == HEAD_END)
            {
                break at;
            }
        };
        let (status, length) = status_and_length(&self.answer[..head])?;
        while self.answer.len() < head + HEAD_END.len() + length {
            self.read_some()?;
        }
        Ok(status)
    }

    fn read_some(&mut self) -> io::Result<()> {
        let mut piece = [0; 2048];
        match self.stream.read(&mut piece)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                self.answer.extend_from_slice(&piece[..count]);
                Ok(())
            }
        }
    }
}

fn status_and_length(head: &[u8]) -> io::Result<(u16, usize)> {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    status.zip(length).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// A callback as the bytes that the platform posts.
pub(crate) fn post(path: &str, (headers, body): &Callback) -> Vec<u8> {
    let mut head =
        format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A question without a body.
pub(crate) fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes()
}

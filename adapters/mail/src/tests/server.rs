//! The real mail server that tests talk to, as a process of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use serde::Deserialize;
use serde_json::{Value, json};

pub(super) const CERTIFICATE: &str = include_str!("../../tests/server/for-tests-only.cert.pem");

/// A server that ends with the test: it stops when its standard input closes.
pub(super) struct Server {
    pub(super) port: u16,
    lines: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    process: Child,
}

/// An e-mail as the server took it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Taken {
    pub(super) from: String,
    pub(super) to: Vec<String>,
    /// Headers and text as they travelled, dots taken off.
    pub(super) raw: String,
    /// Whether it came over TLS.
    pub(super) secure: bool,
}

/// What the server counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Figures {
    pub(super) connections: u32,
    pub(super) secure: u32,
    pub(super) logins: u32,
}

impl Server {
    /// A server that asks nobody to log in.
    pub(super) fn open() -> Self {
        Self::start(&json!({"act": "start", "tls": "none"}))
    }

    /// A server that lets one user in, with this kind of TLS.
    /// Kinds: `none`, `starttls`, `implicit`.
    pub(super) fn guarded(tls: &str, user: &str, password: &str) -> Self {
        Self::start(&json!({"act": "start", "tls": tls, "user": user, "password": password}))
    }

    fn start(what: &Value) -> Self {
        let script = super::SERVER;
        let mut process = Command::new(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{script} did not start: {error}"));
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let mut server =
            Self { port: 0, lines: Mutex::new((input, BufReader::new(output))), process };
        server.port = server.ask(what)["port"].as_u64().unwrap().try_into().unwrap();
        server
    }

    /// The e-mails it took, in their order.
    pub(super) fn emails(&self) -> Vec<Taken> {
        serde_json::from_value(self.ask(&json!({"act": "emails"}))).unwrap()
    }

    /// The only e-mail it took.
    pub(super) fn email(&self) -> Taken {
        let [email] = <[Taken; 1]>::try_from(self.emails()).unwrap();
        email
    }

    pub(super) fn figures(&self) -> Figures {
        serde_json::from_value(self.ask(&json!({"act": "figures"}))).unwrap()
    }

    /// The next time a conversation comes to this place, it is answered so. Places: `connection`,
    /// `sender`, `recipient`, `data`.
    pub(super) fn refuse_next(&self, at: &str, code: u16, text: &str) {
        self.ask(&json!({"act": "fail", "at": at, "code": code, "text": text, "times": 1}));
    }

    /// The next conversation ends there without an answer: `drop in data`, `drop before answer`; or
    /// hears nothing any more: `sender`, `recipient`.
    pub(super) fn break_next(&self, at: &str) {
        self.ask(&json!({"act": "fail", "at": at, "times": 1}));
    }

    /// Closes every connection, as servers do after a while.
    pub(super) fn hang_up(&self) {
        self.ask(&json!({"act": "hang_up"}));
    }

    fn ask(&self, what: &Value) -> Value {
        let mut lines = self.lines.lock().unwrap();
        writeln!(lines.0, "{what}").unwrap();
        let mut answer = String::new();
        lines.1.read_line(&mut answer).unwrap();
        assert!(!answer.is_empty(), "the mail server ended; why stands above");
        serde_json::from_str(&answer).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Taken {
    /// The value of a header, its lines joined as they were written.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.raw.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let value = |line: &str| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.to_owned())
        };
        unfolded.split("\r\n").find_map(value)
    }

    /// The names of all headers, in their order.
    pub(super) fn header_names(&self) -> Vec<String> {
        let (head, _) = self.raw.split_once("\r\n\r\n").unwrap();
        let named = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        named.map(|line| line.split(':').next().unwrap().to_owned()).collect()
    }

    /// The text as people read it.
    pub(super) fn text(&self) -> String {
        let (_, body) = self.raw.split_once("\r\n\r\n").unwrap();
        let text = match self.header("Content-Transfer-Encoding").as_deref() {
            Some("base64") => decoded(&body.replace("\r\n", "")),
            Some("quoted-printable") => printable(body),
            _ => body.to_owned(),
        };
        text.replace("\r\n", "\n").trim_end().to_owned()
    }

    /// The subject as people read it.
    pub(super) fn subject(&self) -> String {
        let subject = self.header("Subject").unwrap();
        let (mut read, mut was_encoded) = (String::new(), true);
        for word in subject.split(' ') {
            let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
            // The blank between two encoded words is none (RFC 2047, 6.2).
            let is_between_encoded = was_encoded && encoded.is_some();
            if !read.is_empty() && !is_between_encoded {
                read.push(' ');
            }
            read.push_str(&encoded.map_or_else(|| word.to_owned(), decoded));
            was_encoded = encoded.is_some();
        }
        read
    }
}

/// Base64, read independently of the library that wrote it.
fn decoded(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let digit = DIGITS.iter().position(|digit| *digit == letter).unwrap();
        held = (held << 6 | u32::try_from(digit).unwrap()) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn printable(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

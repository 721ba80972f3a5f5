//! The chats on disk: one JSON record a line, the newest line about a message counts.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;

use crate::record::Record;

/// The name of the file inside the data directory.
const FILE_NAME: &str = "messages.jsonl";

/// An open file of records; lines are only ever added.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
}

impl Journal {
    /// Opens or makes the file and reads what it holds, oldest line first.
    ///
    /// A process that was killed while writing leaves half a line at the end. Nobody was told that
    /// it was kept, so it is cut off. An unreadable line anywhere else is an error: somebody
    /// changed the file.
    pub(crate) fn open(directory: &Path) -> io::Result<(Self, Vec<Record>)> {
        std::fs::create_dir_all(directory)?;
        let path = directory.join(FILE_NAME);
        let file = OpenOptions::new().read(true).append(true).create(true).open(&path)?;
        let (records, whole_bytes) = read(&file)?;
        if file.metadata()?.len() > whole_bytes {
            tracing::warn!(path = %path.display(), "cut off half a line at the end of the sandbox's chats");
            file.set_len(whole_bytes)?;
        }
        Ok((Self { file }, records))
    }

    /// Writes one record down.
    pub(crate) fn write(&mut self, record: &Record) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }
}

/// The records, and how many bytes of the file hold whole lines.
fn read(file: &File) -> io::Result<(Vec<Record>, u64)> {
    let mut reader = BufReader::new(file);
    let mut records = Vec::new();
    let mut whole_bytes = 0;
    loop {
        let mut line = Vec::new();
        let length = reader.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok((records, whole_bytes));
        }
        records.push(parse(&line, records.len() + 1)?);
        whole_bytes += length as u64;
    }
}

fn parse(line: &[u8], number: usize) -> io::Result<Record> {
    serde_json::from_slice(line).map_err(|error| {
        io::Error::new(io::ErrorKind::InvalidData, format!("{FILE_NAME}, line {number}: {error}"))
    })
}

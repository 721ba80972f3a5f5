//! The last hash of every chain, as lines that are kept elsewhere.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::shown;
use crate::store::{Head, Place, Store};

/// One line: a chain, the number of its last act or row, and the hash of that.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    chain: Place,
    at: i64,
    hash: String,
}

/// Prints the heads. A record with faults has none worth keeping.
pub(super) async fn print(
    store: &Store,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let audit = store.audit(&[]).await?;
    if !audit.findings.is_empty() {
        writeln!(err, "No heads were printed, because the record is not whole:")?;
        audit.findings.iter().try_for_each(|finding| shown::finding(finding, err))?;
        return Ok(ExitCode::FAILURE);
    }
    for head in &audit.heads {
        writeln!(out, "{}", serde_json::to_string(&Line::of(head))?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads heads that were printed before.
pub(super) fn read(text: &str) -> anyhow::Result<Vec<Head>> {
    let line = |(index, text): (usize, &str)| {
        let wrong = || format!("line {} is none that `watchbell audit heads` prints", index + 1);
        let line: Line = serde_json::from_str(text).with_context(wrong)?;
        let hash = line.hash.parse().with_context(wrong)?;
        Ok(Head { place: line.chain, at: line.at, hash })
    };
    text.lines().enumerate().map(line).collect()
}

impl Line {
    fn of(head: &Head) -> Self {
        Self { chain: head.place, at: head.at, hash: head.hash.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incident::ActHash;
    use crate::ids::IncidentNumber;

    #[test]
    fn heads_are_read_as_they_are_printed() {
        for place in
            [Place::Incident(IncidentNumber(7)), Place::DirectoryHistory, Place::Operations]
        {
            let head = Head { place, at: 3, hash: ActHash::default() };
            let line = serde_json::to_string(&Line::of(&head)).unwrap();
            assert_eq!(read(&line).unwrap(), [head]);
        }
        let head =
            Head { place: Place::Incident(IncidentNumber(7)), at: 3, hash: ActHash([1; 32]) };
        let line = serde_json::to_string(&Line::of(&head)).unwrap();
        let hash = "01".repeat(32);
        assert_eq!(line, format!(r#"{{"chain":{{"incident":7}},"at":3,"hash":"{hash}"}}"#));
        let wrong = format!("{:#}", read("{}\n").unwrap_err());
        assert!(wrong.starts_with("line 1 is none that"), "{wrong}");
    }
}

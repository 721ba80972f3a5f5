//! What follows the verbs about news by mail: `subscribe`, `unsubscribe`.

use crate::commands::command::Command;
use crate::commands::lexer::Cursor;
use crate::ids::IncidentNumber;

/// `subscribe`, `subscribe #128`, `subscribe wang@bank.example`, in either order.
pub(super) fn subscribe(c: &mut Cursor<'_>) -> Command {
    let (incident, address) = incident_and_address(c);
    Command::Subscribe { incident, address }
}

/// The same.
pub(super) fn unsubscribe(c: &mut Cursor<'_>) -> Command {
    let (incident, address) = incident_and_address(c);
    Command::Unsubscribe { incident, address }
}

fn incident_and_address(c: &mut Cursor<'_>) -> (Option<IncidentNumber>, Option<String>) {
    let mut ahead = *c;
    let incident = ahead.incident();
    // `1wang@bank.example` begins with digits and is no number.
    let is_number =
        incident.is_some() && !ahead.rest().starts_with(|next: char| !next.is_whitespace());
    if is_number {
        *c = ahead;
    }
    let Some(words) = c.text() else { return (incident.filter(|_| is_number), None) };
    let (address, rest) = words.split_once(char::is_whitespace).unwrap_or((&words, ""));
    let behind = Cursor::new(rest).incident();
    (incident.filter(|_| is_number).or(behind), Some(bare(address)))
}

/// An address without what messages and people put around it: quotes, a full stop, and the sign of
/// no width that keeps an `@` from calling somebody.
fn bare(address: &str) -> String {
    let is_around = |c: char| "<>\"'“”「」。，,;；".contains(c);
    let visible: String =
        address.chars().filter(|c| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}')).collect();
    visible.trim_matches(is_around).trim_end_matches('.').replace('＠', "@")
}

//! What the server's answers mean for the sender.
//!
//! The same code means different things in different places of the conversation: `550` to the
//! recipient says that there is no such mailbox, `550` to the sender that this server does not
//! speak for us. So the place is kept. Texts of the server are left out of errors, but for the
//! enhanced status code (RFC 3463): they can hold anything.

use chat::SendError;
use lettre::transport::smtp;

/// How far a conversation had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Connecting, greeting, TLS, login.
    Opening,
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`.
    Data,
    /// The e-mail itself.
    Content,
}

impl Place {
    /// The end of a conversation without an answer. A server may have taken an e-mail whose
    /// content it has.
    pub(crate) fn lost(self, words: &str) -> SendError {
        match self {
            Self::Opening | Self::Sender | Self::Recipient | Self::Data => {
                SendError::Away(words.to_owned())
            }
            Self::Content => SendError::Uncertain(words.to_owned()),
        }
    }
}

/// A conversation that ended early.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) place: Place,
    pub(crate) error: smtp::Error,
}

impl From<Broken> for SendError {
    fn from(Broken { place, error }: Broken) -> Self {
        match error.status() {
            Some(code) => meaning(place, code.into(), enhanced(&error).as_deref()),
            None => without_answer(place, &error),
        }
    }
}

/// What a negative answer means. `enhanced` is the status code of RFC 3463, where the server gives
/// one.
pub fn meaning(place: Place, code: u16, enhanced: Option<&str>) -> SendError {
    let said = enhanced.map_or_else(|| code.to_string(), |enhanced| format!("{code} {enhanced}"));
    let is_policy = enhanced.is_some_and(|enhanced| enhanced.starts_with("5.7."));
    match (place, code) {
        (_, 530 | 534 | 535 | 538) => {
            SendError::Unauthorized(format!("the mail server refused the login ({said})"))
        }
        (_, 421) => SendError::Away(format!("the mail server is closing ({said})")),
        (_, 400..=499) => {
            SendError::Retryable(format!("the mail server asks to try later ({said})"))
        }
        (Place::Recipient, 550 | 551 | 553) if !is_policy => {
            SendError::gone(format!("the mail server knows no such mailbox ({said})"))
        }
        (Place::Recipient, _) => SendError::refused(format!(
            "the mail server accepts no e-mail for this mailbox ({said})"
        )),
        (Place::Data | Place::Content, _) => {
            SendError::refused(format!("the mail server refused the e-mail ({said})"))
        }
        (Place::Opening | Place::Sender, _) => {
            SendError::Unauthorized(format!("the mail server accepts no e-mail from us ({said})"))
        }
    }
}

fn without_answer(place: Place, error: &smtp::Error) -> SendError {
    if error.is_client() && place == Place::Opening {
        let what = "the mail server does not offer what the settings ask for: STARTTLS, or a way to log in";
        return SendError::Unauthorized(what.to_owned());
    }
    let words = if error.is_tls() {
        "no trusted TLS connection to the mail server"
    } else if place == Place::Opening {
        "the mail server could not be reached"
    } else {
        "the connection to the mail server broke"
    };
    place.lost(words)
}

/// The enhanced status code at the front of the server's text, such as `5.1.1`.
fn enhanced(error: &smtp::Error) -> Option<String> {
    let text = std::error::Error::source(error)?.to_string();
    let word = text.split_whitespace().next()?;
    let parts: Vec<&str> = word.split('.').collect();
    let is_number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(is_number)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_has_one_meaning_in_its_place() {
        let kind = |place, code, enhanced| match meaning(place, code, enhanced) {
            SendError::Retryable(_) => "later",
            SendError::Away(_) => "away",
            SendError::Uncertain(_) => "uncertain",
            SendError::Unauthorized(_) => "operator",
            SendError::Permanent { gone: true, .. } => "gone",
            SendError::Permanent { gone: false, .. } => "refused",
            SendError::RetryAfter(_) => "wait",
        };
        for (place, code, enhanced, expected) in [
            (Place::Opening, 421, None, "away"),
            (Place::Opening, 454, None, "later"),
            (Place::Opening, 535, Some("5.7.8"), "operator"),
            (Place::Opening, 554, None, "operator"),
            (Place::Sender, 530, None, "operator"),
            (Place::Sender, 550, Some("5.7.1"), "operator"),
            (Place::Sender, 452, None, "later"),
            (Place::Recipient, 450, None, "later"),
            (Place::Recipient, 451, Some("4.7.1"), "later"),
            (Place::Recipient, 550, None, "gone"),
            (Place::Recipient, 550, Some("5.1.1"), "gone"),
            (Place::Recipient, 551, None, "gone"),
            (Place::Recipient, 553, None, "gone"),
            (Place::Recipient, 550, Some("5.7.1"), "refused"),
            (Place::Recipient, 552, Some("5.2.2"), "refused"),
            (Place::Content, 550, None, "refused"),
            (Place::Content, 552, None, "refused"),
            (Place::Content, 554, Some("5.7.1"), "refused"),
            (Place::Content, 451, None, "later"),
        ] {
            assert_eq!(kind(place, code, enhanced), expected, "{place:?} {code} {enhanced:?}");
        }
    }
}

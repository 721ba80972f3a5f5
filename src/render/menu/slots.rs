//! What each verb takes, one slot after the other, in the order in which the line is written.
//!
//! The grammar's usage lines are for people; this is the same with a kind for each part. The names
//! are keys of the language files, too.

use crate::commands::verb::Verb;

/// A place for one option of a command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
    /// The word that stands before it in the line.
    word: &'static str,
}

/// What is allowed in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Incident,
    Severity,
    Person,
    OneOf(&'static [&'static str]),
    Text,
}

impl Slot {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: false, word: "" }
    }

    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn after(self, word: &'static str) -> Self {
        Self { word, ..self }
    }

    /// The value as it is in a line of this verb.
    pub(super) fn written(&self, verb: Verb, value: &str) -> String {
        let value = match self.kind {
            Kind::Incident if is_bare(value) && !takes_page_codes(verb) => format!("#{value}"),
            Kind::Person => format!("@{value}"),
            _ => value.to_owned(),
        };
        if self.word.is_empty() { value } else { format!("{} {value}", self.word) }
    }
}

fn is_bare(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
}

/// There four digits may be the code of a page, so nothing is put before them.
fn takes_page_codes(verb: Verb) -> bool {
    matches!(verb, Verb::Ack | Verb::Handoff)
}

const NUMBER: Slot = Slot::new("number", Kind::Incident);
const LEVEL: Slot = Slot::new("level", Kind::Severity);
const PERSON: Slot = Slot::new("person", Kind::Person);
const REASON: Slot = Slot::new("reason", Kind::Text);
const TEXT: Slot = Slot::new("text", Kind::Text).required();
const UNTIL: Slot = Slot::new("until", Kind::Text).required();
const CREDIT: Slot = Slot::new("credit", Kind::Text).required();
const TEAM: Slot = Slot::new("team", Kind::Text);

/// The slots of a verb.
#[expect(clippy::too_many_lines, reason = "one exhaustive table of verbs")]
pub(super) const fn of(verb: Verb) -> &'static [Slot] {
    match verb {
        Verb::Open => const { &[LEVEL, Slot::new("title", Kind::Text).required()] },
        Verb::Show
        | Verb::Why
        | Verb::Catchup
        | Verb::Transcript
        | Verb::Ack
        | Verb::Takeover
        | Verb::Resume
        | Verb::Skip
        | Verb::DowngradeAccess
        | Verb::Arrived
        | Verb::WarRoom
        | Verb::Withdraw => const { &[NUMBER] },
        Verb::List => const { &[Slot::new("scope", Kind::OneOf(&["open", "mine", "all"]))] },
        Verb::Say | Verb::Update | Verb::Note => const { &[NUMBER, TEXT] },
        Verb::Level => const { &[NUMBER, LEVEL.required(), REASON] },
        Verb::Escalate => {
            const { &[NUMBER, Slot::new("urgency", Kind::OneOf(&["urgent", "normal"])), REASON] }
        }
        Verb::Confirm => const { &[NUMBER, Slot::new("code", Kind::Text)] },
        Verb::Reject | Verb::Reopen => const { &[NUMBER, REASON] },
        Verb::Plan | Verb::Board | Verb::GroupCheck | Verb::CreditShow | Verb::Quota => {
            const { &[] }
        }
        Verb::Lang => {
            const { &[Slot::new("language", Kind::OneOf(&["zh", "en", "both"])).required()] }
        }
        Verb::Help => const { &[Slot::new("command", Kind::Text)] },
        Verb::Assign => const { &[NUMBER, PERSON.required()] },
        Verb::Every => const { &[NUMBER, Slot::new("duration", Kind::Text).required()] },
        Verb::Next => const { &[NUMBER, Slot::new("time", Kind::Text).required()] },
        Verb::Bridge => const { &[NUMBER, Slot::new("link", Kind::Text).required()] },
        Verb::Page => const { &[PERSON, TEAM, NUMBER, REASON] },
        Verb::Handoff => const { &[NUMBER, PERSON, Slot::new("summary", Kind::Text)] },
        Verb::Oncall => const { &[TEAM, Slot::new("time", Kind::Text)] },
        Verb::Cover => {
            const { &[TEAM, PERSON, Slot::new("from", Kind::Text).after("from"), UNTIL] }
        }
        Verb::Close => CLOSE,
        Verb::Mirror => const { &[MIRROR_ACT, NUMBER, Slot::new("group", Kind::Text).required()] },
        Verb::UserLink => const { &[PERSON, Slot::new("code", Kind::Text)] },
        Verb::Silence => const { &[NUMBER, UNTIL] },
        Verb::Subscribe | Verb::Unsubscribe => {
            const { &[NUMBER, Slot::new("address", Kind::Text)] }
        }
        Verb::CreditApprove => const { &[CREDIT] },
        Verb::CreditRefuse | Verb::CreditReverse => const { &[CREDIT, REASON.required()] },
        Verb::Solve => const { &[NUMBER, RESOLUTION, TEXT] },
        Verb::Wait => const { &[NUMBER, TEXT, Slot::new("until", Kind::Text).after("until")] },
        Verb::Express => const { &[Slot::new("title", Kind::Text).required()] },
        Verb::Contacts => CONTACTS,
        Verb::Access => const { &[ACCESS_ANSWER, NUMBER, Slot::new("text", Kind::Text)] },
        Verb::Regrade => const { &[NUMBER, LEVEL.required(), REASON.required()] },
        Verb::Dispatch => {
            const { &[NUMBER, PERSON.required(), Slot::new("time", Kind::Text).required()] }
        }
        Verb::Intake => const { &[NUMBER, Slot::new("text", Kind::Text)] },
        Verb::Duplicate => {
            const { &[NUMBER, Slot::new("original", Kind::Incident).required().after("of")] }
        }
        Verb::Rate => const { &[NUMBER, SCORE, Slot::new("words", Kind::Text)] },
    }
}

const RESOLUTION: Slot =
    Slot::new("resolution", Kind::OneOf(&["answered", "permanent-workaround", "change-request"]))
        .after("as");

const SCORE: Slot = Slot::new("score", Kind::OneOf(&["1", "2", "3", "4", "5"])).required();

const MIRROR_ACT: Slot = Slot::new("act", Kind::OneOf(&["add", "remove"])).required();

const ACCESS_ANSWER: Slot = Slot::new("answer", Kind::OneOf(&["granted", "refused"])).required();

const CLOSE: &[Slot] = &[
    NUMBER,
    Slot::new("outcome", Kind::OneOf(OUTCOMES)).required().after("as"),
    REASON.required(),
];

const CONTACTS: &[Slot] = &[
    Slot::new("decision", Kind::OneOf(&["allow", "deny"])),
    PERSON,
    Slot::new("right", Kind::OneOf(&["opening", "spending", "confirming"])),
];

const OUTCOMES: &[&str] =
    &["agreed", "transferred", "cancelled", "change-request", "duplicate", "out-of-scope"];

//! What a sentence may look at.

use chrono::{DateTime, Utc};

use crate::domain::customer::{Directory, Entitlement, Language, Person, Side};
use crate::domain::incident::Incident;

/// The facts behind a message.
pub struct Scene<'a> {
    pub now: DateTime<Utc>,
    pub directory: &'a Directory,
    pub entitlement: Option<&'a Entitlement>,
    pub incident: Option<&'a Incident>,
    pub audience: Audience<'a>,
}

/// Who reads it.
pub struct Audience<'a> {
    pub language: Language,
    pub platform: &'a str,
    pub side: Side,
    pub reader: Option<&'a Person>,
}

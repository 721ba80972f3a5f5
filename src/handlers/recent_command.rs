//! An act that somebody asks for twice.

use crate::domain::incident::Incident;
use crate::domain::notice::Intent;

/// An act that was done a moment ago, and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentCommand {
    pub answer: Intent,
    pub incident: Box<Incident>,
}

//! How much of what the plan wants a request to carry is known.

use serde::{Deserialize, Serialize};

use crate::ids::RequiredInfoItemId;

/// How much of what the plan asks for is known. It follows from the facts of the timeline alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredInfo {
    /// The items asked for, each once, in the order in which they were.
    pub asked: Vec<RequiredInfoItemId>,
    /// What was answered or skipped; the last word on an item counts.
    pub given: Vec<GivenItem>,
}

/// What the customer said of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenItem {
    pub item: RequiredInfoItemId,
    /// None where it was skipped.
    pub text: Option<String>,
}

impl RequiredInfo {
    /// Whether nothing was asked and nothing was said.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.given.is_empty()
    }

    /// The item that was asked for and has neither been answered nor skipped.
    pub fn pending(&self) -> Option<&RequiredInfoItemId> {
        self.asked.last().filter(|item| !self.is_settled(item))
    }

    /// What was said of an item.
    pub fn text_of(&self, item: &RequiredInfoItemId) -> Option<&str> {
        self.given.iter().find(|given| given.item == *item)?.text.as_deref()
    }

    /// Whether an item was answered or skipped.
    pub fn is_settled(&self, item: &RequiredInfoItemId) -> bool {
        self.given.iter().any(|given| given.item == *item)
    }

    pub(in super::super) fn settle(&mut self, item: &RequiredInfoItemId, text: Option<String>) {
        self.given.retain(|given| given.item != *item);
        self.given.push(GivenItem { item: item.clone(), text });
    }
}

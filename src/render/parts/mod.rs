//! Lines about one topic each, of which messages are made. They stand strictly below the messages.

pub(super) mod access;
pub(super) mod bridge;
pub(super) mod buttons;
pub(super) mod coverage;
pub(super) mod credits;
pub(super) mod customer;
pub(super) mod escalation;
pub(super) mod escorts;
pub(super) mod experts;
pub(super) mod express;
pub(super) mod facts;
pub(super) mod headline;
pub(super) mod levels;
pub(super) mod next_update;
pub(super) mod onsite;
pub(super) mod owner;
pub(super) mod paging;
pub(super) mod promise;
pub(super) mod question;
pub(super) mod rating;
pub(super) mod refusal;
pub(super) mod related;
pub(super) mod required_info;
pub(super) mod severity;
pub(super) mod special_handling;
pub(super) mod timeline;

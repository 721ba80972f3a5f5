//! What every handler has at hand.

use std::sync::Arc;

use super::opening_limits::{OpeningLimits, OpeningsAMinute};
use super::platform_status::PlatformStatus;
use super::recent_commands::RecentCommands;
use super::unknown_people::UnknownReports;
use super::vocabularies::Vocabularies;
use crate::actions::Actions;

/// Handles events. Cheap to clone.
#[derive(Clone)]
pub struct Handlers {
    pub(super) actions: Actions,
    pub(super) recent: Arc<RecentCommands>,
    pub(super) opening_limits: Arc<OpeningLimits>,
    pub(super) unknown_reports: Arc<UnknownReports>,
    pub(super) vocabularies: Arc<Vocabularies>,
    /// Platforms whose own response carries the reply.
    pub(super) reply_in_response: Arc<[String]>,
    /// Platforms that can show a reply to the caller alone.
    pub(super) private_replies: Arc<[String]>,
    pub(super) platform_status: Arc<dyn PlatformStatus>,
    /// The platform that takes news to mailboxes; none if there is no mail.
    pub(super) mail: Option<Arc<str>>,
}

impl Handlers {
    /// `reply_in_response` names the platforms whose own response carries the answer.
    pub fn new(
        actions: Actions,
        reply_in_response: Vec<String>,
        platform_status: Arc<dyn PlatformStatus>,
    ) -> Self {
        Self {
            actions,
            recent: Arc::default(),
            opening_limits: Arc::default(),
            unknown_reports: Arc::default(),
            vocabularies: Arc::default(),
            reply_in_response: reply_in_response.into(),
            private_replies: Arc::default(),
            platform_status,
            mail: None,
        }
    }

    /// Asks for a yes where more incidents than this are opened within a minute.
    #[must_use]
    pub fn with_openings_a_minute(self, most: OpeningsAMinute) -> Self {
        Self { opening_limits: Arc::new(OpeningLimits::new(most)), ..self }
    }

    /// Sends updates to mailboxes through the platform of this name.
    #[must_use]
    pub fn with_mail(self, platform: Option<&str>) -> Self {
        Self { mail: platform.map(Arc::from), ..self }
    }

    /// On these platforms, a reply for the caller alone is not shown in the group.
    #[must_use]
    pub fn with_private_replies_on(self, platforms: Vec<String>) -> Self {
        Self { private_replies: platforms.into(), ..self }
    }
}

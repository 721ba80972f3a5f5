//! What every handler has at hand.

use std::sync::Arc;

use super::platform_status::PlatformStatus;
use super::recent_commands::RecentCommands;
use super::vocabularies::Vocabularies;
use crate::actions::Actions;

/// Where events are decided on. Cheap to clone.
#[derive(Clone)]
pub struct Handlers {
    pub(super) actions: Actions,
    pub(super) recent: Arc<RecentCommands>,
    pub(super) vocabularies: Arc<Vocabularies>,
    /// Platforms whose own response carries the answer.
    pub(super) reply_in_response: Arc<[String]>,
    /// Platforms on which an answer can be for the caller alone.
    pub(super) private_replies: Arc<[String]>,
    pub(super) platform_status: Arc<dyn PlatformStatus>,
    /// The platform that takes news to mailboxes; none where there is no mail.
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
            vocabularies: Arc::default(),
            reply_in_response: reply_in_response.into(),
            private_replies: Arc::default(),
            platform_status,
            mail: None,
        }
    }

    /// The same, able to have news sent to mailboxes by the platform of this name.
    #[must_use]
    pub fn with_mail(self, platform: Option<&str>) -> Self {
        Self { mail: platform.map(Arc::from), ..self }
    }

    /// The same, where an answer can be for the caller alone on these platforms. It is then not said in the group.
    #[must_use]
    pub fn with_private_replies_on(self, platforms: Vec<String>) -> Self {
        Self { private_replies: platforms.into(), ..self }
    }
}

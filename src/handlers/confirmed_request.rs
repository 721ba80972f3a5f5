//! What waits for a yes and is about no incident: an express ticket to be opened, a right to be given.

use chat::Message;
use serde::{Deserialize, Serialize};

use super::confirmation::pending;
use super::context::CommandContext;
use super::{Handlers, Outcome, Stopped};
use crate::domain::plan::Right;
use crate::ids::PersonId;
use crate::store::{Commit, PendingConfirmation};

/// Something that somebody asked for and has not yet said yes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "snake_case")]
pub(super) enum Wish {
    /// `title` holds the words as they were typed, with what they say of the items of the plan.
    Express {
        title: String,
    },
    Permit {
        person: PersonId,
        right: Right,
        allowed: bool,
    },
}

impl Wish {
    /// The wish that waits under a code; none where an incident is what waits there.
    pub(super) fn behind(pending: &PendingConfirmation) -> Option<Self> {
        serde_json::from_str(&pending.command).ok()
    }
}

impl Handlers {
    /// Keeps a wish until its yes comes, and asks for it in words that are given the code.
    pub(super) async fn ask_for(
        &self,
        context: &CommandContext<'_>,
        wish: &Wish,
        question: impl FnOnce(&str) -> Message,
    ) -> Result<Outcome, Stopped> {
        let code = self.actions.confirmation_code();
        let message = question(&code);
        let pending = pending(context, code, serde_json::to_string(wish).unwrap_or_default());
        let commit = Commit { new_confirmation: Some(pending), ..Commit::default() };
        self.commit_words(context, &message, true, commit).await.map(Outcome::AskedConfirmation)
    }

    /// Carries out what was wished, now that the yes has come. Rights and account may have changed since.
    pub(super) async fn grant(
        &self,
        context: &CommandContext<'_>,
        code: &str,
        wish: Wish,
    ) -> Result<Outcome, Stopped> {
        match wish {
            Wish::Express { title } => self.open_express(context, code, title).await,
            Wish::Permit { person, right, allowed } => {
                self.permit(context, code, &person, right, allowed).await
            }
        }
    }
}

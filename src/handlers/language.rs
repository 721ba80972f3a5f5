//! `lang`: the language of a group.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::Languages;
use crate::store::directory;

impl Handlers {
    pub(super) async fn set_language(
        &self,
        context: &CommandContext<'_>,
        language: Languages,
    ) -> Result<Outcome, Stopped> {
        let Some(group) = context.group else { return Err(Reply::NoGroupHere.into()) };
        let mut changed = group.clone();
        changed.language = language;
        let change = directory::put(directory::kind::GROUP, group.id.as_str(), &changed)?;
        self.write_directory(context, change, Reply::LanguageSet { language }).await
    }
}

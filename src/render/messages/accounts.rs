//! The answers to `user link`: a code, what became of it, and why there is none.

use chat::Message;

use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::phrase::typed;

/// The code, where nobody else reads it, and what to do with it.
pub fn code(code: &str, context: &RenderContext<'_>) -> Message {
    let (first, second) = code.split_at_checked(4).unwrap_or((code, ""));
    let code = format!("{first}-{second}");
    context
        .reply(|language| Block::saying(language, "link-code", &[("code", code.as_str().into())]))
}

/// Tells the person that an account elsewhere is theirs now, because somebody else may have linked
/// it.
pub fn linked_elsewhere(platform: &str, account: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let words = [("platform", platform.into()), ("account", typed(account))];
        Block::saying(language, "linked-elsewhere", &words)
    })
}

/// A sentence about a person.
pub fn about(key: &str, name: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, &[("name", name.into())]))
}

/// A sentence about nobody in particular.
pub fn plain(key: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, &[]))
}

//! The incident that every refusal names.

use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::phrase::{Word, Words};

/// A sentence about the incident of the context, which every refusal names.
pub(in crate::render) fn about(
    context: &RenderContext<'_>,
    language: Language,
    key: &str,
    words: &Words<'_>,
) -> Block {
    let number = context.incident.map(|incident| incident.number);
    let named =
        number.map_or_else(|| language.say("this-incident", &[]), |number| number.to_string());
    let short = number.map(|number| format!("#{}", number.0)).unwrap_or_default();
    let mut all: Vec<(&str, Word<'_>)> = vec![("number", named.into()), ("short", short.into())];
    all.extend(words.iter().cloned());
    Block::saying(language, key, &all)
}

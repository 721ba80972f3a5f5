//! The language files, and how a sentence is taken from them.
//!
//! Both files of a pair have the same keys with the same variables; a test compares them. The
//! bundles are built once and shared, because sentences are rendered for every message.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use crate::domain::directory::Languages;
pub use crate::domain::names::Language;

/// The variables of a sentence.
pub type Args<'a> = [(&'a str, FluentValue<'a>)];

/// What separates the Chinese and the English block.
const RULE: &str = "\n---\n";

/// Names each language file once; it is looked for in both folders.
macro_rules! language_files {
    ($($file:literal),+ $(,)?) => {
        const ZH_FILES: &[&str] = &[$(include_str!(concat!("zh/", $file))),+];
        const EN_FILES: &[&str] = &[$(include_str!(concat!("en/", $file))),+];
    };
}

language_files![
    "alarm.ftl",
    "answers.ftl",
    "attachments.ftl",
    "held_reports.ftl",
    "closing.ftl",
    "commands.ftl",
    "credits.ftl",
    "escalations.ftl",
    "contacts.ftl",
    "escorts.ftl",
    "express.ftl",
    "group_check.ftl",
    "headlines.ftl",
    "inside.ftl",
    "accounts.ftl",
    "links.ftl",
    "lists.ftl",
    "mailing.ftl",
    "special_handling.ftl",
    "menu.ftl",
    "moments.ftl",
    "news.ftl",
    "oncall.ftl",
    "pages.ftl",
    "plans.ftl",
    "receipts.ftl",
    "requests.ftl",
    "refusals.ftl",
    "timeline.ftl",
    "updates.ftl",
    "warnings.ftl",
    "transcript.ftl",
    "waiting.ftl",
];

static ZH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("zh-CN", ZH_FILES));
static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("en", EN_FILES));

fn bundle(language: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would be copied along with a command that people copy from an answer.
    bundle.set_use_isolating(false);
    for file in files {
        // What is wrong in a file is found by the tests; at run time the rest of it still speaks.
        let resource =
            FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl Languages {
    /// The one language of a text that is in one; where both are read, Chinese.
    pub fn first(self) -> Language {
        match self {
            Self::Zh | Self::Both => Language::Zh,
            Self::En => Language::En,
        }
    }

    /// Writes a block in each language of the group. Languages are never mixed inside a block.
    pub fn write(self, block: impl Fn(Language) -> String) -> String {
        match self {
            Self::Zh => block(Language::Zh),
            Self::En => block(Language::En),
            Self::Both => [block(Language::Zh), block(Language::En)].join(RULE),
        }
    }
}

impl Language {
    /// The one of two words that is in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A sentence in this language. A key that no file has is given back as it is.
    pub fn say(self, key: &str, args: &Args<'_>) -> String {
        let bundle = self.pick(&*ZH, &*EN);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (*name, value.clone())).collect();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Several things in a row, with the comma of this language.
    pub fn join(self, items: &[String]) -> String {
        items.join(self.pick("、", ", "))
    }
}

#[cfg(test)]
mod tests;

//! The words on the pages behind signed links. Pages have no blocks, so two languages stand beside
//! each other.

use super::lang::{Args, Language, Languages};

/// What separates the languages.
const BETWEEN: &str = " / ";

/// A sentence for a page.
pub fn said(language: Languages, key: &str, args: &Args<'_>) -> String {
    match language {
        Languages::Zh => Language::Zh.say(key, args),
        Languages::En => Language::En.say(key, args),
        Languages::Both => [Language::Zh.say(key, args), Language::En.say(key, args)].join(BETWEEN),
    }
}

/// Words that exist in both languages, as a page says them.
pub fn either(language: Languages, zh: &str, en: &str) -> String {
    match language {
        Languages::Zh => zh.to_owned(),
        Languages::En => en.to_owned(),
        Languages::Both => [zh, en].join(BETWEEN),
    }
}

/// What a button's key does, as it is on the button; none for a key that is on no link.
pub fn act(language: Languages, key: &str) -> Option<String> {
    const KNOWN: [&str; 14] = [
        "ack", "pass", "confirm", "reject", "escalate", "answer", "skip", "say", "rate", "update",
        "wait", "solve", "handoff", "read",
    ];
    let (verb, _) = key.split_once(':')?;
    KNOWN.contains(&verb).then(|| said(language, &format!("button-{verb}"), &[]))
}

/// How somebody is named who is known only by what they typed: in the group's first language.
pub fn actor(language: Languages, typed: &str) -> String {
    language.first().say("link-actor", &[("name", typed.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_it_in_the_language_of_its_group() {
        let labels = [Languages::Zh, Languages::En, Languages::Both]
            .map(|language| act(language, "confirm:INC-7"));
        assert_eq!(
            labels.map(Option::unwrap),
            ["同意关闭", "Confirm closing", "同意关闭 / Confirm closing"]
        );
        assert_eq!(act(Languages::En, "skip:INC-7:impact").as_deref(), Some("Skip"));
        assert_eq!(act(Languages::Zh, "delete:INC-7"), None);
        assert_eq!(actor(Languages::Both, "李雷"), "经链接：李雷");
    }
}

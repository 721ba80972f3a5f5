//! From what a person typed or pressed to the event the world receives.

use chat::{ChatEvent, EventBody, MessageRef, Room, RoomKind, Sender};

use crate::platform::{NAME, SandboxPlatform};
use crate::record::{PlaceKind, Record};
use crate::view::MemberView;

/// Characters that begin a mention, in either width.
const AT: [char; 2] = ['@', '＠'];

/// Characters that begin a command, in either width.
const SLASH: [char; 2] = ['/', '／'];

/// What somebody typed, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The words without the mention of the bot.
    pub(crate) text: String,
    /// Whether they are said to the bot.
    pub(crate) addressed: bool,
    /// Accounts mentioned, without the bot.
    pub(crate) mentioned: Vec<String>,
}

/// Takes a line of a group apart. A mention of the bot or a slash at the front addresses it in any
/// case; `by_default` decides about the rest.
pub(crate) fn typed_in_group(
    text: &str,
    bot: &str,
    members: &[MemberView],
    by_default: bool,
) -> Typed {
    let text = text.trim();
    let after_mention = text.strip_prefix(AT).and_then(|rest| rest.strip_prefix(bot));
    let words = after_mention.unwrap_or(text).trim();
    Typed {
        text: words.to_owned(),
        addressed: by_default || after_mention.is_some() || words.starts_with(SLASH),
        mentioned: mentioned(words, members),
    }
}

/// Takes a line of a direct chat: every word of it is said to the bot.
pub(crate) fn typed_in_private(text: &str) -> Typed {
    Typed { text: text.trim().to_owned(), addressed: true, mentioned: Vec::new() }
}

/// Accounts whose name or id follows an `@`, each once. `@Li Na` is not taken for a member called
/// `Li`.
fn mentioned(text: &str, members: &[MemberView]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in text.split(AT).skip(1) {
        let length = |member: &&MemberView| name_at_front(rest, member);
        let called = members.iter().filter(|member| length(member) > 0).max_by_key(length);
        if let Some(member) = called.filter(|member| !found.contains(&member.id)) {
            found.push(member.id.clone());
        }
    }
    found
}

fn name_at_front(rest: &str, member: &MemberView) -> usize {
    let names = [&member.name, &member.id].into_iter();
    names.filter(|name| rest.starts_with(name.as_str())).map(String::len).max().unwrap_or(0)
}

/// The event of a record that was just kept. The id is made of the process and of the record's
/// place, so it never comes twice.
pub(crate) fn event(
    platform: &SandboxPlatform,
    record: &Record,
    sender: &MemberView,
    title: Option<&str>,
    body: EventBody,
) -> ChatEvent {
    let kind = match record.place.kind {
        PlaceKind::Group => RoomKind::Group,
        PlaceKind::Person => RoomKind::Direct,
    };
    ChatEvent {
        id: format!("{}-{}", platform.process(), record.seq),
        platform: NAME.to_owned(),
        room: Room { address: record.place.id.clone(), kind, title: title.map(str::to_owned) },
        sender: Sender { account: sender.id.clone(), display: sender.name.clone() },
        body,
        reply_to: None,
        sent_at: record.at,
    }
}

impl Typed {
    /// The body of the event.
    pub(crate) fn into_body(self) -> EventBody {
        let Self { text, addressed, mentioned } = self;
        EventBody::Message { text, addressed, mentioned, quoted: None, thread: None }
    }
}

/// The body of the event when a button of `message` is pressed.
pub(crate) fn pressed(key: String, message: &Record) -> EventBody {
    EventBody::Action { key, message: Some(MessageRef(message.seq.to_string())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members() -> Vec<MemberView> {
        let member = |id: &str, name: &str| MemberView {
            id: id.into(),
            name: name.into(),
            role: "tam".into(),
            zone: "Asia/Shanghai".into(),
        };
        vec![member("li", "Li"), member("li-na", "Li Na"), member("zhang-qiang", "张强")]
    }

    #[test]
    fn the_bot_is_addressed_by_mention_by_slash_or_by_the_box() {
        let table = [
            ("@值班助手 报障 一级 支付中断", false, "报障 一级 支付中断", true),
            ("＠值班助手收到", false, "收到", true),
            ("/工单 查看 1", false, "/工单 查看 1", true),
            ("／inc list", false, "／inc list", true),
            ("  收到 5531 ", true, "收到 5531", true),
            ("午饭吃什么", false, "午饭吃什么", false),
            ("@张强 看一下", false, "@张强 看一下", false),
        ];
        for (text, by_default, words, addressed) in table {
            let typed = typed_in_group(text, "值班助手", &members(), by_default);
            assert_eq!((typed.text.as_str(), typed.addressed), (words, addressed), "{text}");
        }
    }

    #[test]
    fn mentions_find_the_longest_name_and_each_account_once() {
        let typed =
            typed_in_group("指派 @Li Na @张强 @zhang-qiang @nobody @", "bot", &members(), true);
        assert_eq!(typed.mentioned, ["li-na", "zhang-qiang"]);
    }
}

//! Several waiting notices in one message, for when a robot may say little: each item keeps its
//! number.

use chat::draft::{CUT_MARK, ITEM};
use chat::{Button, LengthLimit, Line, Message, MessageKind, Span};

use crate::render::block;
use crate::render::block::{Block, RULE};
use crate::render::lang::{Language, Languages};

/// How much of an item follows on its headline.
const LINES_OF_AN_ITEM: usize = 2;

/// So many pages are told with what stands below their headlines; of more each has one line.
const FEW_PAGES: usize = 3;

/// Messages for one destination as one: pages first, and what somebody asked for last, because it
/// stays whole and must push no headline out. The order is otherwise kept. One message stays as it
/// is.
pub fn merged(messages: &[Message], language: Languages) -> Message {
    if let [only] = messages {
        return only.clone();
    }
    let mut ordered: Vec<&Message> = messages.iter().collect();
    ordered.sort_by_key(|message| match message.kind {
        MessageKind::Page => 0,
        MessageKind::Reply => 2,
        MessageKind::Card
        | MessageKind::StatusUpdate
        | MessageKind::Warning
        | MessageKind::Notice => 1,
    });
    let pages = ordered.iter().filter(|message| message.kind == MessageKind::Page).count();
    let count = i64::try_from(messages.len()).unwrap_or(i64::MAX);
    let key = if pages == messages.len() { "merged-pages" } else { "merged" };
    let lead = |language: Language| language.line(key, &[("count", count.into())]);
    let mut together =
        block::message(kind_of(&ordered), language, |language| Block::new(lead(language)));
    together.lines.retain(|line| !is_rule(line));
    together.lines.extend(ordered.iter().flat_map(|message| item(message, pages > FEW_PAGES)));
    let common = common_incident(&ordered);
    let buttons = ordered.iter().flat_map(|message| buttons_of(message, common.as_deref()));
    // The words of many buttons would push out what the pages are about.
    together.buttons =
        buttons.filter(|button| pages <= FEW_PAGES || button.key.starts_with("ack:")).collect();
    together.mentions = ordered.iter().flat_map(|m| m.everyone_mentioned()).cloned().collect();
    together.repeat = ordered.iter().any(|message| message.repeat);
    together.incident = common;
    together
}

/// How many of the messages, from the first on, one list within `limit` shows: each with its
/// headline at least, and what somebody asked for whole. Never less than one.
pub fn most_listed(messages: &[Message], language: Languages, limit: LengthLimit) -> usize {
    let lead = merged(messages, language).headline.write(Span::plain);
    let mut used = limit.measure(&lead) + limit.measure(CUT_MARK) + 1;
    let fitting = messages.iter().take_while(|message| {
        let lines = item(message, true);
        let shown = if message.kind == MessageKind::Reply { lines.len() } else { 1 };
        used += lines
            .iter()
            .take(shown)
            .map(|line| limit.measure(&line.write(Span::plain)) + 1)
            .sum::<usize>();
        used <= limit.most()
    });
    fitting.count().max(1)
}

/// Where the messages are about different incidents, a button says which one it is for.
fn buttons_of(message: &Message, common: Option<&str>) -> Vec<Button> {
    let mut buttons = message.buttons.clone();
    let number = message.incident.as_deref().and_then(|incident| incident.strip_prefix("INC-"));
    if let (None, Some(number)) = (common, number) {
        for button in &mut buttons {
            button.label = format!("{} #{number}", button.label);
        }
    }
    buttons
}

fn kind_of(ordered: &[&Message]) -> MessageKind {
    let has_page = ordered.first().is_some_and(|message| message.kind == MessageKind::Page);
    if has_page { MessageKind::Page } else { MessageKind::Notice }
}

/// The headline and what is most important below it, in each language of the message. An answer is
/// nothing without the lines that were asked for.
fn item(message: &Message, many: bool) -> Vec<Line> {
    let blocks = message.lines.split(is_rule);
    let mut headline = Line::text(ITEM);
    headline.0.extend(message.headline.0.iter().cloned());
    let mut lines = vec![headline];
    if message.kind == MessageKind::Reply {
        lines.extend(message.lines.iter().filter(|line| !is_rule(line)).cloned());
        return lines;
    }
    if message.kind == MessageKind::Page && many {
        return lines;
    }
    for (index, block) in blocks.enumerate() {
        // The second block begins with its own headline.
        lines.extend(block.iter().take(LINES_OF_AN_ITEM + index.min(1)).cloned());
    }
    lines
}

fn is_rule(line: &Line) -> bool {
    matches!(line.0.as_slice(), [Span::Text(text)] if text == RULE)
}

/// The number survives every cut, which is of use only where all items have the same one.
fn common_incident(messages: &[&Message]) -> Option<String> {
    let first = messages.first()?.incident.clone();
    first.filter(|number| messages.iter().all(|message| message.incident.as_ref() == Some(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: usize) -> Message {
        let headline = format!(
            "🔴 一级 负载均衡反复重启 | 待响应，还有 59 分钟 | 呼叫 919{number} [INC-{number}]"
        );
        let mut page = Message::new(MessageKind::Page, headline.as_str());
        page.lines = vec![Line::text("呼叫您是因为您正在值班"), Line::text("客户：虚构茶行")];
        page.buttons = vec![Button::new("认领", format!("ack:919{number}"))];
        page
    }

    #[test]
    fn whoever_reads_a_list_sees_each_of_its_messages() {
        let pages: Vec<Message> = (1..=9).map(page).collect();
        for most in 90..1_500 {
            for limit in [LengthLimit::Bytes(most), LengthLimit::Chars(most)] {
                let listed = most_listed(&pages, Languages::Zh, limit);
                if listed < 2 {
                    continue;
                }
                let list = merged(&pages[..listed], Languages::Zh);
                let shown = list.draft(Span::plain).fit(limit);
                for page in &pages[..listed] {
                    assert!(
                        shown.contains(&page.headline.write(Span::plain)),
                        "{limit:?}: {shown}"
                    );
                }
            }
        }
        assert_eq!(most_listed(&pages, Languages::Zh, LengthLimit::Bytes(512)), 4);
        assert_eq!(most_listed(&pages, Languages::Zh, LengthLimit::Bytes(5_000)), 9);
    }
}

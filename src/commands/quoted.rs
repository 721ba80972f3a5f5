//! What a message quotes, and which incident the quoted words are about.
//!
//! A platform that tells the quoted message itself needs none of this. The others hand on its words,
//! beside the message or in front of it.

use super::address::{skip_one_quote, strip_mention};
use super::fold::is_blank;
use crate::domain::transcript::numbers_named;
use crate::ids::IncidentNumber;

/// The incident that quoted words are about: that of the headline of one of the bot's messages, else
/// the only one named in the first line, else the only one named at all. Words that name several
/// are about none of them.
pub fn incident_quoted(words: &str) -> Option<IncidentNumber> {
    let first_line = words.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let named = [numbers_in_headlines(words), numbers_named(first_line), numbers_named(words)];
    let surest = named.into_iter().find(|numbers| !numbers.is_empty())?;
    let [number] = surest.as_slice() else { return None };
    Some(IncidentNumber(*number))
}

/// The incident that the words quoted at the beginning of a message are about.
pub fn incident_quoted_in(text: &str, bot_name: &str) -> Option<IncidentNumber> {
    let mut quoted = String::new();
    let mut rest = text.trim_start_matches(is_blank);
    loop {
        let behind = match skip_one_quote(rest) {
            Some(behind) => {
                quoted.push_str(&rest[..rest.len() - behind.len()]);
                behind
            }
            None => match strip_mention(rest, bot_name) {
                Some(behind) => behind,
                None => return incident_quoted(&quoted),
            },
        };
        rest = behind.trim_start_matches(is_blank);
    }
}

/// The numbers in the form of a headline, `[INC-7]`, each once.
fn numbers_in_headlines(words: &str) -> Vec<i64> {
    let inside = words.split(['[', '【']).skip(1);
    let marks = inside.filter_map(|part| part.split([']', '】']).next());
    let mut numbers: Vec<i64> = marks
        .filter(|mark| mark.len() <= "INC-".len() + 12 && mark.starts_with("INC-"))
        .flat_map(numbers_named)
        .collect();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_message_tells_its_incident() {
        for (words, number) in [
            ("🔴 [INC-7][一级] 支付 #12 失败 | 待响应\n与 INC-3 有关", Some(7)),
            ("已记录到 INC-7。", Some(7)),
            ("\n  呼叫：请回复\n关于 INC-7", Some(7)),
            ("INC-7 又失败了\n像 INC-3 那样", Some(7)),
            ("🔴 [INC-7][一级] a\n🟠 [INC-3][二级] b", None),
            ("INC-7 和 INC-3", None),
            ("昨天也是这样", None),
            ("", None),
        ] {
            assert_eq!(incident_quoted(words), number.map(IncidentNumber), "{words}");
        }
    }

    #[test]
    fn words_quoted_in_front_tell_it_too_and_the_callers_own_do_not() {
        const BOT: &str = "值班助手";
        for (text, number) in [
            ("「值班助手：🔴 [INC-7][一级] 支付失败」\n- - - - -\n@值班助手 收到", Some(7)),
            (
                "这是一条引用/回复消息：\n\"值班助手：\n[INC-7] 支付失败\"\n------\n@值班助手 收到",
                Some(7),
            ),
            ("@值班助手 > [INC-7] 支付失败\n收到", Some(7)),
            ("> 早上好\n> 关于 INC-7\n收到", Some(7)),
            ("> [INC-7] 支付失败\n> [INC-3] 报表慢\n收到", None),
            ("> 关于 INC-7\n> 和 INC-3\n收到", Some(7)),
            ("「甲：早上好」\n- - -\n@值班助手 收到 #3", None),
            ("@值班助手 收到 #3", None),
            ("```\n[INC-7]\n``` 收到", None),
            ("", None),
        ] {
            assert_eq!(incident_quoted_in(text, BOT), number.map(IncidentNumber), "{text}");
        }
    }
}

//! How people who know no command say that it is over, and thanks.
//!
//! Only whole messages are read so: what else is in them makes them something else, and "not solved"
//! is never taken for "solved".

use super::fold::fold;
use super::lexer::Cursor;
use crate::ids::IncidentNumber;

/// What was meant without a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainWords {
    /// It works again, or it may be closed.
    Solved,
    /// The caller has read what was said.
    Received,
    Thanks,
    /// The caller asks how it stands.
    AsksForNews,
}

/// May be left out without changing what is meant. The longer ones first, since one holds another.
const FILLERS: &[&str] = &[
    "各位老师",
    "各位",
    "大家",
    "老师们",
    "老师",
    "你们",
    "我们这边",
    "我们",
    "这边",
    "这个",
    "目前",
    "现在",
    "已经",
    "问题",
    "故障",
    "工单",
    "应该",
    "都",
    "哈",
    "啦",
    "呢",
    "呀",
    "了",
    "的",
    "嗯",
    "吧",
    "请",
    // Folding makes all quotation marks alike.
    "it\"s",
    "its",
    "it is",
    "it",
    "is",
    "this",
    "that",
    "we",
    "are",
    "now",
    "all",
    "everything",
    "has been",
    "been",
    "the issue",
    "the problem",
    "the incident",
    "issue",
    "problem",
    "incident",
    "please",
    "can be",
    "you can",
    "again",
    "very",
    "so",
    "a lot",
    "much",
    "for",
    "your",
    "help",
    "everyone",
    "team",
    "guys",
    "great",
    "very much",
    "and",
];

const THANKS: &[&str] = &[
    "非常感谢",
    "感谢支持",
    "谢谢",
    "多谢",
    "感谢",
    "谢啦",
    "辛苦",
    "thank you",
    "thanks",
    "thx",
    "cheers",
];

const RECEIVED: &[&str] = &[
    "收到",
    "知道",
    "明白",
    "好的",
    "好滴",
    "了解",
    "ok",
    "okay",
    "got it",
    "understood",
    "noted",
    "roger",
];

const SOLVED: &[&str] = &[
    "已解决",
    "解决",
    "已恢复",
    "恢复正常",
    "恢复",
    "已修复",
    "修复",
    "正常",
    "好",
    "已好",
    "可以",
    "没问题",
    "没事",
    "可以关闭",
    "可以关",
    "关闭",
    "关单",
    "关掉",
    "结单",
    "resolved",
    "solved",
    "fixed",
    "works",
    "working",
    "work",
    "ok",
    "good",
    "fine",
    "done",
    "close",
    "closed",
    "resolve",
    "solve",
];

/// Longer messages ask something of their own.
const LONGEST_QUESTION: usize = 30;

/// How people ask how it stands.
const ASKS_FOR_NEWS: &[&str] = &[
    "怎么样了",
    "怎样了",
    "什么情况了",
    "啥情况了",
    "进展如何",
    "什么进展",
    "有进展吗",
    "有进展了吗",
    "有新进展吗",
    "有消息吗",
    "有消息了吗",
    "好了吗",
    "好了没",
    "解决了吗",
    "解决了没",
    "修好了吗",
    "恢复了吗",
    "恢复了没",
    "any news",
    "any update",
    "any updates",
    "any progress",
    "how is it going",
    "how\"s it going",
    "is it fixed",
    "is it fixed yet",
    "is it solved",
    "is it resolved",
    "what is the status",
    "what\"s the status",
];

/// Words that are only said when it is over, where `ok` and `好` alone are said of anything.
const ALSO_RECEIVED: &[&str] = &["ok", "好", "可以", "good", "fine"];

/// What a whole message means, with the incident it names; none where it is anything else.
pub fn plain_words(said: &str) -> Option<(PlainWords, Option<IncidentNumber>)> {
    // Longer messages are no formula.
    if said.chars().nth(60).is_some() {
        return None;
    }
    let (rest, incident) = without_reference(&fold(said));
    if asks_for_news(&rest) {
        return Some((PlainWords::AsksForNews, incident));
    }
    // A question is no answer.
    if said.contains(['?', '？']) {
        return None;
    }
    let mut words = rest.as_str();
    let (mut has_thanks, mut has_received, mut is_over, mut has_finished) =
        (false, false, false, false);
    let mut solved = None;
    loop {
        words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        if words.is_empty() {
            break;
        }
        if let Some(behind) = take(words, THANKS) {
            (words, has_thanks) = (behind, true);
        } else if let Some(behind) = take(words, RECEIVED).filter(|_| solved.is_none()) {
            (words, has_received) = (behind, true);
        } else if let Some(behind) = take(words, SOLVED).filter(|_| !is_over) {
            solved = Some(&words[..words.len() - behind.len()]);
            (words, is_over) = (behind, true);
            has_finished = behind.starts_with('了') || behind.trim_start().starts_with("now");
        } else {
            words = take(words, FILLERS)?;
        }
    }
    let means_it = |word: &str| !ALSO_RECEIVED.contains(&word) || has_finished;
    let meant = match solved {
        Some(word) if means_it(word) => PlainWords::Solved,
        Some(_) => PlainWords::Received,
        None if has_received => PlainWords::Received,
        None if has_thanks => PlainWords::Thanks,
        None => return None,
    };
    Some((meant, incident))
}

/// Whether short words, folded, ask how it stands.
fn asks_for_news(words: &str) -> bool {
    let words = words.trim().trim_end_matches(|c: char| !c.is_alphanumeric());
    let runs_on = |behind: &str| behind.starts_with(|c: char| c.is_ascii_alphanumeric());
    let asks = |question: &&str| {
        words.ends_with(question)
            || words.strip_prefix(question).is_some_and(|behind| !runs_on(behind))
    };
    words.chars().nth(LONGEST_QUESTION).is_none() && ASKS_FOR_NEWS.iter().any(asks)
}

/// The longest of the words at the start; a word of letters ends where the letters end.
fn take<'t>(words: &'t str, known: &[&str]) -> Option<&'t str> {
    let behind = |word: &&str| {
        let behind = words.strip_prefix(*word)?;
        let runs_on = word.ends_with(|c: char| c.is_ascii_alphanumeric())
            && behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        (!runs_on).then_some(behind)
    };
    known.iter().filter_map(behind).min_by_key(|behind| behind.len())
}

/// The words without the number of an incident, and that number.
fn without_reference(folded: &str) -> (String, Option<IncidentNumber>) {
    for (at, typed) in folded.char_indices() {
        let is_start = !folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        if !is_start || !matches!(typed, '#' | 'i' | '0'..='9') {
            continue;
        }
        let mut cursor = Cursor::new(&folded[at..]);
        let found =
            if typed.is_ascii_digit() { cursor.incident_at_end() } else { cursor.incident() };
        if let Some(number) = found {
            return (format!("{} {}", &folded[..at], cursor.rest()), Some(number));
        }
    }
    (folded.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(said: &str) -> Option<(PlainWords, Option<i64>)> {
        plain_words(said).map(|(words, incident)| (words, incident.map(|number| number.0)))
    }

    #[test]
    fn people_ask_in_many_ways_how_it_stands() {
        for said in [
            "现在怎么样了？",
            "怎么样了",
            "请问有进展吗？",
            "进展如何",
            "好了吗",
            "支付恢复了吗？",
            "Any news?",
            "any updates please",
            "is it fixed yet?",
            "How's it going?",
        ] {
            assert_eq!(meant(said), Some((PlainWords::AsksForNews, None)), "{said}");
        }
        assert_eq!(meant("#12 怎么样了"), Some((PlainWords::AsksForNews, Some(12))));
        for said in [
            "怎么",
            "为什么不能恢复",
            "恢复了三台，还有两台没有恢复，请继续看看到底怎么样了好吗谢谢",
            "any newspaper",
        ] {
            assert_ne!(meant(said).map(|it| it.0), Some(PlainWords::AsksForNews), "{said}");
        }
    }

    #[test]
    fn people_say_in_many_ways_that_it_is_over() {
        for said in [
            "已解决",
            "已解决了",
            "谢谢，好了",
            "好了，谢谢",
            "问题已经解决了，谢谢各位老师",
            "现在正常了",
            "恢复了",
            "可以关闭了",
            "关单",
            "关闭",
            "没问题了",
            "resolved",
            "Fixed, thanks!",
            "It works now",
            "all good now, thank you",
            "The issue has been resolved",
            "solved",
            "please close",
            "收到，已恢复",
            "thanks, it's working again",
            "已修復",
        ] {
            assert_eq!(meant(said).map(|it| it.0), Some(PlainWords::Solved), "{said}");
        }
        for said in
            ["关闭 #12", "已解决 #12", "resolved INC-12", "#12 好了，谢谢", "关单 12", "close #12"]
        {
            assert_eq!(meant(said), Some((PlainWords::Solved, Some(12))), "{said}");
        }
    }

    #[test]
    fn thanks_and_receipts_are_no_end() {
        for said in ["谢谢", "感谢！", "辛苦了", "谢谢大家", "thanks", "Thank you very much", "thx"]
        {
            assert_eq!(meant(said), Some((PlainWords::Thanks, None)), "{said}");
        }
        for said in
            ["收到", "收到，谢谢", "好的", "好", "ok", "OK, thanks", "明白了", "got it", "noted"]
        {
            assert_eq!(meant(said), Some((PlainWords::Received, None)), "{said}");
        }
    }

    #[test]
    fn whatever_else_is_said_is_something_else() {
        for said in [
            "未解决",
            "还没解决",
            "没有恢复",
            "没好",
            "not resolved",
            "it does not work",
            "好了吗",
            "什么时候解决",
            "已解决一半",
            "方案 #1 已恢复",
            "支付挂了",
            "帮助",
            "is it fixed?",
            "解决了一部分",
            "关闭自动扩容",
            "谢谢，但是还是打不开",
            "isn't working",
            "",
            "，。",
        ] {
            let meant = meant(said).map(|it| it.0);
            assert_ne!(meant, Some(PlainWords::Solved), "{said}");
            if !said.contains("恢复") {
                assert!(matches!(meant, None | Some(PlainWords::AsksForNews)), "{said}");
            }
        }
    }
}

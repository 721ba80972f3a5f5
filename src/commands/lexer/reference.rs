//! Whether a number is the incident that is meant, or a part of what somebody says.
//!
//! `#128` and `INC-128` are references wherever they stand. A bare number is one only if it is all
//! that is left, or if words follow it that do not count or measure with it. Whether an incident
//! with that number can be seen is not known here: the handlers look, and read the words again with
//! [`BareNumbers::AreWords`] where it cannot.

use super::{BareNumbers, Cursor, number};
use crate::commands::fold::fold;
use crate::ids::IncidentNumber;

impl Cursor<'_> {
    /// The incident before other arguments that are no free text: `128 30m`, `#128 L2`.
    pub(in crate::commands) fn incident(&mut self) -> Option<IncidentNumber> {
        self.reference(|_, behind| is_before_words(behind))
    }

    /// The incident before free text. A bare number may be the first of the words.
    pub(in crate::commands) fn incident_before_text(&mut self) -> Option<IncidentNumber> {
        let bare = self.bare_numbers();
        self.reference(|number, behind| {
            let is_reference = bare == BareNumbers::AreReferences && is_before_words(behind);
            behind.is_at_end() || is_reference && !(number == 1 && is_followed_by_second(behind))
        })
    }

    /// The incident behind another argument, where a bare number must be all that is left.
    pub(in crate::commands) fn incident_at_end(&mut self) -> Option<IncidentNumber> {
        self.reference(|_, behind| behind.is_at_end())
    }

    /// One of two incidents that are named one after the other: `131 of 128`.
    pub(in crate::commands) fn incident_of_pair(&mut self) -> Option<IncidentNumber> {
        self.reference(|_, _| true)
    }

    /// The four digits of a page, which no other number in an acknowledgement has.
    pub(in crate::commands) fn page_digits(&mut self) -> Option<IncidentNumber> {
        let mut ahead = *self;
        ahead.skip_separators();
        let (number, length) = number::digits(&mut ahead)?;
        if length != 4 || !number::stands_apart(ahead) || is_measured(ahead) {
            return None;
        }
        *self = ahead;
        Some(IncidentNumber(number.into()))
    }

    fn reference(&mut self, may_be_bare: impl Fn(u32, Self) -> bool) -> Option<IncidentNumber> {
        let mut ahead = *self;
        ahead.skip_separators();
        let is_marked = number::take_mark(&mut ahead);
        let (number, _) = number::digits(&mut ahead)?;
        let is_marked = is_marked || take_word_for_incident(&mut ahead);
        let is_meant = if is_marked {
            !number::continues_ascii_word(ahead)
        } else {
            number::stands_apart(ahead) && may_be_bare(number, ahead)
        };
        if number == 0 || !is_meant {
            return None;
        }
        *self = ahead;
        Some(IncidentNumber(number.into()))
    }

    /// Whether a number with a unit is next, as in `5 分钟内处理`.
    pub(in crate::commands) fn is_at_quantity(mut self) -> bool {
        self.skip_separators();
        number::digits(&mut self).is_some() && (is_measured(self) || self.take("%"))
    }
}

/// `128 号工单` names an incident as `#128` does.
fn take_word_for_incident(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    let is_named = ["号工单", "号单"].iter().any(|word| ahead.take(word));
    if is_named {
        *cursor = ahead;
    }
    is_named
}

/// A blank, and then something that the number neither counts nor measures.
fn is_before_words(behind: Cursor<'_>) -> bool {
    let begins = |mut next: Cursor<'_>| {
        next.skip_separators();
        next.peek().is_some_and(|next| next.is_alphanumeric() || "#@\"([<".contains(next))
    };
    behind.is_at_end() || behind.is_at_blank() && begins(behind) && !is_measured(behind)
}

/// `1 restart the gateway 2 clear the cache`: what looks like a number of an incident begins a list.
fn is_followed_by_second(behind: Cursor<'_>) -> bool {
    const SECOND: &[&str] = &[" 2 ", " 2.", " 2)", "\n2"];
    let words = fold(behind.rest());
    SECOND.iter().any(|second| words.contains(second))
}

/// Words that a number counts or measures, each with the letters behind it that make another word:
/// 5 日 is a date, 日志 is not.
const COUNTING: &[(&str, &str)] = &[
    ("个", "别人性"),
    ("台", ""),
    ("臺", ""),
    ("次", "要日"),
    ("条", "件"),
    ("人", "工为员脸"),
    ("位", "于置"),
    ("名", "称字单"),
    ("块", "存"),
    ("张", ""),
    ("件", ""),
    ("项", "目"),
    ("种", ""),
    ("点", "击播赞对"),
    ("号", "码段"),
    ("月", "报"),
    ("日", "志常报"),
    ("年", "报"),
    ("天", "翼猫"),
    ("周", "报边期"),
    ("小时", ""),
    ("分", "区布析片支配公享别级发"),
    ("秒", "杀"),
    ("毫秒", ""),
    ("时", "间区序钟"),
    ("刻", ""),
    ("成", "功本员"),
    ("倍", ""),
    ("级", "别联"),
    ("层", ""),
    ("家", ""),
    ("份", ""),
    ("批", "量处"),
    ("组", "件织成"),
    ("套", "餐"),
    ("行", "为"),
    ("列", "表"),
    ("段", ""),
    ("篇", ""),
    ("只", "有是能读"),
    ("支", "付持"),
    ("遍", ""),
    ("轮", "询"),
    ("步", ""),
    ("页", "面"),
    ("核", "心实"),
    ("节点", ""),
    ("副本", ""),
    ("万", ""),
    ("千", ""),
    ("百", "度"),
    ("亿", ""),
    ("元", "数"),
    ("处", "理置"),
    ("笔", "记"),
    ("多", "可云次"),
    ("几", ""),
    ("余", "额"),
    ("以上", ""),
    ("以下", ""),
    ("以内", ""),
    ("左右", ""),
    ("用户", ""),
];

const UNITS: &[&str] = &[
    "of",
    "out",
    "or",
    "more",
    "others",
    "percent",
    "pct",
    "times",
    "ms",
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "m",
    "min",
    "mins",
    "minute",
    "minutes",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "d",
    "day",
    "days",
    "w",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "am",
    "pm",
    "k",
    "kb",
    "mb",
    "gb",
    "tb",
    "kib",
    "mib",
    "gib",
    "tib",
    "kbps",
    "mbps",
    "gbps",
    "qps",
    "rps",
    "tps",
    "iops",
    "cores",
    "cpus",
    "vcpus",
    "gpus",
    "disks",
    "nodes",
    "pods",
    "hosts",
    "servers",
    "machines",
    "instances",
    "replicas",
    "containers",
    "vms",
    "clusters",
    "regions",
    "zones",
    "users",
    "customers",
    "people",
    "requests",
    "orders",
    "errors",
    "calls",
    "jobs",
    "steps",
    "things",
    "items",
    "bytes",
    "lines",
    "rows",
    "tables",
    "files",
    "links",
    "alerts",
    "messages",
    "connections",
    "sessions",
    "queries",
    "retries",
    "attempts",
    "failures",
    "timeouts",
    "databases",
    "shards",
    "partitions",
    "volumes",
    "drives",
    "nics",
];

/// Whether what is next makes the number before it a quantity.
fn is_measured(mut behind: Cursor<'_>) -> bool {
    behind.skip_blanks();
    let counts = |(word, others): &(&str, &str)| {
        let mut ahead = behind;
        ahead.take(word) && ahead.peek().is_none_or(|next| !others.contains(next))
    };
    COUNTING.iter().any(counts) || UNITS.contains(&fold(behind.word()).as_str())
}

#[cfg(test)]
mod tests;

//! What may be a level, and what only looks like one: `一级域名` is a domain, `S3 存储桶` a product.

use crate::commands::fold::{fold, fold_char, is_blank};
use crate::commands::lexer::Cursor;
use crate::commands::vocabulary::SeverityWords;
use crate::ids::SeverityId;

/// Where a word stands. In brackets and behind a label more words can only be levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Label,
    Brackets,
    Start,
    End(Joint),
}

/// What separates the last words from those before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Punctuation,
    Blank,
    Glued,
}

const LEVEL_LABELS: &[&str] = &[
    "严重级别",
    "故障级别",
    "问题级别",
    "事件级别",
    "严重程度",
    "严重性",
    "紧急程度",
    "优先级",
    "级别",
    "等级",
    "定级",
    "severity level",
    "severity",
    "priority",
    "level",
    "sev",
];

/// What short forms begin with; longer ones first, since one may begin like another.
const PREFIXES: [&str; 6] = ["severity", "level", "sev", "p", "l", "s"];

const TITLE_LABELS: &[&str] = &["标题", "主题", "title", "subject"];

/// Words for the most urgent level that no plan needs to know.
const URGENT: &[&str] = &["紧急", "特急", "十万火急", "最高级", "urgent", "emergency"];

/// The same where nothing else can be meant.
const URGENT_AS_LEVEL: &[&str] =
    &["critical", "blocker", "致命", "灾难", "最高", "highest", "非常紧急", "特别紧急"];

/// What follows `一级` or `二级` where that is no level.
const CONTINUATIONS: &[&str] = &[
    "域名",
    "缓存",
    "快取",
    "目录",
    "菜单",
    "页面",
    "索引",
    "存储",
    "等保",
    "市场",
    "代理",
    "路由",
    "分销",
    "子域",
    "子网",
    "科室",
    "部门",
    "类目",
    "分类",
    "标题",
    "标签",
    "联动",
    "节点",
    "机房",
    "公路",
    "医院",
    "甲等",
    "建造",
    "证书",
    "账号",
    "账户",
    "密码",
    "渠道",
    "供应商",
    "供應商",
    "响应",
    "审批",
    "审核",
    "流水线",
    "指标",
    "链接",
    "栏目",
    "权限",
    "调度",
    "負載",
    "网络",
    "保护",
    "單位",
    "单位",
    "服务器",
    "品类",
    "行政",
    "域",
];

/// Products whose names read like short forms, and what is said about them.
const PRODUCTS: &[(&str, &[&str])] = &[
    (
        "s3",
        &[
            "存储",
            "桶",
            "对象",
            "上传",
            "下载",
            "文件",
            "网关",
            "接口",
            "兼容",
            "签名",
            "权限",
            "访问",
            "bucket",
            "object",
            "storage",
            "upload",
            "download",
            "endpoint",
            "gateway",
            "api",
            "sdk",
            "access",
            "policy",
            "put",
            "get",
            "presigned",
            "write",
            "read",
        ],
    ),
    ("l1", &["缓存", "cache"]),
    ("l2", NETWORK),
    ("l3", NETWORK),
    ("l4", BALANCERS),
    ("l7", BALANCERS),
    ("p2", &["p ", "p传输"]),
];

const NETWORK: &[&str] = &[
    "缓存",
    "网络",
    "交换",
    "路由",
    "二层",
    "三层",
    "网关",
    "vpn",
    "cache",
    "switch",
    "network",
    "gateway",
    "router",
    "routing",
    "vlan",
    "broadcast",
];

const BALANCERS: &[&str] = &[
    "负载均衡",
    "负载",
    "負載",
    "转发",
    "监听",
    "代理",
    "路由",
    "规则",
    "load",
    "lb",
    "balanc",
    "proxy",
    "listener",
    "forward",
    "ingress",
    "policy",
    "rule",
    "router",
    "waf",
];

/// The place of a label for the level, and what is behind its colon.
pub(super) fn level_label(text: &str) -> Option<(usize, Cursor<'_>)> {
    // Most reports have no colon, and no label is one without.
    if !text.chars().any(|typed| fold_char(typed) == ':') {
        return None;
    }
    let starts = text.char_indices().map(|(at, _)| at);
    starts
        .filter(|at| may_begin_label(&text[..*at]))
        .find_map(|at| level_label_at_start(&text[at..]).map(|behind| (at, behind)))
}

/// What is behind the colon of a label for the level at the start.
pub(super) fn level_label_at_start(text: &str) -> Option<Cursor<'_>> {
    behind_label(text, LEVEL_LABELS).map(Cursor::new)
}

/// What is behind `标题：` at the start.
pub(super) fn behind_title_label(text: &str) -> Option<&str> {
    behind_label(text.trim_start_matches(is_blank), TITLE_LABELS)
}

fn may_begin_label(before: &str) -> bool {
    before.chars().next_back().is_none_or(|last| !last.is_alphanumeric())
}

fn behind_label<'t>(text: &'t str, labels: &[&str]) -> Option<&'t str> {
    labels.iter().find_map(|label| {
        let mut cursor = Cursor::new(text);
        if !cursor.take(label) {
            return None;
        }
        cursor.skip_blanks();
        cursor.take_any(&[':']).then(|| cursor.rest())
    })
}

/// A word for the most urgent level: `紧急`, `P0`, `sev 0`.
pub(super) fn urgent(cursor: &mut Cursor<'_>, place: Place) -> Option<String> {
    let mut ahead = *cursor;
    ahead.skip_separators();
    let start = ahead.rest();
    let only_levels = matches!(place, Place::Label | Place::Brackets);
    let is_word = URGENT.iter().any(|word| take_word(&mut ahead, word))
        || only_levels && URGENT_AS_LEVEL.iter().any(|word| take_word(&mut ahead, word))
        || take_rank_zero(&mut ahead);
    if !is_word {
        return None;
    }
    *cursor = ahead;
    Some(start[..start.len() - ahead.rest().len()].to_owned())
}

fn take_word(cursor: &mut Cursor<'_>, word: &str) -> bool {
    let mut ahead = *cursor;
    let is_next = ahead.take(word) && ahead.is_at_word_end();
    if is_next {
        *cursor = ahead;
    }
    is_next
}

fn take_rank_zero(cursor: &mut Cursor<'_>) -> bool {
    let with_prefix = PREFIXES.iter().find_map(|prefix| {
        let mut ahead = behind_prefix(*cursor, prefix)?;
        (ahead.take("0") && ahead.is_at_word_end()).then_some(ahead)
    });
    let with_suffix = || {
        let mut ahead = *cursor;
        (ahead.take("0级") || ahead.take("零级")).then_some(ahead)
    };
    let Some(ahead) = with_prefix.or_else(with_suffix) else { return false };
    *cursor = ahead;
    true
}

/// The letters of a short form, and the dash or the blank that may follow them.
fn behind_prefix<'t>(mut cursor: Cursor<'t>, prefix: &str) -> Option<Cursor<'t>> {
    let is_next = cursor.take(prefix);
    cursor.take_any(&['-', ' ']);
    is_next.then_some(cursor)
}

/// The short form at the start: letters and one digit, or a numeral and 级.
pub(super) fn short_form(text: &str) -> Option<&str> {
    let mut cursor = Cursor::new(text);
    for prefix in PREFIXES {
        if let Some(mut ahead) = behind_prefix(cursor, prefix) {
            let is_digit = ahead.next().is_some_and(|next| next.is_ascii_digit());
            let is_one = ahead.peek().is_none_or(|next| !next.is_ascii_alphanumeric());
            return (is_digit && is_one).then(|| &text[..text.len() - ahead.rest().len()]);
        }
    }
    let is_numeral =
        cursor.next().is_some_and(|c| "一二三四五六七八九零".contains(c) || c.is_ascii_digit());
    let is_form = is_numeral && cursor.take_any(&['级']);
    is_form.then(|| &text[..text.len() - cursor.rest().len()])
}

/// Whether what touches a short form makes it a part of another word.
pub(super) fn continues(behind: &str) -> bool {
    CONTINUATIONS.iter().any(|word| behind.starts_with(word))
}

/// Whether a short form at the start may be the name of a product, by what is said about it.
pub(super) fn may_be_product(typed: &str, behind: &str) -> bool {
    let is_separate = behind.starts_with([':', '：', '-', '—', ',', '，']);
    let name = fold(typed);
    let said = fold(behind.trim_start_matches(is_blank));
    !is_separate
        && PRODUCTS.iter().any(|(product, nouns)| {
            *product == name && nouns.iter().any(|noun| said.starts_with(noun))
        })
}

/// Whether a short form that stands alone is better known as a product.
pub(super) fn is_product(typed: &str) -> bool {
    matches!(fold(typed.trim_matches(is_blank)).as_str(), "s3" | "l4" | "l7")
}

/// How the last words are joined to those before; none where they are the middle of a word.
pub(super) fn joint(before: &str, suffix: &str) -> Option<Joint> {
    let last = before.chars().next_back()?;
    let first = suffix.chars().next()?;
    if is_blank(first) || !first.is_alphanumeric() {
        return None;
    }
    let visible = before.trim_end_matches(is_blank).chars().next_back()?;
    if !visible.is_alphanumeric() && !"%％）)]】」".contains(visible) {
        return Some(Joint::Punctuation);
    }
    if is_blank(last) {
        return Some(Joint::Blank);
    }
    let is_part = "上下同高低每这那第某各首升降年班".contains(last);
    (!last.is_ascii() && last.is_alphanumeric() && !is_part && short_form(suffix).is_some())
        .then_some(Joint::Glued)
}

/// Whether a level may be the last of the words: a short form always, a name of the plan only where
/// it is no part of the sentence.
pub(super) fn may_end_with(typed: &str, joint: Joint) -> bool {
    const LONG_NAME: usize = 5;
    let is_short_form = short_form(typed).is_some_and(|form| form == typed);
    let is_long_name = !typed.is_ascii() && typed.chars().count() >= LONG_NAME;
    match joint {
        Joint::Punctuation => true,
        Joint::Blank => is_short_form || is_long_name,
        Joint::Glued => is_short_form,
    }
}

/// The offered level nearest to a rank that the plan does not have; none where nobody would know.
pub(super) fn nearest(typed: &str, severities: &SeverityWords) -> Option<SeverityId> {
    /// The ranks that most ladders have.
    const COMMON: u32 = 5;
    let digits: String = typed.chars().map(fold_char).filter(char::is_ascii_digit).collect();
    let rank: u32 = digits.parse().ok().filter(|rank| *rank <= COMMON)?;
    let offered = severities.offered();
    let nearest = offered.iter().min_by_key(|name| rank.abs_diff(name.rank.into()))?;
    Some(nearest.id.clone())
}

//! Waiting for the customer on the way to the end, and taking a report back.

use crate::commands::grammar::role_sets::{EVERYBODY, RESPONDERS};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static WAIT: Grammar = Grammar {
    verb: Verb::Wait,
    en: &["wait"],
    zh: &["待客户", "挂起"],
    takes_en: "[#number] for what [until time]",
    takes_zh: "[#编号] 需要什么 [直到 时间]",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "wait #128 for the log of last night until tomorrow 18:00",
    example_zh: "待客户 #128 昨晚的日志 直到 明天 18:00",
};

pub(super) static RESUME: Grammar = Grammar {
    verb: Verb::Resume,
    en: &["resume"],
    zh: &["恢复"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "resume #128",
    example_zh: "恢复 #128",
};

pub(super) static WITHDRAW: Grammar = Grammar {
    verb: Verb::Withdraw,
    en: &["withdraw", "take-back", "false-alarm"],
    zh: &["撤回", "撤单", "误报"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "withdraw #128",
    example_zh: "撤回 #128",
};

//! What customers ask for, and the staff on their behalf.

use crate::commands::grammar::role_sets::{CUSTOMERS, EVERYBODY};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static OPEN: Grammar = Grammar {
    verb: Verb::Open,
    en: &["open", "new", "create", "report", "declare", "trigger"],
    zh: &["开单", "报障", "提交"],
    takes_en: "[level] title",
    takes_zh: "[级别] 标题",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "open L1 payments return 500",
    example_zh: "开单 L1 支付返回 500",
};

pub(super) static SHOW: Grammar = Grammar {
    verb: Verb::Show,
    en: &["show", "status"],
    zh: &["查看", "状态"],
    takes_en: "[#number] [full [page]]",
    takes_zh: "[#编号] [全文 [页码]]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "show #128",
    example_zh: "查看 #128",
};

pub(super) static LIST: Grammar = Grammar {
    verb: Verb::List,
    en: &["list", "ls"],
    zh: &["列表", "我的工单"],
    takes_en: "[open | mine | all]",
    takes_zh: "[未关闭 | 我的 | 全部]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "list open",
    example_zh: "列表 全部",
};

pub(super) static SAY: Grammar = Grammar {
    verb: Verb::Say,
    en: &["say", "reply", "comment"],
    zh: &["补充", "回复"],
    takes_en: "[#number] text",
    takes_zh: "[#编号] 内容",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "say #128 it also fails in the second zone",
    example_zh: "补充 #128 第二可用区也失败",
};

pub(super) static LEVEL: Grammar = Grammar {
    verb: Verb::Level,
    en: &["level", "sev", "severity"],
    zh: &["定级", "改级"],
    takes_en: "[#number] level [reason]",
    takes_zh: "[#编号] 级别 [原因]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::WhenLowering,
    example_en: "level #128 L2 a workaround holds",
    example_zh: "定级 #128 L2 已有绕行办法",
};

pub(super) static ESCALATE: Grammar = Grammar {
    verb: Verb::Escalate,
    en: &["escalate"],
    zh: &["升级", "催办"],
    takes_en: "[#number] [urgent | normal] [reason]",
    takes_zh: "[#编号] [紧急 | 普通] [原因]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "escalate #128 urgent no progress for an hour",
    example_zh: "升级 #128 紧急 一小时没有进展",
};

pub(super) static CONFIRM: Grammar = Grammar {
    verb: Verb::Confirm,
    en: &["confirm", "agree"],
    zh: &["同意关闭", "确认", "同意"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: CUSTOMERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "confirm #128",
    example_zh: "同意关闭 #128",
};

pub(super) static REJECT: Grammar = Grammar {
    verb: Verb::Reject,
    en: &["reject", "disagree"],
    zh: &["未解决", "不同意"],
    takes_en: "[#number] [reason]",
    takes_zh: "[#编号] [原因]",
    allowed: CUSTOMERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "reject #128 logins still fail",
    example_zh: "未解决 #128 登录仍然失败",
};

pub(super) static REOPEN: Grammar = Grammar {
    verb: Verb::Reopen,
    en: &["reopen"],
    zh: &["重开"],
    takes_en: "[#number] [reason]",
    takes_zh: "[#编号] [原因]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "reopen #128 the error is back",
    example_zh: "重开 #128 错误再次出现",
};

pub(super) static PLAN: Grammar = Grammar {
    verb: Verb::Plan,
    en: &["plan"],
    zh: &["支持计划", "计划", "权益"],
    takes_en: "[levels]",
    takes_zh: "[级别]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "plan",
    example_zh: "支持计划",
};

pub(super) static WHY: Grammar = Grammar {
    verb: Verb::Why,
    en: &["why"],
    zh: &["为什么", "怎么算"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "why #128",
    example_zh: "为什么 #128",
};

pub(super) static LANG: Grammar = Grammar {
    verb: Verb::Lang,
    en: &["lang", "language"],
    zh: &["语言"],
    takes_en: "zh | en | both",
    takes_zh: "中文 | 英文 | 双语",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "lang both",
    example_zh: "语言 双语",
};

pub(super) static HELP: Grammar = Grammar {
    verb: Verb::Help,
    en: &["help", "?"],
    zh: &["帮助"],
    takes_en: "[all | verb]",
    takes_zh: "[全部 | 命令]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "help escalate",
    example_zh: "帮助 升级",
};

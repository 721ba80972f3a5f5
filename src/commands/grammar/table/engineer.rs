//! What the people say who work on an incident, or stand by for one.

use crate::commands::grammar::role_sets::{OWNERS, RESPONDERS, STAFF};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static ACK: Grammar = Grammar {
    verb: Verb::Ack,
    en: &["ack", "acknowledge", "take", "claim"],
    zh: &["认领", "收到"],
    takes_en: "[#number | page code]",
    takes_zh: "[#编号 | 呼叫码]",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "ack #128",
    example_zh: "认领 #128",
};

pub(super) static ASSIGN: Grammar = Grammar {
    verb: Verb::Assign,
    en: &["assign", "reassign"],
    zh: &["指派"],
    takes_en: "[#number] @person",
    takes_zh: "[#编号] @人员",
    allowed: OWNERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "assign #128 @chen-jing",
    example_zh: "指派 #128 @陈静",
};

pub(super) static UPDATE: Grammar = Grammar {
    verb: Verb::Update,
    en: &["update"],
    zh: &["进展", "更新"],
    takes_en: "[#number] text",
    takes_zh: "[#编号] 内容",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "update #128 the standby has taken over",
    example_zh: "进展 #128 已切换到备用存储",
};

pub(super) static NOTE: Grammar = Grammar {
    verb: Verb::Note,
    en: &["note"],
    zh: &["内部备注", "备注"],
    takes_en: "[#number] text",
    takes_zh: "[#编号] 内容",
    allowed: RESPONDERS,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "note #128 disk 7 is suspected",
    example_zh: "内部备注 #128 疑似 7 号盘",
};

pub(super) static SOLVE: Grammar = Grammar {
    verb: Verb::Solve,
    en: &["solve", "resolve", "resolved"],
    zh: &["方案", "已解决"],
    takes_en: "[#number] [as answered | workaround | change-request] text",
    takes_zh: "[#编号] [为 已解答 | 永久规避 | 变更请求] 内容",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "solve #128 storage was switched over",
    example_zh: "方案 #128 已完成存储切换",
};

pub(super) static EVERY: Grammar = Grammar {
    verb: Verb::Every,
    en: &["every", "cadence"],
    zh: &["更新频率"],
    takes_en: "[#number] duration",
    takes_zh: "[#编号] 时长",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "every #128 30m",
    example_zh: "更新频率 #128 30分钟",
};

pub(super) static NEXT: Grammar = Grammar {
    verb: Verb::Next,
    en: &["next"],
    zh: &["约定时间"],
    takes_en: "[#number] time",
    takes_zh: "[#编号] 时间",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "next #128 15:30",
    example_zh: "约定时间 #128 明天 9:00",
};

pub(super) static BRIDGE: Grammar = Grammar {
    verb: Verb::Bridge,
    en: &["bridge", "meeting"],
    zh: &["会议", "会议链接"],
    takes_en: "[#number] link | off",
    takes_zh: "[#编号] 链接 | 取消",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "bridge #128 https://meet.vendor.example/128",
    example_zh: "会议 #128 https://meet.vendor.example/128",
};

pub(super) static PAGE: Grammar = Grammar {
    verb: Verb::Page,
    en: &["page", "call"],
    zh: &["呼叫", "拉人"],
    takes_en: "@person | team [#number] [reason]",
    takes_zh: "@人员 | 团队 [#编号] [原因]",
    allowed: RESPONDERS,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "page @chen-jing #128 storage question",
    example_zh: "呼叫 @陈静 #128 存储问题",
};

pub(super) static HANDOFF: Grammar = Grammar {
    verb: Verb::Handoff,
    en: &["handoff", "hand-off", "handover", "hand-over"],
    zh: &["交接", "转交"],
    takes_en: "[#number | page code] [@person] [summary]",
    takes_zh: "[#编号 | 呼叫码] [@人员] [摘要]",
    allowed: RESPONDERS,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "handoff #128 @chen-jing switch-over is half done",
    example_zh: "转交 #128 @陈静 切换进行到一半",
};

pub(super) static ONCALL: Grammar = Grammar {
    verb: Verb::Oncall,
    en: &["oncall", "on-call", "who-is-on-call", "whos-on-call", "who-is-oncall", "whos-oncall"],
    zh: &["值班", "谁在值班", "谁值班", "现在谁值班"],
    takes_en: "[team] [when]",
    takes_zh: "[团队] [时间]",
    allowed: STAFF,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "oncall storage tomorrow 9:00",
    example_zh: "值班 存储 明天 9:00",
};

pub(super) static COVER: Grammar = Grammar {
    verb: Verb::Cover,
    en: &["cover", "override"],
    zh: &["顶班"],
    takes_en: "[team] [@person] [from time] until time | for duration",
    takes_zh: "[团队] [@人员] [从 时间] 至 时间 | 时长",
    allowed: RESPONDERS,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "cover @chen-jing until 18:00",
    example_zh: "顶班 @陈静 至 18:00",
};

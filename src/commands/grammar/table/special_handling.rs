//! Special handling: access, the decision on a severity, on-site visits, the emergency group.

use crate::commands::grammar::role_sets::{DUTY, EVERYBODY, OWNERS, RESPONDERS};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static ACCESS: Grammar = Grammar {
    verb: Verb::Access,
    en: &["access"],
    zh: &["访问权限"],
    takes_en: "granted | refused [#number] [words]",
    takes_zh: "授权 | 拒绝 [#编号] [说明]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "access granted #128 the jump host is open for you",
    example_zh: "访问权限 授权 #128 堡垒机已开通",
};

pub(super) static REGRADE: Grammar = Grammar {
    verb: Verb::Regrade,
    en: &["regrade"],
    zh: &["定级裁决"],
    takes_en: "[#number] level reason",
    takes_zh: "[#编号] 级别 原因",
    allowed: DUTY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::WhenLowering,
    example_en: "regrade #128 L2 only reports are affected",
    example_zh: "定级裁决 #128 L2 只影响报表",
};

pub(super) static DOWNGRADE_ACCESS: Grammar = Grammar {
    verb: Verb::DowngradeAccess,
    en: &["downgrade-access"],
    zh: &["拒绝访问降级"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: DUTY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "downgrade-access #128",
    example_zh: "拒绝访问降级 #128",
};

pub(super) static DISPATCH: Grammar = Grammar {
    verb: Verb::Dispatch,
    en: &["dispatch"],
    zh: &["派遣"],
    takes_en: "[#number] @person time | duration",
    takes_zh: "[#编号] @人员 时间 | 时长",
    allowed: OWNERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "dispatch #128 @chen-jing 15:30",
    example_zh: "派遣 #128 @陈静 2小时",
};

pub(super) static ARRIVED: Grammar = Grammar {
    verb: Verb::Arrived,
    en: &["arrived"],
    zh: &["到场"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: RESPONDERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "arrived #128",
    example_zh: "到场 #128",
};

pub(super) static WAR_ROOM: Grammar = Grammar {
    verb: Verb::WarRoom,
    en: &["war-room"],
    zh: &["作战室"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: OWNERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "war-room #128",
    example_zh: "作战室 #128",
};

//! What the person in charge of the day decides.

use crate::commands::grammar::role_sets::{DUTY, MANAGERS};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static BOARD: Grammar = Grammar {
    verb: Verb::Board,
    en: &["board", "dashboard"],
    zh: &["看板", "大盘"],
    takes_en: "",
    takes_zh: "",
    allowed: MANAGERS,
    visibility: Visibility::Staff,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "board",
    example_zh: "看板",
};

pub(super) static CLOSE: Grammar = Grammar {
    verb: Verb::Close,
    en: &["close"],
    zh: &["代客户关闭", "关闭", "关单", "结单"],
    takes_en: "[#number] as outcome reason",
    takes_zh: "[#编号] 为 结果 原因",
    allowed: DUTY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "close #128 as agreed the customer agreed by phone",
    example_zh: "代客户关闭 #128 为 同意 客户电话确认",
};

pub(super) static SILENCE: Grammar = Grammar {
    verb: Verb::Silence,
    en: &["silence", "snooze", "mute"],
    zh: &["静默", "静默至"],
    takes_en: "[#number] until time | for duration",
    takes_zh: "[#编号] 至 时间 | 时长",
    allowed: DUTY,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "silence #128 for 30m",
    example_zh: "静默 #128 至 15:30",
};

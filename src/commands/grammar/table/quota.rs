//! What a customer has by number, and who of them may spend it.

use crate::commands::grammar::role_sets::{CUSTOMERS, EVERYBODY};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static EXPRESS: Grammar = Grammar {
    verb: Verb::Express,
    en: &["express"],
    zh: &["加急", "极速"],
    takes_en: "title",
    takes_zh: "标题",
    allowed: CUSTOMERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "express payments return 500",
    example_zh: "加急 支付返回 500",
};

pub(super) static QUOTA: Grammar = Grammar {
    verb: Verb::Quota,
    en: &["quota", "balance"],
    zh: &["配额", "余额"],
    takes_en: "",
    takes_zh: "",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "quota",
    example_zh: "配额",
};

pub(super) static CONTACTS: Grammar = Grammar {
    verb: Verb::Contacts,
    en: &["contacts"],
    zh: &["联系人"],
    takes_en: "[allow | deny @person [open | spend | confirm] | remove @person]",
    takes_zh: "[允许 | 不允许 @人员 [开单 | 加急 | 确认] | 移除 @人员]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "contacts",
    example_zh: "联系人",
};

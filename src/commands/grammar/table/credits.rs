//! The answer to an escalation, and what is owed where an answer was late.

use crate::commands::grammar::role_sets::{DUTY, EVERYBODY, MANAGERS};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static TAKEOVER: Grammar = Grammar {
    verb: Verb::Takeover,
    en: &["takeover"],
    zh: &["接管"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: MANAGERS,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "takeover #128",
    example_zh: "接管 #128",
};

pub(super) static CREDIT_SHOW: Grammar = Grammar {
    verb: Verb::CreditShow,
    en: &["credit-show"],
    zh: &["服务积分"],
    takes_en: "",
    takes_zh: "",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "credit show",
    example_zh: "服务积分",
};

pub(super) static CREDIT_APPROVE: Grammar = Grammar {
    verb: Verb::CreditApprove,
    en: &["credit-approve"],
    zh: &["批准积分"],
    takes_en: "C-number",
    takes_zh: "C-编号",
    allowed: DUTY,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "credit approve C-7",
    example_zh: "批准积分 C-7",
};

pub(super) static CREDIT_REFUSE: Grammar = Grammar {
    verb: Verb::CreditRefuse,
    en: &["credit-refuse"],
    zh: &["拒绝积分"],
    takes_en: "C-number reason",
    takes_zh: "C-编号 原因",
    allowed: DUTY,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "credit refuse C-7 the customer was called in time",
    example_zh: "拒绝积分 C-7 已按时电话答复客户",
};

pub(super) static CREDIT_REVERSE: Grammar = Grammar {
    verb: Verb::CreditReverse,
    en: &["credit-reverse"],
    zh: &["冲正积分"],
    takes_en: "C-number reason",
    takes_zh: "C-编号 原因",
    allowed: DUTY,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Always,
    example_en: "credit reverse C-7 approved twice by mistake",
    example_zh: "冲正积分 C-7 误批两次",
};

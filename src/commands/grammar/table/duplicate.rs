//! What a request carries, whether it was made before, and how it went.

use crate::commands::grammar::role_sets::{CUSTOMERS, EVERYBODY};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static INTAKE: Grammar = Grammar {
    verb: Verb::Intake,
    en: &["intake"],
    zh: &["资料"],
    takes_en: "[#number] [item: text]",
    takes_zh: "[#编号] [项目: 内容]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "intake #128 impact: a third of all payments",
    example_zh: "资料 #128 影响：三成支付",
};

pub(super) static SKIP: Grammar = Grammar {
    verb: Verb::Skip,
    en: &["skip"],
    zh: &["跳过"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "skip #128",
    example_zh: "跳过 #128",
};

pub(super) static DUPLICATE: Grammar = Grammar {
    verb: Verb::Duplicate,
    en: &["duplicate"],
    zh: &["重复"],
    takes_en: "[#number] of #number",
    takes_zh: "[#编号] 同 #编号",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "duplicate #131 of #128",
    example_zh: "重复 #131 同 #128",
};

pub(super) static RATE: Grammar = Grammar {
    verb: Verb::Rate,
    en: &["rate"],
    zh: &["评价"],
    takes_en: "[#number] 1-5 [words]",
    takes_zh: "[#编号] 1-5 [说明]",
    allowed: CUSTOMERS,
    visibility: Visibility::Caller,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "rate #128 5 quick and clear",
    example_zh: "评价 #128 5 处理很快",
};

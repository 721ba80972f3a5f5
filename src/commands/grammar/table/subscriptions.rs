//! News of an incident by e-mail, on request.

use crate::commands::grammar::role_sets::EVERYBODY;
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static SUBSCRIBE: Grammar = Grammar {
    verb: Verb::Subscribe,
    en: &["subscribe"],
    zh: &["订阅"],
    takes_en: "[#number] [e-mail]",
    takes_zh: "[#编号] [邮箱]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "subscribe #128 wang@bank.example",
    example_zh: "订阅 #128 wang@bank.example",
};

pub(super) static UNSUBSCRIBE: Grammar = Grammar {
    verb: Verb::Unsubscribe,
    en: &["unsubscribe"],
    zh: &["退订"],
    takes_en: "[#number] [e-mail]",
    takes_zh: "[#编号] [邮箱]",
    allowed: EVERYBODY,
    visibility: Visibility::Group,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "unsubscribe #128",
    example_zh: "退订 #128",
};

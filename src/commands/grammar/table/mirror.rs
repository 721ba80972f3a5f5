//! Groups and accounts, rather than one incident alone.

use crate::commands::grammar::role_sets::{ADMINISTRATORS, EVERYBODY, OWNERS};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static MIRROR: Grammar = Grammar {
    verb: Verb::Mirror,
    en: &["mirror"],
    zh: &["镜像"],
    takes_en: "add | remove [#number] group",
    takes_zh: "添加 | 移除 [#编号] 群",
    allowed: OWNERS,
    visibility: Visibility::Staff,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "mirror add #128 storage-room",
    example_zh: "镜像 添加 #128 存储值班室",
};

pub(super) static USER_LINK: Grammar = Grammar {
    verb: Verb::UserLink,
    en: &["user-link"],
    zh: &["绑定账号"],
    takes_en: "[@person | code]",
    takes_zh: "[@人员 | 绑定码]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: true,
    confirmation: Confirmation::Never,
    example_en: "user link 8F3K-2QXM",
    example_zh: "绑定账号 8F3K-2QXM",
};

pub(super) static GROUP_CHECK: Grammar = Grammar {
    verb: Verb::GroupCheck,
    en: &["group-check"],
    zh: &["自检"],
    takes_en: "",
    takes_zh: "",
    allowed: ADMINISTRATORS,
    visibility: Visibility::Group,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "group check",
    example_zh: "自检",
};

//! The groups and people of the demonstration. All of them are made up.

use chat_sandbox::{GroupKind, GroupView, MemberView, PlatformLook};

/// id, name, role.
const PEOPLE: [(&str, &str, &str); 14] = [
    ("wang-wei", "王伟", "customer_admin"),
    ("zhao-min", "赵敏", "customer"),
    ("liu-yang", "刘洋", "customer_admin"),
    ("sun-yue", "孙悦", "customer"),
    ("zhou-jie", "周洁", "customer_admin"),
    ("anna-keller", "Anna Keller", "customer_admin"),
    ("jonas-frei", "Jonas Frei", "customer"),
    ("grace-tan", "Grace Tan", "customer_admin"),
    ("zhang-qiang", "张强", "engineer"),
    ("chen-jing", "陈静", "engineer"),
    ("mia-berger", "Mia Berger", "engineer"),
    ("li-na", "李娜", "tam"),
    ("huang-bo", "黄波", "duty_manager"),
    ("admin-lin", "林管理员", "admin"),
];

const STAFF_ZH: &[&str] = &["zhang-qiang", "chen-jing", "li-na", "huang-bo"];

struct Casting {
    id: &'static str,
    name: &'static str,
    contract: (&'static str, &'static str),
    language: &'static str,
    zone: &'static str,
    look: PlatformLook,
    bot: &'static str,
    customers: &'static [&'static str],
    staff: &'static [&'static str],
}

const GROUPS: [Casting; 6] = [
    Casting {
        id: "daocloud-harbour",
        name: "云港支付 × 支持群",
        contract: ("daocloud", "platinum"),
        language: "zh",
        zone: "Asia/Shanghai",
        look: PlatformLook::WeCom,
        bot: "值班助手",
        customers: &["wang-wei", "zhao-min"],
        staff: STAFF_ZH,
    },
    Casting {
        id: "isoftstone-lantern",
        name: "灯塔物流 VIP 服务群",
        contract: ("isoftstone", "vip"),
        language: "zh",
        zone: "Asia/Shanghai",
        look: PlatformLook::DingTalk,
        bot: "值班助手",
        customers: &["liu-yang", "sun-yue"],
        staff: STAFF_ZH,
    },
    Casting {
        id: "huaweicloud-terrace",
        name: "梯田农业保障群",
        contract: ("huaweicloud", "enterprise"),
        language: "zh",
        zone: "Asia/Shanghai",
        look: PlatformLook::WeLink,
        bot: "值班助手",
        customers: &["zhou-jie"],
        staff: STAFF_ZH,
    },
    Casting {
        id: "zitadel-alpenglow",
        name: "alpenglow-support",
        contract: ("zitadel", "dedicated"),
        language: "en",
        zone: "Europe/Zurich",
        look: PlatformLook::Discord,
        bot: "Watchbell",
        customers: &["anna-keller", "jonas-frei"],
        staff: &["mia-berger", "li-na", "huang-bo"],
    },
    Casting {
        id: "alibabacloud-monsoon",
        name: "Monsoon Retail 支持群",
        contract: ("alibabacloud", "premier"),
        language: "both",
        zone: "Asia/Singapore",
        look: PlatformLook::DingTalk,
        bot: "值班助手",
        customers: &["grace-tan"],
        staff: STAFF_ZH,
    },
    Casting {
        id: "war-room",
        name: "值班作战室",
        contract: ("", ""),
        language: "zh",
        zone: "Asia/Shanghai",
        look: PlatformLook::Plain,
        bot: "值班助手",
        customers: &[],
        staff: &["zhang-qiang", "chen-jing", "mia-berger", "li-na", "huang-bo", "admin-lin"],
    },
];

pub(crate) fn people() -> Vec<MemberView> {
    PEOPLE.iter().map(member).collect()
}

pub(crate) fn groups() -> Vec<GroupView> {
    GROUPS.iter().map(view).collect()
}

fn member((id, name, role): &(&str, &str, &str)) -> MemberView {
    MemberView { id: (*id).into(), name: (*name).into(), role: (*role).into() }
}

fn view(casting: &Casting) -> GroupView {
    let here = |id: &str| casting.customers.contains(&id) || casting.staff.contains(&id);
    GroupView {
        id: casting.id.into(),
        name: casting.name.into(),
        plan: casting.contract.0.into(),
        tier: casting.contract.1.into(),
        language: casting.language.into(),
        zone: casting.zone.into(),
        platform_look: casting.look,
        bot_name: casting.bot.into(),
        kind: if casting.customers.is_empty() { GroupKind::Internal } else { GroupKind::Customer },
        members: PEOPLE.iter().filter(|person| here(person.0)).map(member).collect(),
    }
}

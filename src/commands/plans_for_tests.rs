//! The level names of the five plans on the channels which the tests speak on, read from the plan
//! documents.

use super::vocabulary::{Elsewhere, SeverityName, SeverityWords};
use crate::ids::SeverityId;

type Row = (&'static str, &'static str, &'static str);

const DAOCLOUD: &[Row] = &[
    ("l1", "生产灾害性事故", "Production disaster"),
    ("l2", "影响严重性事故", "Serious impact"),
    ("l3", "影响一般性事故", "Ordinary impact"),
    ("l4", "操作使用配置问题", "Operation or configuration question"),
    ("l5", "优化和改进建议", "Suggestion"),
];

const HUAWEICLOUD: &[Row] = &[
    ("core_production_down", "核心生产系统不可用", "Core production down"),
    ("production_down", "生产系统不可用", "Production down"),
    ("production_degraded", "生产系统异常", "Production degraded"),
    ("system_degraded", "系统异常", "System degraded"),
    ("guidance", "一般性指导", "Guidance"),
];

const ZITADEL: &[Row] = &[
    ("sev1", "严重性1", "Severity 1"),
    ("sev2", "严重性2", "Severity 2"),
    ("sev3", "严重性3", "Severity 3"),
    ("sev4", "严重程度4", "Severity 4"),
];

const ALIBABACLOUD_IM: &[Row] = &[
    ("business_down", "业务不可用", "Business down"),
    ("general_problem", "一般问题", "General problem"),
    ("general_consultation", "一般咨询", "General consultation"),
];

/// One level of a plan.
pub(crate) fn severity(id: &str, rank: u8, zh: &str, en: &str) -> SeverityName {
    SeverityName {
        id: SeverityId::new(id),
        rank,
        zh: zh.to_owned(),
        en: en.to_owned(),
        aliases: vec![],
    }
}

/// The words of a group under this plan and tier which speaks on this channel.
pub(crate) fn words(plan: &str, tier: &str, channel: &str) -> Option<SeverityWords> {
    let rows = match (plan, tier, channel) {
        ("daocloud", _, _) => DAOCLOUD,
        ("isoftstone", "dedicated" | "vip", _) | ("huaweicloud", "business" | "enterprise", _) => {
            HUAWEICLOUD
        }
        ("zitadel", _, _) => ZITADEL,
        ("alibabacloud", "enterprise" | "premier", "im") => ALIBABACLOUD_IM,
        _ => return None,
    };
    let offered = (1..).zip(rows).map(|(rank, (id, zh, en))| severity(id, rank, zh, en)).collect();
    let elsewhere = if plan == "alibabacloud" { vec![on_tickets_only()] } else { vec![] };
    Some(SeverityWords::new(offered, elsewhere))
}

fn on_tickets_only() -> Elsewhere {
    Elsewhere {
        severity: severity("core_business_down", 1, "核心业务不可用", "Core business down"),
        channels_zh: vec!["工单".to_owned()],
        channels_en: vec!["ticket".to_owned()],
    }
}

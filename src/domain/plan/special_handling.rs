//! The special handling that a plan promises beyond the response: access to the customer's system,
//! honest severities, on-site visits, the emergency group.
//!
//! A plan leaves out what its document does not mention, and the bot then does not offer it.

use chrono::TimeDelta;

use crate::ids::{ChannelId, CoverageId, SeverityId, TierId};

use super::{Amount, Provenance};

/// The special handling that a plan promises.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpecialHandlingTerms {
    /// Which severities need access to the customer's system.
    pub access: Option<AccessRule>,
    /// What the customer is told when support regrades.
    pub regrading: Option<RegradingRule>,
    /// Which severity is the right one once the worst is over.
    pub lowerings: Vec<Lowering>,
    /// Where somebody comes to the customer's site.
    pub onsite: Vec<OnsiteTerms>,
    /// Where the emergency group of experts is called.
    pub war_rooms: Vec<WarRoomRule>,
}

/// The customer lets support into the system at once, or the severity falls (`DaoCloud`,
/// "事件管理").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRule {
    pub severities: Vec<SeverityId>,
    /// The one that does not stand without.
    pub from: SeverityId,
    /// What it becomes without.
    pub to: SeverityId,
    /// How long an answer is waited for before the duty manager is asked to regrade.
    pub answer_within: TimeDelta,
    pub provenance: Provenance,
}

impl AccessRule {
    /// The default rule, for what a plan leaves out.
    pub const USUAL_ANSWER: TimeDelta = TimeDelta::minutes(30);
}

/// Support may regrade with a reason (Huawei Cloud, "4.2.2").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegradingRule {
    /// Whether the customer is told that they may escalate against it.
    pub escalate_against: bool,
    pub provenance: Provenance,
}

/// A severity that falls once the worst is over (ZITADEL, "严重程度").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowering {
    /// What has been reached.
    pub when: Vec<Relief>,
    /// The severity until then.
    pub from: SeverityId,
    /// The right one from then on.
    pub to: SeverityId,
    pub provenance: Provenance,
}

/// What makes an incident less bad before it is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relief {
    /// The service is back.
    Restored,
    /// There is a way around.
    Workaround,
}

/// People come to the customer's site, and the time from dispatch to arrival is measured
/// (`DaoCloud`, "覆盖时间").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnsiteTerms {
    pub reach: Reach,
    /// The hours in which the way is measured.
    pub coverage: CoverageId,
    /// The promised time, where the plan has one.
    pub target: Option<OnsiteTarget>,
    pub provenance: Provenance,
}

/// A promised time from dispatch to arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnsiteTarget {
    /// As the document puts it.
    pub amount: Amount,
    /// The same in seconds of coverage time.
    pub seconds: i64,
}

/// An emergency group of experts is called at once (Alibaba Cloud, "专项应急小组会诊").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarRoomRule {
    pub reach: Reach,
    /// Whether it holds during an escort alone.
    pub during_escort: bool,
    pub provenance: Provenance,
}

/// The tiers, channels and severities an entry mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    pub tiers: Vec<TierId>,
    pub channels: Vec<ChannelId>,
    pub severities: Vec<SeverityId>,
}

impl Reach {
    /// Whether it mentions the tier on the channel at all.
    pub fn serves(&self, tier: &TierId, channel: &ChannelId) -> bool {
        self.tiers.contains(tier) && self.channels.contains(channel)
    }

    /// Whether it mentions the severity there.
    pub fn covers(&self, tier: &TierId, channel: &ChannelId, severity: &SeverityId) -> bool {
        self.serves(tier, channel) && self.severities.contains(severity)
    }
}

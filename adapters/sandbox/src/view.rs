//! The state of the world as the page and tests read it.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// Everything beside the chats, as of [`WorldState::now`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorldState {
    /// The instant on the world's clock (UTC).
    pub now: DateTime<Utc>,
    /// Whether the clock moves by itself.
    pub clock: ClockKind,
    /// The next instant at which something will happen by itself.
    pub next_due_at: Option<DateTime<Utc>>,
    /// Every group, in the order the page lists them.
    pub groups: Vec<GroupView>,
    /// Everybody who has a phone here.
    pub people: Vec<MemberView>,
    /// Incidents that are not closed.
    pub incidents: Vec<IncidentView>,
}

/// Whether a clock moves by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// It stands until it is moved.
    Manual,
    /// It is the clock of the machine.
    Real,
}

/// One chat group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupView {
    /// The address of the group on this platform.
    pub id: String,
    /// The name people gave it.
    pub name: String,
    /// The plan it is served under; empty for a group of the staff.
    pub plan: String,
    /// The tier within the plan; empty for a group of the staff.
    pub tier: String,
    /// `zh`, `en` or `both`.
    pub language: String,
    /// The IANA name of the zone its times are shown in.
    pub zone: String,
    /// Which platform it shall look like.
    pub platform_look: PlatformLook,
    /// How the bot is called in this group.
    pub bot_name: String,
    /// Whose group it is.
    pub kind: GroupKind,
    /// Everybody who may speak in it.
    pub members: Vec<MemberView>,
}

/// Which platform a group looks like. It changes colours, nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PlatformLook {
    /// Like a WeCom group.
    WeCom,
    /// Like a DingTalk group.
    DingTalk,
    /// Like a WeLink group.
    WeLink,
    /// Like a Discord channel.
    Discord,
    /// Like none of them.
    Plain,
}

/// Whose group it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// Shared with a customer.
    Customer,
    /// The vendor's own people only.
    Internal,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberView {
    /// The account on this platform, and the address of the person's phone.
    pub id: String,
    /// The name people know.
    pub name: String,
    /// `customer`, `customer_admin`, `engineer`, `tam`, `duty_manager` or `admin`.
    pub role: String,
    /// The IANA name of the zone the person's phone shows times in.
    pub zone: String,
}

/// One open incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IncidentView {
    /// Its key inside the program.
    pub id: String,
    /// The number people say.
    pub number: i64,
    /// The number as people write it: `INC-1`.
    pub label: String,
    /// The group it was opened in.
    pub group: String,
    /// The name of the customer.
    pub customer: String,
    /// What is wrong, in the words of whoever opened it.
    pub title: String,
    /// The plan's key of the severity.
    pub severity: String,
    /// The plan's name of the severity, in the language of the group.
    pub severity_name: String,
    /// The place of the severity on the plan's ladder; 1 is the worst.
    pub rank: u32,
    /// `open`, `acknowledged`, `mitigated`, `resolved` or `closed`.
    pub state: String,
    /// When it was opened (UTC).
    pub opened_at: DateTime<Utc>,
    /// When the first response is due (UTC); `None` without such a promise.
    pub response_due_at: Option<DateTime<Utc>>,
    /// When the first response was given (UTC).
    pub responded_at: Option<DateTime<Utc>>,
    /// When the customer is promised the next status update (UTC).
    pub next_update_at: Option<DateTime<Utc>>,
    /// The name of whoever works on it.
    pub owner: Option<String>,
    /// Names of the people paged so far who did not acknowledge.
    pub paged: Vec<String>,
    /// Their accounts, in the same order.
    pub paged_ids: Vec<String>,
    /// The IANA name of the zone its times are shown in.
    pub zone: String,
}

impl GroupView {
    /// The member with this account.
    pub fn member(&self, account: &str) -> Option<&MemberView> {
        self.members.iter().find(|member| member.id == account)
    }
}

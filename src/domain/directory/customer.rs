//! An organisation that bought a support plan.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{Contract, Escort, MailDomain, MeetingLink};
use crate::domain::escalation::tam::Tam;
use crate::domain::escalation::target::Duty;
use crate::domain::ledger::express::Pack;
use crate::ids::{CustomerId, PersonId, PolicyId};

/// An organisation that bought a support plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub id: CustomerId,
    /// The name staff read on a page and in reports.
    pub name: String,
    /// Coverage windows without a zone of their own count in this one.
    pub zone: Tz,
    pub contract: Contract,
    /// Whom to page when this customer opens an incident.
    pub policy: PolicyId,
    /// The technical account manager, where the tier has one or one was agreed.
    #[serde(default)]
    pub tam: Option<Tam>,
    /// Told at once about incidents of rank 1 (`DaoCloud`, "沟通事件上报的状态").
    #[serde(default)]
    pub account_representative: Option<PersonId>,
    /// Every mailbox there is the customer's own, so that its people may have news sent there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mail_domains: Vec<MailDomain>,
    /// Of the customer's two administrators the one who is asked first; the other is the backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_administrator: Option<PersonId>,
    /// Express tickets bought apart from the tier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub express_packs: Vec<Pack>,
    /// The emergency group: all of them are called at once where the plan promises it, and by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub experts: Vec<Duty>,
    /// Events of the customer during which the plan promises more; no two share a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escorts: Vec<Escort>,
    /// Where people meet to work on an incident of rank 1, unless another link is set for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridge: Option<MeetingLink>,
}

//! What an operator should know before something is removed that is still in use, or declared that
//! the plan does not have.

use super::difference::Change;
use crate::config::Config;
use crate::directory_file::Offered;
use crate::domain::directory::{Directory, Group};
use crate::domain::incident::Incident;
use crate::store::directory::kind;
use crate::store::{Store, StoreError};

/// More open incidents than this are not looked through; the warning is a courtesy, no rule.
const LOOKED_THROUGH: i64 = 10_000;

/// One sentence for each removal that something open still depends on.
pub(super) async fn of(store: &Store, changes: &[Change]) -> Result<Vec<String>, StoreError> {
    let removed: Vec<(&str, &str)> = changes
        .iter()
        .filter(|change| matches!(change, Change::Removed { .. }))
        .map(Change::subject)
        .collect();
    if removed.is_empty() {
        return Ok(Vec::new());
    }
    let open = store.open_by_deadline(LOOKED_THROUGH).await?;
    let directory = store.directory();
    Ok(removed.into_iter().flat_map(|(kind, id)| about(kind, id, &open, &directory)).collect())
}

/// One sentence for each customer group that the tier's document does not have and the contract
/// does not agree on.
pub(super) fn of_groups_without_agreement(declared: &Directory, offered: &Offered) -> Vec<String> {
    let warning = |group: &Group| {
        let contract = &declared.customers.get(group.customer()?)?.contract;
        let (plan, tier) = (&contract.plan, &contract.tier);
        let has_chat = offered.plans.get(plan)?.get(tier)?.has_chat();
        let (id, channel) = (&group.id, &group.channel);
        let customer = group.customer()?;
        (!has_chat && !contract.agreed_channels.contains(channel)).then(|| {
            format!(
                "group {id}: the document of {plan} {tier} has no chat; if the contract of \
                 {customer} agrees on it, write agreed_channels = [\"{channel}\"] there"
            )
        })
    };
    let mut warnings: Vec<_> = declared.groups.values().filter_map(warning).collect();
    warnings.sort();
    warnings
}

/// One sentence for each group whose `bot_name` is not what the settings of its platform say that
/// people see.
pub(super) fn of_bot_names(declared: &Directory, config: &Config) -> Vec<String> {
    let warning = |group: &Group| {
        let platform = &group.room.platform;
        let shown = config.platforms.get(platform)?.shown_name()?;
        (!group.is_bot_shown_as(&[shown.to_owned()])).then(|| {
            format!(
                "group {}: bot_name is {:?}, but the settings of {platform} say that people see \
                 {shown:?} there",
                group.id, group.bot_name
            )
        })
    };
    let mut warnings: Vec<_> = declared.groups.values().filter_map(warning).collect();
    warnings.sort();
    warnings
}

fn about(kind: &str, id: &str, open: &[Incident], directory: &Directory) -> Vec<String> {
    let mut warnings = Vec::new();
    let held: Vec<String> = open
        .iter()
        .filter(|incident| depends_on(incident, kind, id))
        .map(|i| i.number.to_string())
        .collect();
    if !held.is_empty() {
        warnings
            .push(format!("{kind} {id} is removed but has open incidents: {}", held.join(", ")));
    }
    let covers = directory.overrides.iter().filter(|cover| match kind {
        kind::PERSON => cover.person.as_str() == id,
        kind::ROTATION => cover.rotation.as_str() == id,
        _ => false,
    });
    match covers.count() {
        0 => {}
        count => warnings
            .push(format!("{kind} {id} is removed, but {count} override(s) made in chat name it")),
    }
    warnings
}

fn depends_on(incident: &Incident, kind: &str, id: &str) -> bool {
    match kind {
        kind::CUSTOMER => {
            incident.contract_ref.customer().is_some_and(|customer| customer.as_str() == id)
        }
        kind::GROUP => incident.group.as_ref().is_some_and(|group| group.as_str() == id),
        kind::PERSON => incident.owner.as_ref().is_some_and(|owner| owner.as_str() == id),
        _ => false,
    }
}

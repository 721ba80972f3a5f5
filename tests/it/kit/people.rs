//! Who is who in the journeys: the sandbox's made-up customers, vendor and people on the platform
//! in memory, and a few customers whose arrangements are not as they should be.

use std::sync::Arc;

use watchbell::directory_file::{self, Offered, TierOffer};
use watchbell::domain::directory::{Directory, Group};
use watchbell::domain::plan::{Channel, Plan, TierTerms};
use watchbell::plans::Plans;
use watchbell::store::{Commit, DirectoryChange, Outcome, Store, directory};

/// The platform of everybody here.
pub(crate) const PLATFORM: &str = "fake";

/// A platform on which nobody is known at first.
pub(crate) const ANNEX: &str = "annex";

/// The platform of mailboxes.
pub(crate) const MAIL: &str = "mail";

const SANDBOX: &str = include_str!("../../../src/cli/sandbox/directory.toml");
const OTHERS: &str = include_str!("people.toml");

/// The shipped plans.
pub(crate) fn shipped_plans() -> Arc<Plans> {
    Arc::new(Plans::load(None, None).unwrap())
}

/// Makes the cast known to the store.
pub(crate) async fn introduce(store: &Store, plans: &Plans) {
    declare(store, plans, &(SANDBOX.replace("sandbox:", "fake:") + OTHERS), PLATFORM).await;
}

/// Makes a store know whoever a directory file declares; everybody is on one platform.
pub(crate) async fn declare(store: &Store, plans: &Plans, text: &str, platform: &str) {
    let cast = directory_file::read("the cast", text, &offered(plans, platform));
    let cast = cast.unwrap_or_else(|refused| panic!("{}", refused.render(false)));
    let commit = Commit { directory: documents(&cast), ..Commit::default() };
    assert!(matches!(store.commit(commit).await.unwrap(), Outcome::Done { .. }));
    store.reload_directory().await.unwrap();
}

/// One more group, beside those of the file.
pub(crate) async fn add_group(store: &Store, group: &Group) {
    let document = directory::put(directory::kind::GROUP, group.id.as_str(), group).unwrap();
    let commit = Commit { directory: vec![document], ..Commit::default() };
    assert!(matches!(store.commit(commit).await.unwrap(), Outcome::Done { .. }));
    store.reload_directory().await.unwrap();
}

fn documents(cast: &Directory) -> Vec<DirectoryChange> {
    use directory::{kind, put};
    let customers = cast.customers.iter().map(|(id, it)| put(kind::CUSTOMER, id.as_str(), it));
    let groups = cast.groups.iter().map(|(id, it)| put(kind::GROUP, id.as_str(), it));
    let people = cast.people.iter().map(|(id, it)| put(kind::PERSON, id.as_str(), it));
    let rotations = cast.rotations.iter().map(|it| put(kind::ROTATION, it.id.as_str(), it));
    let policies = cast.policies.iter().map(|(id, it)| put(kind::POLICY, id.as_str(), it));
    let manager = cast.duty_manager.iter().map(|it| put(kind::DUTY_MANAGER, "duty_manager", it));
    let all = customers.chain(groups).chain(people).chain(rotations).chain(policies).chain(manager);
    all.map(Result::unwrap).collect()
}

/// Every tier of every plan, sold on the one platform.
fn offered(plans: &Plans, platform: &str) -> Offered {
    let tiers =
        |plan: &Plan| plan.tiers.iter().map(|tier| (tier.id.clone(), offer(plan, tier))).collect();
    Offered {
        plans: plans.plans().map(|plan| (plan.item.id.clone(), tiers(&plan.item))).collect(),
        platforms: [(platform.to_owned(), platform.to_owned())].into(),
        calendars: plans
            .holiday_calendars()
            .map(|loaded| (loaded.item.id.clone(), loaded.item.clone()))
            .collect(),
        reach: None,
        takes_any_platform: false,
    }
}

fn offer(plan: &Plan, tier: &TierTerms) -> TierOffer {
    let on = |channel: &Channel| plan.severities_on(&tier.id, &channel.id);
    let served = plan.channels.iter().filter(|channel| !on(channel).is_empty());
    let severities = plan.channels.iter().flat_map(on);
    TierOffer {
        channels: served.map(|channel| channel.id.clone()).collect(),
        platforms: None,
        severities: severities.map(|severity| severity.id.clone()).collect(),
        coverages: plan.coverages.iter().map(|coverage| coverage.id.clone()).collect(),
        has_express: plan.express.as_ref().is_some_and(|express| express.is_for(&tier.id)),
        has_escorts: plan.has_escorts_for(&tier.id),
    }
}

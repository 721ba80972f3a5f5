//! The region of the affected resources: recorded, told and flagged where the plan does not serve
//! it. Nobody is turned away for it, and every clock goes on (Huawei Cloud, "4.1 服务目录").

use super::Incident;
use super::act_context::{ActContext, tell_staff, warn_staff_and_manager};
use super::special_handling::{HandlingFact, record};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{HandlingNotice, Intent, Priority};
use crate::domain::plan::{Region, Regions};
use crate::ids::{RegionId, RequiredInfoItemId};

impl Incident {
    /// The region in the words of the opening: what it says of the item, or its title. The receipt
    /// tells the customer.
    pub(super) fn note_region_of_opening(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        carried: &[(RequiredInfoItemId, String)],
    ) {
        let Some(regions) = regions_of(context) else { return };
        let region = answer_in(regions, carried)
            .map_or_else(|| regions.in_title(&self.title), |answer| regions.in_answer(answer));
        let reporter = self.reporter.clone();
        self.note_region(decision, context, &reporter, region.map(id_of));
    }

    /// The region in what was said of the required information. The last word counts.
    pub(super) fn note_region_said(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        said: &[(RequiredInfoItemId, String)],
    ) {
        let Some(regions) = regions_of(context) else { return };
        let Some(answer) = answer_in(regions, said) else { return };
        let not_served = regions.in_answer(answer).map(id_of);
        if self.note_region(decision, context, by, not_served.clone()) {
            let notice = Intent::SpecialHandling(HandlingNotice::RegionNamed { not_served });
            self.tell_rooms(decision, Priority::Reply, &notice);
        }
    }

    /// Records it and tells the staff; whether anything changed by it.
    fn note_region(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        not_served: Option<RegionId>,
    ) -> bool {
        if self.special_handling.region_not_served == not_served {
            return false;
        }
        self.special_handling.region_not_served.clone_from(&not_served);
        let is_flagged = not_served.is_some();
        record(decision, by, HandlingFact::RegionNamed { not_served: not_served.clone() });
        let notice = Intent::SpecialHandling(HandlingNotice::RegionNamed { not_served });
        if is_flagged {
            warn_staff_and_manager(decision, context, notice);
        } else {
            tell_staff(decision, context, Priority::Low, &notice);
        }
        true
    }
}

fn regions_of<'c>(context: &ActContext<'c>) -> Option<&'c Regions> {
    context.entitlement?.plan.regions.as_ref()
}

fn answer_in<'s>(regions: &Regions, said: &'s [(RequiredInfoItemId, String)]) -> Option<&'s str> {
    let mut answers = said.iter().filter(|(item, _)| *item == regions.item);
    answers.next_back().map(|(_, answer)| answer.as_str())
}

fn id_of(region: &Region) -> RegionId {
    region.id.clone()
}

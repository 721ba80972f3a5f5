//! Whether the affected resources are in a region that the plan serves.

use chat::Line;

use crate::domain::entitlement::Entitlement;
use crate::ids::RegionId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;

/// What a card and `show` say while the region is one that is not served.
pub(in crate::render) fn flag(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let region = view.incident.special_handling.region_not_served.as_ref()?;
    Some(stands(view, language, Some(region)))
}

/// What follows from the region, for this audience.
pub(in crate::render) fn stands(
    view: &IncidentView<'_>,
    language: Language,
    not_served: Option<&RegionId>,
) -> Line {
    let Some(region) = not_served else { return language.line("region-served", &[]) };
    let region = ("region", name(view.context.entitlement, language, region).into());
    if !view.context.is_for_customer() {
        return language.line("region-not-served-inside", &[region]);
    }
    match view.roster().duty_manager(view.context.now) {
        Some(person) => {
            let person = ("name", view.context.name(&person).into());
            language.line("region-not-served", &[region, person])
        }
        None => language.line("region-not-served-nobody", &[region]),
    }
}

/// What the support plan says about it.
pub(in crate::render) fn in_plan(terms: &Entitlement, language: Language) -> Option<Line> {
    let regions = &terms.plan.regions.as_ref()?.not_served;
    let names = regions.iter().map(|region| language.pick(&region.names.zh, &region.names.en));
    let names: Vec<String> = names.cloned().collect();
    Some(language.line("plan-regions", &[("regions", language.join(&names).into())]))
}

/// Its name; its id where the plan no longer knows it.
pub(super) fn name(terms: Option<&Entitlement>, language: Language, id: &RegionId) -> String {
    let known = terms.and_then(|terms| terms.plan.regions.as_ref()?.region(id));
    known.map_or_else(
        || id.to_string(),
        |region| language.pick(&region.names.zh, &region.names.en).clone(),
    )
}

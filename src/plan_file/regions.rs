//! Reads the regions that a plan does not serve.

use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::{Region, Regions, RequiredInfoItem};
use crate::ids::{RegionId, RequiredInfoItemId};
use crate::toml_file::Section;

impl PlanDraft<'_> {
    /// `[regions]`: the `item` that asks for the region, and those that are `not_served`.
    pub(super) fn read_regions(
        &mut self,
        root: &mut Section<'_, '_>,
        required_info: &[RequiredInfoItem],
    ) -> Option<Regions> {
        let mut section = root.section("regions")?;
        let item = section.text("item");
        let items = required_info.iter().map(|item| item.id.as_str());
        let item = self.known(item, "item of required information", items);
        let mut not_served: Vec<Region> = Vec::new();
        for entry in section.sections("not_served") {
            let Some((id, region)) = read_region(entry) else { continue };
            self.refuse_twice(&id, "region", not_served.iter().any(|it| it.id == region.id));
            not_served.push(region);
        }
        if not_served.is_empty() {
            self.problems.add(section.span(), "`not_served` names no region");
        }
        let provenance = self.provenance(&mut section, "regions");
        section.finish();
        Some(Regions { item: RequiredInfoItemId::new(item?), not_served, provenance })
    }
}

fn read_region(mut entry: Section<'_, '_>) -> Option<(Spanned<String>, Region)> {
    let (id, names) = (entry.text("id"), entry.names("names"));
    let aliases = entry.maybe_texts("aliases").into_iter().map(Spanned::into_inner).collect();
    entry.finish();
    let (id, names) = (id?, names?);
    let region = Region { id: RegionId::new(id.get_ref()), names, aliases };
    Some((id, region))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::plan_file::read;

    const SOUND: &str = include_str!("../../plans/huaweicloud.toml");

    #[test]
    fn each_slip_is_told() {
        for (from, to, expected) in [
            (
                "item = \"region\"",
                "item = \"regoin\"",
                "no item of required information is named `regoin`",
            ),
            ("id = \"na_atlanta\"", "id = \"eu_paris\"", "a second region named `eu_paris`"),
        ] {
            assert!(SOUND.contains(from), "the plan no longer says {from}");
            let text = SOUND.replacen(from, to, 1);
            let problems = read(&text, "test", &BTreeSet::from(["cn".to_owned()])).unwrap_err();
            let told: Vec<_> = problems.into_iter().map(|problem| problem.what).collect();
            assert!(told.iter().any(|told| told == expected), "{to}: {told:?}");
        }
    }
}

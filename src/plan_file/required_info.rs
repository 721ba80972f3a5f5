//! What a request is to carry.

use std::collections::BTreeSet;

use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::RequiredInfoItem;
use crate::ids::RequiredInfoItemId;
use crate::toml_file::Section;

impl PlanDraft<'_> {
    pub(super) fn read_required_info(
        &mut self,
        root: &mut Section<'_, '_>,
    ) -> Vec<RequiredInfoItem> {
        let mut items = Vec::new();
        let mut labels = BTreeSet::new();
        for section in root.sections("required_information") {
            let span = section.span();
            let Some(item) = self.read_required_info_item(section) else { continue };
            let own: BTreeSet<String> = item.labels().map(str::to_lowercase).collect();
            if let Some(twice) = own.iter().find(|label| labels.contains(*label)) {
                let problem = format!("two items of required information are named `{twice}`");
                self.problems.add_with_help(
                    span,
                    problem,
                    "people name an item by this word and a colon",
                );
            }
            labels.extend(own);
            items.push(item);
        }
        items
    }

    fn read_required_info_item(
        &mut self,
        mut section: Section<'_, '_>,
    ) -> Option<RequiredInfoItem> {
        let (id, names) = (section.text("id"), section.names("names"));
        let aliases = section.maybe_texts("aliases").into_iter().map(Spanned::into_inner).collect();
        let question = section.names("question");
        let severities = section.texts("severities");
        let ids: Vec<_> = self.severities.iter().map(|severity| severity.id.as_str()).collect();
        let asked_for = self.positions(severities, "severity", &ids);
        let entry = format!("required_information {}", id.as_ref().map_or("?", |id| id.get_ref()));
        let provenance = self.provenance(&mut section, &entry);
        section.finish();
        Some(RequiredInfoItem {
            id: RequiredInfoItemId::new(id?.get_ref()),
            names: names?,
            aliases,
            question: question?,
            severities: asked_for
                .into_iter()
                .map(|place| self.severities[place].id.clone())
                .collect(),
            provenance,
        })
    }
}

//! What customers buy by number, and who of them may spend it: `[express]`, `[contacts]`.

use toml::Spanned;

use super::PlanDraft;
use crate::domain::draft::Section;
use crate::domain::plan::{ExpressTerms, Right, RightsOfPeople, Target};
use crate::ids::{SeverityId, TierId};

impl PlanDraft<'_> {
    /// `[express]`, which rows with `kind = "express"` refer to.
    pub(super) fn read_express(&mut self, root: &mut Section<'_, '_>) {
        self.express = root.section("express").and_then(|section| self.express_in(section));
    }

    fn express_in(&mut self, mut section: Section<'_, '_>) -> Option<ExpressTerms> {
        let severity = section.text("severity");
        let ids = self.severities.iter().map(|severity| severity.id.as_str());
        let severity = self.known(severity, "severity", ids).map(SeverityId::new);
        let tiers = self.tier_positions(&mut section);
        let tiers: Vec<TierId> = tiers.into_iter().map(|tier| self.tiers[tier].id.clone()).collect();
        let target = self.read_target(&mut section);
        let rank = section.number("rank");
        let included = section.numbers_by_name("included_per_month");
        let included = included.into_iter().filter_map(|(tier, count)| self.included(&tiers, tier, count));
        let included_per_month = included.collect();
        let provenance = self.provenance(&mut section, "express tickets");
        section.finish();
        let rank = self.small(rank, 20)?;
        Some(ExpressTerms { severity: severity?, tiers, target: target?, rank, included_per_month, provenance })
    }

    fn included(
        &self,
        tiers: &[TierId],
        tier: Spanned<String>,
        count: Spanned<i64>,
    ) -> Option<(TierId, u32)> {
        let tier = self.known(Some(tier), "tier with express tickets", tiers.iter().map(TierId::as_str))?;
        Some((TierId::new(tier), self.small(Some(count), 10_000)?))
    }

    /// The target of `[express]` for a row of the ladder that says no more than that.
    pub(super) fn target_of_express(&self, section: &mut Section<'_, '_>) -> Option<Target> {
        let needs = section.maybe_names("needs");
        let Some(express) = &self.express else {
            self.problems.add(section.span(), "the plan has no section [express] to take the target from");
            return None;
        };
        Some(Target { needs, ..express.target.clone() })
    }

    /// `[contacts]`: what a customer's people may do until their administrators decide.
    pub(super) fn read_contacts_rights(&mut self, root: &mut Section<'_, '_>) -> RightsOfPeople {
        root.section("contacts").map(|section| self.rights_in(section)).unwrap_or_default()
    }

    fn rights_in(&mut self, mut section: Section<'_, '_>) -> RightsOfPeople {
        let people = section.texts("people");
        let provenance = self.provenance(&mut section, "the rights of a customer's people");
        section.finish();
        RightsOfPeople { people: people.into_iter().filter_map(|text| self.right(&text)).collect(), provenance }
    }

    fn right(&self, text: &Spanned<String>) -> Option<Right> {
        let right = Right::from_word(text.get_ref());
        if right.is_none() {
            self.problems.add(text.span(), "a right is `open`, `spend` or `confirm`");
        }
        right
    }
}

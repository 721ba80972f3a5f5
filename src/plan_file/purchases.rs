//! What customers buy by number, and who of them may spend it: `[express]`, `[contacts]`.

use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::{ExpressTerms, Right, RightsOfPeople, Target};
use crate::ids::{SeverityId, TierId};
use crate::toml_file::Section;

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
        let tiers: Vec<TierId> =
            tiers.into_iter().map(|tier| self.tiers[tier].id.clone()).collect();
        let target = self.read_target(&mut section);
        let rank = section.number("rank");
        let included = section.numbers_by_name("included_per_month");
        let included =
            included.into_iter().filter_map(|(tier, count)| self.included(&tiers, tier, count));
        let included_per_month = included.collect();
        let provenance = self.provenance(&mut section, "express tickets");
        section.finish();
        let rank = self.small(rank, 20)?;
        Some(ExpressTerms {
            severity: severity?,
            tiers,
            target: target?,
            rank,
            included_per_month,
            provenance,
        })
    }

    fn included(
        &self,
        tiers: &[TierId],
        tier: Spanned<String>,
        count: Spanned<i64>,
    ) -> Option<(TierId, u32)> {
        let tier =
            self.known(Some(tier), "tier with express tickets", tiers.iter().map(TierId::as_str))?;
        Some((TierId::new(tier), self.small(Some(count), 10_000)?))
    }

    /// The target of `[express]` for a row of the ladder that says no more than that.
    pub(super) fn target_of_express(&self, section: &mut Section<'_, '_>) -> Option<Target> {
        let needs = section.maybe_names("needs");
        let Some(express) = &self.express else {
            self.problems
                .add(section.span(), "the plan has no section [express] to take the target from");
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
        RightsOfPeople {
            people: people.into_iter().filter_map(|text| self.right(&text)).collect(),
            provenance,
        }
    }

    fn right(&self, text: &Spanned<String>) -> Option<Right> {
        let right = Right::from_word(text.get_ref());
        if right.is_none() {
            self.problems.add(text.span(), "a right is `open`, `spend` or `confirm`");
        }
        right
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::domain::plan::{Plan, Right};
    use crate::plan_file::read;

    const SOUND: &str = include_str!("../../plans/alibabacloud.toml");

    fn calendars() -> BTreeSet<String> {
        ["cn".to_owned()].into()
    }

    fn plan() -> Plan {
        read(SOUND, "test", &calendars()).unwrap()
    }

    /// What is told when one thing in the plan is written otherwise.
    fn told(from: &str, to: &str) -> Vec<String> {
        assert!(SOUND.contains(from), "the plan no longer says {from}");
        let problems = read(&SOUND.replacen(from, to, 1), "test", &calendars()).unwrap_err();
        problems.into_iter().map(|problem| problem.what).collect()
    }

    #[test]
    fn the_figure_of_express_tickets_stands_in_one_place() {
        let plan = plan();
        let express = plan.express.as_ref().unwrap();
        let on_ladder = plan.promise(&"business".into(), &"ticket".into(), &express.severity);
        assert_eq!(on_ladder.target(), Some(&express.target));
        assert_eq!(express.target.seconds, 600);
        let included =
            ["basic", "business", "premier"].map(|tier| express.included_in(&tier.into()));
        assert_eq!(included, [0, 10, 0]);
        assert_eq!(plan.rights.people, [Right::Open, Right::Confirm]);
    }

    #[test]
    fn each_slip_is_told() {
        for (from, to, message) in [
            (
                "[express]\nseverity = \"express\"",
                "[express]\nseverity = \"fast\"",
                "no severity is named `fast`",
            ),
            (
                "{ business = 10 }",
                "{ bussiness = 10 }",
                "no tier with express tickets is named `bussiness`",
            ),
            ("{ business = 10 }", "{ business = 0 }", "this number must be between 1 and 10000"),
            ("rank = 1\nincluded", "rank = 0\nincluded", "this number must be between 1 and 20"),
            (
                "people = [\"open\", \"confirm\"]",
                "people = [\"opne\"]",
                "a right is `open`, `spend` or `confirm`",
            ),
        ] {
            assert!(
                told(from, to).iter().any(|told| told == message),
                "{to}: {:?}",
                told(from, to)
            );
        }
    }

    #[test]
    fn a_row_cannot_take_its_target_from_a_section_that_is_not_there() {
        let (before, rest) = SOUND.split_once("[express]").unwrap();
        let (_, after) = rest.split_once("[contacts]").unwrap();
        let problems =
            read(&format!("{before}[contacts]{after}"), "test", &BTreeSet::new()).unwrap_err();
        let told = "the plan has no section [express] to take the target from";
        assert!(problems.iter().any(|problem| problem.what == told), "{problems:?}");
    }
}

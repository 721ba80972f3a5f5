//! Reads the special handling of a plan: access, regrading, on-site visits, the emergency group.

use chrono::TimeDelta;
use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::{
    AccessRule, Lowering, OnsiteTarget, OnsiteTerms, Reach, RegradingRule, Relief,
    SpecialHandlingTerms, WarRoomRule,
};
use crate::ids::{ChannelId, SeverityId};
use crate::toml_file::Section;

impl PlanDraft<'_> {
    pub(super) fn read_special_handling(
        &mut self,
        root: &mut Section<'_, '_>,
    ) -> SpecialHandlingTerms {
        SpecialHandlingTerms {
            access: root.section("access").and_then(|section| self.read_access(section)),
            regrading: root.section("regrade").map(|section| self.read_regrading(section)),
            lowerings: self.read_each(root, "lowering", Self::read_lowering),
            onsite: self.read_each(root, "onsite", Self::read_onsite),
            war_rooms: self
                .read_each(root, "war_room", |draft, found| Some(draft.read_war_room(found))),
        }
    }

    fn read_each<'t, 'p, T>(
        &mut self,
        root: &mut Section<'t, 'p>,
        key: &'static str,
        read: fn(&mut Self, Section<'t, 'p>) -> Option<T>,
    ) -> Vec<T> {
        root.sections(key).into_iter().filter_map(|section| read(self, section)).collect()
    }

    /// `severities = ["l1"]` and, for the one that falls without access, `without = { from = "l1",
    /// to = "l2" }`.
    fn read_access(&mut self, mut section: Section<'_, '_>) -> Option<AccessRule> {
        let severities = section.texts("severities");
        let severities = self.severity_ids(severities);
        let without = section.section("without");
        if without.is_none() && !section.has("without") {
            self.problems.add(section.span(), "`without` is missing");
        }
        let fall = without.and_then(|mut without| {
            let fall = self.read_fall(&mut without);
            without.finish();
            fall
        });
        let minutes = section.maybe_number("answer_within_minutes");
        let provenance = self.provenance(&mut section, "access");
        section.finish();
        let minutes = minutes.and_then(|minutes| self.small(Some(minutes), 10_080));
        let answer_within = minutes.map_or(AccessRule::USUAL_ANSWER, TimeDelta::minutes);
        let (from, to) = fall?;
        Some(AccessRule { severities, from, to, answer_within, provenance })
    }

    fn read_regrading(&mut self, mut section: Section<'_, '_>) -> RegradingRule {
        let escalate_against = section.flag("escalate_against");
        let provenance = self.provenance(&mut section, "regrading");
        section.finish();
        RegradingRule { escalate_against, provenance }
    }

    fn read_lowering(&mut self, mut section: Section<'_, '_>) -> Option<Lowering> {
        let when = section.texts("when");
        let when: Vec<Relief> = when.iter().filter_map(|text| self.relief(text)).collect();
        let fall = self.read_fall(&mut section);
        let provenance = self.provenance(&mut section, "a lowering");
        section.finish();
        let (from, to) = fall?;
        Some(Lowering { when, from, to, provenance })
    }

    fn relief(&self, text: &Spanned<String>) -> Option<Relief> {
        match text.get_ref().as_str() {
            "restored" => Some(Relief::Restored),
            "workaround" => Some(Relief::Workaround),
            _ => {
                self.problems.add(text.span(), "`when` is `restored` or `workaround`");
                None
            }
        }
    }

    /// `from` and `to`; a problem where `to` is no less urgent on some channel.
    fn read_fall(&self, section: &mut Section<'_, '_>) -> Option<(SeverityId, SeverityId)> {
        let (from, to) = (section.text("from"), section.text("to"));
        let (from, to) = (self.severity_id(from)?, self.severity_id(to)?);
        let severity = |id: &SeverityId| self.severities.iter().find(|severity| severity.id == *id);
        let (above, below) = (severity(&from)?, severity(&to)?);
        let falls = |channel: &ChannelId| match (above.rank_on(channel), below.rank_on(channel)) {
            (Some(above), Some(below)) => below > above,
            _ => true,
        };
        if !self.channels.iter().all(|channel| falls(&channel.id)) {
            self.problems.add(section.span(), format!("`{to}` is not less urgent than `{from}`"));
        }
        Some((from, to))
    }

    fn read_onsite(&mut self, mut section: Section<'_, '_>) -> Option<OnsiteTerms> {
        let reach = self.read_reach_of(&mut section);
        let coverage = section.text("coverage");
        let coverage = self.coverage_id(coverage);
        let within = section.maybe_text("within");
        let amount = self.amount(within);
        let provenance = self.provenance(&mut section, "on-site support");
        let terms = coverage.map(|coverage| {
            let seconds = |amount| self.seconds_in(amount, &coverage, &section);
            let target = amount.map(|amount| OnsiteTarget { amount, seconds: seconds(amount) });
            OnsiteTerms { reach, coverage, target, provenance }
        });
        section.finish();
        terms
    }

    fn read_war_room(&mut self, mut section: Section<'_, '_>) -> WarRoomRule {
        let reach = self.read_reach_of(&mut section);
        let during_escort = section.flag("during_escort");
        let provenance = self.provenance(&mut section, "the emergency group");
        section.finish();
        WarRoomRule { reach, during_escort, provenance }
    }

    /// `tiers`, `channels` and `severities`, each an id, a list, or `"*"`.
    fn read_reach_of(&self, section: &mut Section<'_, '_>) -> Reach {
        let tiers = self.tier_positions(section);
        let ids: Vec<_> = self.channels.iter().map(|channel| channel.id.as_str()).collect();
        let channels = self.positions(section.texts("channels"), "channel", &ids);
        let ids: Vec<_> = self.severities.iter().map(|severity| severity.id.as_str()).collect();
        let severities = self.positions(section.texts("severities"), "severity", &ids);
        Reach {
            tiers: tiers.into_iter().map(|place| self.tiers[place].id.clone()).collect(),
            channels: channels.into_iter().map(|place| self.channels[place].id.clone()).collect(),
            severities: severities
                .into_iter()
                .map(|place| self.severities[place].id.clone())
                .collect(),
        }
    }

    pub(super) fn severity_ids(&self, texts: Vec<Spanned<String>>) -> Vec<SeverityId> {
        texts.into_iter().filter_map(|text| self.severity_id(Some(text))).collect()
    }

    fn severity_id(&self, text: Option<Spanned<String>>) -> Option<SeverityId> {
        let ids = self.severities.iter().map(|severity| severity.id.as_str());
        self.known(text, "severity", ids).map(SeverityId::new)
    }
}

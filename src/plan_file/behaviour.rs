//! How the vendor behaves: updates, paging, warnings, credits, answers to an escalation.

use chrono::TimeDelta;
use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::{
    Behaviour, Credits, EscalationTerms, NewsByMail, OutsideCoverage, Paging, Role, UpdateCadence,
    WarningShares,
};
use crate::toml_file::Section;

impl PlanDraft<'_> {
    pub(super) fn read_behaviour(&mut self, root: &mut Section<'_, '_>) -> Behaviour {
        let mut updates: Vec<_> = root
            .sections("updates")
            .into_iter()
            .filter_map(|section| self.read_update(section))
            .collect();
        if !root.has("updates") {
            updates.push(UpdateCadence::default());
        }
        Behaviour {
            updates,
            paging: root.section("paging").and_then(|s| self.read_paging(s)).unwrap_or_default(),
            warnings: root
                .section("warnings")
                .and_then(|s| self.read_warnings(s))
                .unwrap_or_default(),
            credits: root.section("credits").and_then(|section| self.read_credits(section)),
            escalation: {
                let answers = root.sections("escalation").into_iter();
                answers.filter_map(|section| self.read_escalation(section)).collect()
            },
            mail: root.section("mail").map(|section| self.read_mail(section)).unwrap_or_default(),
            transcript: {
                let section = root.section("transcript");
                section.and_then(|section| self.read_transcript(section)).unwrap_or_default()
            },
            closing: root.section("closing").and_then(|section| self.read_closing(section)),
            special_handling: self.read_special_handling(root),
        }
    }

    fn read_update(&mut self, mut section: Section<'_, '_>) -> Option<UpdateCadence> {
        let (rank, every) = (section.number("rank"), section.number("every_minutes"));
        let provenance = self.provenance(&mut section, "the update cadence");
        section.finish();
        Some(UpdateCadence {
            rank: self.small(rank, 20)?,
            every_minutes: self.small(every, 10_080)?,
            provenance,
        })
    }

    fn read_paging(&mut self, mut section: Section<'_, '_>) -> Option<Paging> {
        let rank_one = section.text("rank_one_outside_coverage");
        let others = section.text("others_outside_coverage");
        let told = section.texts("told_at_once");
        let provenance = self.provenance(&mut section, "paging");
        section.finish();
        let (rank_one, others) = (self.outside_coverage(rank_one), self.outside_coverage(others));
        Some(Paging {
            rank_one_outside_coverage: rank_one?,
            others_outside_coverage: others?,
            told_at_once: told.into_iter().filter_map(|text| self.role(&text)).collect(),
            provenance,
        })
    }

    fn outside_coverage(&self, text: Option<Spanned<String>>) -> Option<OutsideCoverage> {
        let text = text?;
        match text.get_ref().as_str() {
            "at_once" => Some(OutsideCoverage::AtOnce),
            "next_opening" => Some(OutsideCoverage::NextOpening),
            _ => {
                self.problems.add(
                    text.span(),
                    "a page outside coverage is sent `at_once` or at `next_opening`",
                );
                None
            }
        }
    }

    fn role(&self, text: &Spanned<String>) -> Option<Role> {
        match text.get_ref().as_str() {
            "duty_manager" => Some(Role::DutyManager),
            "account_representative" => Some(Role::AccountRepresentative),
            _ => {
                self.problems
                    .add(text.span(), "a role is `duty_manager` or `account_representative`");
                None
            }
        }
    }

    fn read_warnings(&mut self, mut section: Section<'_, '_>) -> Option<WarningShares> {
        let (percent, short_percent) =
            (section.numbers("percent"), section.numbers("short_percent"));
        let short_up_to = section.number("short_up_to_minutes");
        let provenance = self.provenance(&mut section, "warnings");
        section.finish();
        let short_up_to: i64 = self.small(short_up_to, 10_080)?;
        Some(WarningShares {
            percent: self.shares(percent),
            short_up_to_seconds: short_up_to * 60,
            short_percent: self.shares(short_percent),
            provenance,
        })
    }

    fn shares(&self, numbers: Vec<Spanned<i64>>) -> Vec<u8> {
        let mut shares: Vec<_> =
            numbers.into_iter().filter_map(|number| self.small(Some(number), 100)).collect();
        shares.sort_unstable();
        shares
    }

    fn read_credits(&mut self, mut section: Section<'_, '_>) -> Option<Credits> {
        let (minutes, days) =
            (section.number("per_minutes_over"), section.number("extends_term_days"));
        let provenance = self.provenance(&mut section, "credits");
        section.finish();
        let minutes: i64 = self.small(minutes, 10_080)?;
        let extends_term_days = self.small(days, 366)?;
        Some(Credits { per_seconds_over: minutes * 60, extends_term_days, provenance })
    }

    fn read_mail(&mut self, mut section: Section<'_, '_>) -> NewsByMail {
        let has_ranks = section.has("ranks");
        let ranks = if has_ranks { section.numbers("ranks") } else { Vec::new() };
        let provenance = self.provenance(&mut section, "updates by e-mail");
        section.finish();
        let ranks = ranks.into_iter().filter_map(|rank| self.small(Some(rank), 20)).collect();
        NewsByMail { ranks: has_ranks.then_some(ranks), provenance }
    }

    fn read_escalation(&mut self, mut section: Section<'_, '_>) -> Option<EscalationTerms> {
        let urgent = section.flag("urgent");
        let target = self.read_target(&mut section);
        let page_again = section.maybe_number("page_again_minutes");
        let provenance = self.provenance(&mut section, "the response to an escalation");
        section.finish();
        let page_again = match page_again {
            Some(minutes) => TimeDelta::minutes(self.small(Some(minutes), 10_080)?),
            None => EscalationTerms::usually_paged_again(urgent),
        };
        let target = target?;
        let (within, seconds) = (target.amount, target.seconds);
        Some(EscalationTerms {
            urgent,
            within,
            seconds,
            coverage: target.coverage,
            page_again,
            provenance,
        })
    }
}

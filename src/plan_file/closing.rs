//! `[closing]`: the windows for an answer of the customer, reopening, and the years kept.

use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::{ClosingTerms, InformationWindow, WithoutAnswer};
use crate::ids::CoverageId;
use crate::toml_file::Section;

/// The longest window anybody means, in days.
const MOST_DAYS: i64 = 366;

impl PlanDraft<'_> {
    pub(super) fn read_closing(&mut self, mut section: Section<'_, '_>) -> Option<ClosingTerms> {
        let (coverage, within) = (section.text("coverage"), section.text("consent_within"));
        let (reopen, years) = (section.number("reopen_days"), section.number("years_kept"));
        let (coverage, consent) = (self.coverage_id(coverage), self.amount(within));
        let reminders = self.read_reminders(&mut section, coverage.as_ref());
        let information = self.read_information(&mut section);
        let without_answer = section.maybe_text("without_answer");
        let without_answer = without_answer.and_then(|text| self.without_answer(&text));
        let provenance = self.provenance(&mut section, "closing");
        let (reopen, years) = (self.small(reopen, MOST_DAYS), self.small(years, 100));
        let (coverage, consent_within) = (coverage?, consent?);
        let consent_seconds = self.seconds_in(consent_within, &coverage, &section);
        section.finish();
        Some(ClosingTerms {
            coverage,
            consent_within,
            consent_seconds,
            remind_before_seconds: reminders,
            information,
            without_answer,
            reopen_days: reopen?,
            years_kept: years?,
            provenance,
        })
    }

    fn without_answer(&self, text: &Spanned<String>) -> Option<WithoutAnswer> {
        match text.get_ref().as_str() {
            "close" => Some(WithoutAnswer::Close),
            "ask_duty_manager" => Some(WithoutAnswer::AskDutyManager),
            _ => {
                let problem = "`without_answer` is `close` or `ask_duty_manager`";
                self.problems.add(text.span(), problem);
                None
            }
        }
    }

    fn read_reminders(
        &self,
        section: &mut Section<'_, '_>,
        coverage: Option<&CoverageId>,
    ) -> Vec<i64> {
        let written = section.maybe_texts("remind_before");
        let amounts: Vec<_> =
            written.into_iter().filter_map(|text| self.amount(Some(text))).collect();
        let Some(coverage) = coverage else { return Vec::new() };
        let mut seconds: Vec<_> =
            amounts.into_iter().map(|amount| self.seconds_in(amount, coverage, section)).collect();
        seconds.sort_unstable_by(|a, b| b.cmp(a));
        seconds
    }

    fn read_information(&mut self, section: &mut Section<'_, '_>) -> Vec<InformationWindow> {
        let mut windows = Vec::new();
        for mut entry in section.sections("information") {
            let (rank, days) = (entry.number("rank"), entry.number("days"));
            let provenance = self.provenance(&mut entry, "the window for information");
            entry.finish();
            self.refuse_to_park_rank_one(rank.as_ref());
            if let (Some(rank), Some(days)) = (self.small(rank, 20), self.small(days, MOST_DAYS)) {
                windows.push(InformationWindow { rank, days, provenance });
            }
        }
        windows.sort_by_key(|window| window.rank);
        windows
    }

    fn refuse_to_park_rank_one(&self, rank: Option<&Spanned<i64>>) {
        if let Some(rank) = rank.filter(|rank| *rank.get_ref() == 1) {
            self.problems.add(
                rank.span(),
                "an incident of rank 1 is never parked, so it has no such window",
            );
        }
    }
}

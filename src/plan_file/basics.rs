//! The sections everything else refers to: documents, notes, coverages, channels, severities.

use std::sync::Arc;

use chrono::Weekday;
use toml::Spanned;

use super::PlanDraft;
use crate::domain::calendar::{Coverage, CoverageHours, CoverageZone, DayWindow, WeeklyHours};
use crate::domain::plan::{Channel, Document, Note, PlanCoverage, Severity, SupportFacts};
use crate::ids::{ChannelId, CoverageId, SeverityId};
use crate::toml_file::Section;

/// The most steps a ladder may have.
const MOST_RANKS: i64 = 20;

impl PlanDraft<'_> {
    pub(super) fn read_documents(&mut self, root: &mut Section<'_, '_>) {
        for (key, mut section) in root.named_sections("documents") {
            let (title, edition) = (section.text("title"), section.text("edition"));
            section.finish();
            let text =
                |text: Option<Spanned<String>>| text.map(Spanned::into_inner).unwrap_or_default();
            self.documents.push(Document {
                key: key.into_inner(),
                title: text(title),
                edition: text(edition),
            });
        }
    }

    pub(super) fn read_notes(&mut self, root: &mut Section<'_, '_>) {
        for mut section in root.sections("note") {
            let text = section.names("text");
            let provenance = self.provenance(&mut section, "a note");
            section.finish();
            self.notes.extend(text.map(|text| Note { text, provenance }));
        }
    }

    /// `[support]`: what holds for every tier and channel.
    pub(super) fn read_support(&mut self, root: &mut Section<'_, '_>) -> Option<SupportFacts> {
        let mut section = root.section("support")?;
        let (languages, status_page) =
            (section.maybe_names("languages"), section.maybe_text("status_page"));
        let provenance = self.provenance(&mut section, "support");
        section.finish();
        Some(SupportFacts {
            languages,
            status_page: status_page.map(Spanned::into_inner),
            provenance,
        })
    }

    pub(super) fn read_coverages(&mut self, root: &mut Section<'_, '_>) {
        for (id, mut section) in root.named_sections("coverage") {
            let rule = self.read_coverage(&mut section);
            let provenance = self.provenance(&mut section, &format!("coverage {}", id.get_ref()));
            section.finish();
            // A coverage that could not be read still counts as known, so that one slip is one
            // problem.
            let rule = Arc::new(rule.unwrap_or_else(Coverage::always));
            self.coverages.push(PlanCoverage {
                id: CoverageId::new(id.get_ref()),
                rule,
                provenance,
            });
        }
    }

    fn read_coverage(&mut self, section: &mut Section<'_, '_>) -> Option<Coverage> {
        if section.flag("always") {
            return Some(Coverage::always());
        }
        let windows = self.read_windows(section);
        let zone = section.text("zone");
        let zone = self.coverage_zone(zone);
        let holidays = section.text("holidays");
        let none = std::iter::once("none");
        let known = none.chain(self.holiday_calendars.iter().map(String::as_str));
        let holidays = self.known(holidays, "holiday calendar", known)?;
        let holidays = (holidays != "none").then_some(holidays);
        Some(Coverage { hours: CoverageHours::Weekly(windows?), zone: zone?, holidays })
    }

    fn read_windows(&self, section: &mut Section<'_, '_>) -> Option<WeeklyHours> {
        let mut windows = Vec::new();
        for mut entry in section.sections("windows") {
            let days: Vec<_> =
                entry.texts("days").into_iter().flat_map(|text| self.weekdays(&text)).collect();
            let (from, to) = (entry.text("from"), entry.text("to"));
            entry.finish();
            let (Some(from), Some(to)) = (self.clock_time(from), self.clock_time(to)) else {
                continue;
            };
            windows.extend(days.into_iter().map(|day| (day, DayWindow { from, to })));
        }
        let hours = WeeklyHours::new(windows);
        if hours.is_none() {
            self.problems.add_with_help(
                section.span(),
                "a coverage is either `always = true` or has windows that are not empty and do not overlap",
                r#"windows = [{ days = "mon-fri", from = "09:00", to = "18:00" }]"#,
            );
        }
        hours
    }

    /// `mon` or `mon-fri`.
    fn weekdays(&self, text: &Spanned<String>) -> Vec<Weekday> {
        let (first, last) =
            text.get_ref().split_once('-').unwrap_or((text.get_ref(), text.get_ref()));
        let (Ok(first), Ok(last)) =
            (first.trim().parse::<Weekday>(), last.trim().parse::<Weekday>())
        else {
            self.problems.add(text.span(), "days are written `mon` or `mon-fri`");
            return Vec::new();
        };
        let days = std::iter::successors(Some(first), |day| (*day != last).then(|| day.succ()));
        days.collect()
    }

    fn clock_time(&self, text: Option<Spanned<String>>) -> Option<u16> {
        let text = text?;
        let minutes = parse_clock(text.get_ref());
        if minutes.is_none() {
            self.problems
                .add(text.span(), "a time of day is written `09:00`, the end of the day `24:00`");
        }
        minutes
    }

    fn coverage_zone(&self, text: Option<Spanned<String>>) -> Option<CoverageZone> {
        if text.as_ref().is_some_and(|text| text.get_ref() == "customer") {
            return Some(CoverageZone::Customer);
        }
        self.zone(text).map(CoverageZone::Fixed)
    }

    pub(super) fn read_channels(&mut self, root: &mut Section<'_, '_>) {
        for mut section in root.sections("channel") {
            let (id, names) = (section.text("id"), section.names("names"));
            let coverage = section.text("coverage");
            let coverage = self.coverage_id(coverage);
            let entry = format!("channel {}", id.as_ref().map_or("?", |id| id.get_ref()));
            let provenance = self.provenance(&mut section, &entry);
            section.finish();
            let Some(id) = id else { continue };
            self.refuse_twice(
                &id,
                "channel",
                self.channels.iter().any(|c| c.id.as_str() == id.get_ref()),
            );
            let coverage = coverage.unwrap_or_else(|| CoverageId::new(""));
            let id = ChannelId::new(id.get_ref());
            self.channels.push(Channel {
                id,
                names: names.unwrap_or_default(),
                coverage,
                provenance,
            });
        }
    }

    pub(super) fn read_severities(&mut self, root: &mut Section<'_, '_>) {
        for mut section in root.sections("severity") {
            let (id, names) = (section.text("id"), section.names("names"));
            let means = section.maybe_names("means");
            let aliases =
                section.maybe_texts("aliases").into_iter().map(Spanned::into_inner).collect();
            let ranks = self.read_ranks(&mut section);
            let entry = format!("severity {}", id.as_ref().map_or("?", |id| id.get_ref()));
            let provenance = self.provenance(&mut section, &entry);
            section.finish();
            let Some(id) = id else { continue };
            self.refuse_twice(
                &id,
                "severity",
                self.severities.iter().any(|s| s.id.as_str() == id.get_ref()),
            );
            let (id, names) = (SeverityId::new(id.get_ref()), names.unwrap_or_default());
            self.severities.push(Severity { id, names, means, aliases, provenance, ranks });
        }
    }

    /// `rank = 1` on every channel, or `rank = { im = 1, ticket = 2 }` where they differ.
    fn read_ranks(&self, section: &mut Section<'_, '_>) -> Vec<(ChannelId, u8)> {
        if !section.is_section("rank") {
            let rank = section.number("rank");
            let rank = self.small(rank, MOST_RANKS);
            return rank
                .map(|rank| {
                    self.channels.iter().map(|channel| (channel.id.clone(), rank)).collect()
                })
                .unwrap_or_default();
        }
        let channels = || self.channels.iter().map(|channel| channel.id.as_str());
        let ranked = section.numbers_by_name("rank").into_iter();
        ranked
            .filter_map(|(channel, rank)| {
                let channel = self.known(Some(channel), "channel", channels())?;
                Some((ChannelId::new(channel), self.small(Some(rank), MOST_RANKS)?))
            })
            .collect()
    }
}

/// Minutes since midnight of `HH:MM`, up to `24:00`.
fn parse_clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

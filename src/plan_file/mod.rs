//! Plans and calendars as written in `plans/*.toml` and `calendars/*.toml`: a file on its way to a
//! [`Plan`] or to a [`HolidayCalendar`](crate::domain::calendar::HolidayCalendar).
//!
//! [`read`] goes through the whole file and lists every problem with its place; only a file without
//! any becomes a plan. The format is described in `plans/README.md`. A `PlanDraft` holds what has
//! been read so far, because later sections refer to earlier ones by id.

mod basics;
mod behaviour;
pub mod calendar;
mod closing;
mod promises;
mod purchases;
mod regions;
mod required_info;
mod retention;
mod special_handling;
mod tiers;

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use crate::domain::plan::{
    Assumption, Channel, Document, ExpressTerms, Note, Plan, PlanCoverage, PlanVersion, Provenance,
    Severity, TierTerms,
};
use crate::ids::{CoverageId, PlanId};
use crate::toml_file::{self, Problem, Problems, Section, help_for_unknown};

/// Reads a plan, or tells everything that is wrong with it. `fingerprint` is a hash of the text,
/// and `holiday_calendars` the ids of the calendars a coverage may name.
pub fn read(
    text: &str,
    fingerprint: &str,
    holiday_calendars: &BTreeSet<String>,
) -> Result<Plan, Vec<Problem>> {
    let problems = Problems::default();
    let table = toml_file::parse(text, &problems);
    let plan = PlanDraft::new(&problems, holiday_calendars)
        .read(Section::root(&table, &problems), fingerprint);
    match (plan, problems.into_sorted()) {
        (Some(plan), problems) if problems.is_empty() => Ok(plan),
        (_, problems) => Err(problems),
    }
}

/// What has been read of a plan so far.
struct PlanDraft<'p> {
    problems: &'p Problems,
    holiday_calendars: &'p BTreeSet<String>,
    documents: Vec<Document>,
    notes: Vec<Note>,
    coverages: Vec<PlanCoverage>,
    channels: Vec<Channel>,
    severities: Vec<Severity>,
    tiers: Vec<TierTerms>,
    /// Where each tier is written: the place to point at when something about it is missing.
    tier_spans: Vec<Range<usize>>,
    express: Option<ExpressTerms>,
    assumptions: Vec<Assumption>,
}

impl<'p> PlanDraft<'p> {
    fn new(problems: &'p Problems, holiday_calendars: &'p BTreeSet<String>) -> Self {
        Self {
            problems,
            holiday_calendars,
            documents: Vec::new(),
            notes: Vec::new(),
            coverages: Vec::new(),
            channels: Vec::new(),
            severities: Vec::new(),
            tiers: Vec::new(),
            tier_spans: Vec::new(),
            express: None,
            assumptions: Vec::new(),
        }
    }

    fn read(mut self, mut root: Section<'_, '_>, fingerprint: &str) -> Option<Plan> {
        let id = root.text("id");
        let edition = root.text("edition");
        let names = root.names("names");
        let home_zone = root.text("home_zone");
        let home_zone = self.zone(home_zone);
        self.read_documents(&mut root);
        self.read_notes(&mut root);
        let support = self.read_support(&mut root);
        self.read_coverages(&mut root);
        self.read_channels(&mut root);
        self.read_severities(&mut root);
        self.read_tiers(&mut root);
        self.read_contacts(&mut root);
        self.read_escort(&mut root);
        self.read_express(&mut root);
        let cells = self.read_promises(&mut root);
        let behaviour = self.read_behaviour(&mut root);
        let rights = self.read_contacts_rights(&mut root);
        let required_info = self.read_required_info(&mut root);
        let regions = self.read_regions(&mut root, &required_info);
        root.finish();
        self.refuse_what_ends_early();
        self.assumptions.sort_by_key(|assumption| assumption.span.start);
        Some(Plan {
            id: PlanId::new(id?.get_ref()),
            version: PlanVersion {
                edition: edition?.into_inner(),
                fingerprint: fingerprint.to_owned(),
            },
            names: names?,
            home_zone: home_zone?,
            documents: self.documents,
            notes: self.notes,
            support,
            coverages: self.coverages,
            channels: self.channels,
            severities: self.severities,
            tiers: self.tiers,
            behaviour,
            express: self.express,
            rights,
            assumptions: self.assumptions,
            required_info,
            regions,
            cells,
        })
    }

    /// A file that was cut off may be without a fault in what is left of it; a plan without these
    /// promises nothing to anybody.
    fn refuse_what_ends_early(&self) {
        let parts = [
            ("coverage", self.coverages.is_empty()),
            ("channel", self.channels.is_empty()),
            ("severity", self.severities.is_empty()),
            ("tier", self.tiers.is_empty()),
        ];
        for (part, _) in parts.into_iter().filter(|(_, is_missing)| *is_missing) {
            self.problems.add_with_help(
                0..0,
                format!("the plan has no {part}"),
                format!("add at least one [[{part}]]; the file may have been cut off"),
            );
        }
    }

    /// Reads `source` and `assumed`, of which every figure has at least one.
    fn provenance(&mut self, section: &mut Section<'_, '_>, entry: &str) -> Provenance {
        let (source, assumed) = (section.maybe_text("source"), section.maybe_text("assumed"));
        if source.is_none() && assumed.is_none() {
            self.problems.add_with_help(
                section.span(),
                format!("{entry} has no source"),
                "add `source = \"document: section\"`, or `assumed = \"why\"` if no document states it",
            );
        }
        if let Some(source) = &source {
            self.check_document(source);
        }
        if let Some(assumed) = &assumed {
            let (text, span) = (assumed.get_ref().clone(), assumed.span());
            self.assumptions.push(Assumption { entry: entry.to_owned(), text, span });
        }
        Provenance {
            source: source.map(Spanned::into_inner),
            assumed: assumed.map(Spanned::into_inner),
        }
    }

    fn check_document(&self, source: &Spanned<String>) {
        let key = source.get_ref().split_once(':').map(|(key, _)| key);
        let keys: Vec<_> = self.documents.iter().map(|document| document.key.as_str()).collect();
        if !key.is_some_and(|key| keys.contains(&key)) {
            self.problems.add_with_help(
                source.span(),
                "a source is `document: section`, with a document this plan lists",
                format!("documents: {}", keys.join(", ")),
            );
        }
    }

    /// The text if it is one of the known ids; otherwise a problem is noted.
    fn known<'k>(
        &self,
        text: Option<Spanned<String>>,
        kind: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<String> {
        let text = text?;
        let ids: Vec<_> = known.collect();
        if ids.contains(&text.get_ref().as_str()) {
            return Some(text.into_inner());
        }
        self.problems.add_with_help(
            text.span(),
            format!("no {kind} is named `{}`", text.get_ref()),
            help_for_unknown(text.get_ref(), &ids),
        );
        None
    }

    fn coverage_id(&self, text: Option<Spanned<String>>) -> Option<CoverageId> {
        let ids = self.coverages.iter().map(|coverage| coverage.id.as_str());
        self.known(text, "coverage", ids).map(CoverageId::new)
    }

    fn zone(&self, text: Option<Spanned<String>>) -> Option<chrono_tz::Tz> {
        let text = text?;
        let zone = text.get_ref().parse().ok();
        if zone.is_none() {
            let help = "zones are named as in the IANA database, such as Asia/Shanghai";
            self.problems.add_with_help(
                text.span(),
                format!("no zone is named `{}`", text.get_ref()),
                help,
            );
        }
        zone
    }

    /// Notes a problem when an id is used a second time in its list.
    fn refuse_twice(&self, id: &Spanned<String>, kind: &str, is_known: bool) {
        if is_known {
            self.problems.add(id.span(), format!("a second {kind} named `{}`", id.get_ref()));
        }
    }

    /// The number if it lies between 1 and `most`.
    fn small<T: TryFrom<i64>>(&self, number: Option<Spanned<i64>>, most: i64) -> Option<T> {
        let number = number?;
        if !(1..=most).contains(number.get_ref()) {
            self.problems.add(number.span(), format!("this number must be between 1 and {most}"));
            return None;
        }
        T::try_from(*number.get_ref()).ok()
    }
}

//! The levels of a plan with what belongs to them: platforms, TAM, contacts, the escort target.

use toml::Spanned;

use super::PlanDraft;
use crate::domain::plan::{
    Amount, ChatPlatforms, Contact, ContactPurpose, EscortTerms, Price, TamTerms, Target, TierTerms,
};
use crate::ids::{ChannelId, CoverageId, TierId};
use crate::toml_file::Section;

impl PlanDraft<'_> {
    pub(super) fn read_tiers(&mut self, root: &mut Section<'_, '_>) {
        for mut section in root.sections("tier") {
            let (id, names) = (section.text("id"), section.names("names"));
            let platforms = platforms(section.texts("platforms"));
            let entry = format!("tier {}", id.as_ref().map_or("?", |id| id.get_ref()));
            let tam = section.section("tam").and_then(|tam| self.read_tam(tam, &entry));
            let price = section.section("price").and_then(|price| self.read_price(price, &entry));
            let not_offered = section.maybe_names_list("not_offered");
            let provenance = self.provenance(&mut section, &entry);
            section.finish();
            let Some(id) = id else { continue };
            self.refuse_twice(
                &id,
                "tier",
                self.tiers.iter().any(|tier| tier.id.as_str() == id.get_ref()),
            );
            self.tier_spans.push(id.span());
            self.tiers.push(TierTerms {
                id: TierId::new(id.get_ref()),
                names: names.unwrap_or_default(),
                platforms,
                contacts: Vec::new(),
                tam,
                price,
                not_offered,
                during_escort: None,
                provenance,
            });
        }
    }

    fn read_tam(&mut self, mut section: Section<'_, '_>, entry: &str) -> Option<TamTerms> {
        let coverage = section.text("coverage");
        let provenance = self.provenance(&mut section, &format!("TAM of {entry}"));
        section.finish();
        Some(TamTerms { coverage: self.coverage_id(coverage)?, provenance })
    }

    fn read_price(&mut self, mut section: Section<'_, '_>, entry: &str) -> Option<Price> {
        let text = section.names("text");
        let provenance = self.provenance(&mut section, &format!("price of {entry}"));
        section.finish();
        Some(Price { text: text?, provenance })
    }

    /// `[[contact]]`: an address in addition to the chat, given to the tiers it names.
    pub(super) fn read_contacts(&mut self, root: &mut Section<'_, '_>) {
        for mut section in root.sections("contact") {
            let tiers = self.tier_positions(&mut section);
            let contact = self.read_contact(&mut section);
            section.finish();
            for tier in tiers {
                self.tiers[tier].contacts.extend(contact.clone());
            }
        }
    }

    fn read_contact(&mut self, section: &mut Section<'_, '_>) -> Option<Contact> {
        let (names, address) = (section.names("names"), section.text("address"));
        let (channel, coverage) = (section.text("channel"), section.text("coverage"));
        let channels = self.channels.iter().map(|channel| channel.id.as_str());
        let channel = self.known(channel, "channel", channels).map(ChannelId::new);
        let coverage = self.coverage_id(coverage);
        let purpose = self.read_purpose(section);
        let provenance = self.provenance(section, "a contact");
        Some(Contact {
            channel: channel?,
            purpose,
            names: names?,
            address: address?.into_inner(),
            coverage: coverage?,
            provenance,
        })
    }

    /// `escalation = true`, or `subject_words = [...]`; a contact with neither is for every request.
    fn read_purpose(&self, section: &mut Section<'_, '_>) -> ContactPurpose {
        let (span, is_for_escalation) = (section.span(), section.flag("escalation"));
        let words = section.maybe_texts("subject_words");
        if is_for_escalation && !words.is_empty() {
            self.problems
                .add(span, "a contact is for escalations or for one subject, not for both");
        }
        if is_for_escalation {
            return ContactPurpose::Escalation;
        }
        if words.is_empty() {
            return ContactPurpose::Requests;
        }
        ContactPurpose::Subject(words.into_iter().map(Spanned::into_inner).collect())
    }

    /// `[[escort]]`: the target that holds during a booked escort of the tiers it names.
    pub(super) fn read_escort(&mut self, root: &mut Section<'_, '_>) {
        for mut section in root.sections("escort") {
            let tiers = self.tier_positions(&mut section);
            let target = self.read_target(&mut section);
            let severities = section.maybe_texts("severities");
            let severities = self.severity_ids(severities);
            let provenance = self.provenance(&mut section, "the escort target");
            section.finish();
            let terms = target.map(|target| EscortTerms { target, severities, provenance });
            for tier in tiers {
                self.tiers[tier].during_escort.clone_from(&terms);
            }
        }
    }

    /// `within` and `coverage` with what may limit a target.
    pub(super) fn read_target(&self, section: &mut Section<'_, '_>) -> Option<Target> {
        let (within, coverage) = (section.text("within"), section.text("coverage"));
        let needs = section.maybe_names("needs");
        let (amount, coverage) = (self.amount(within), self.coverage_id(coverage));
        let (amount, coverage) = (amount?, coverage?);
        let seconds = self.seconds_in(amount, &coverage, section);
        Some(Target { amount, seconds, coverage, needs })
    }

    /// `30 minutes`, `1 hour`, `2 business days`.
    pub(super) fn amount(&self, text: Option<Spanned<String>>) -> Option<Amount> {
        let text = text?;
        let amount = Amount::parse(text.get_ref());
        if amount.is_none() {
            let help = "write `30 minutes`, `1 hour` or `2 business days`";
            self.problems.add_with_help(text.span(), "this is not a duration", help);
        }
        amount
    }

    /// The length in seconds of the coverage; a problem where its days differ and a business day is
    /// meant.
    pub(super) fn seconds_in(
        &self,
        amount: Amount,
        coverage: &CoverageId,
        section: &Section<'_, '_>,
    ) -> i64 {
        let known = self.coverages.iter().find(|known| known.id == *coverage);
        let Some(rule) = known.map(|known| &known.rule) else { return 0 };
        if amount.unit == crate::domain::plan::Unit::BusinessDays && !rule.has_one_business_day() {
            self.problems.add(section.span(), format!("the days of `{coverage}` differ in length"));
        }
        amount.seconds(rule.business_day_seconds())
    }

    /// The tiers an entry names: one, a list, or `"*"` for all.
    pub(super) fn tier_positions(&self, section: &mut Section<'_, '_>) -> Vec<usize> {
        let ids: Vec<_> = self.tiers.iter().map(|tier| tier.id.as_str()).collect();
        self.positions(section.texts("tiers"), "tier", &ids)
    }

    /// The places of the named ids in a list; `"*"` is all of them.
    pub(super) fn positions(
        &self,
        texts: Vec<Spanned<String>>,
        kind: &str,
        ids: &[&str],
    ) -> Vec<usize> {
        if texts.iter().any(|text| text.get_ref() == "*") {
            return (0..ids.len()).collect();
        }
        let place = |text| {
            let id = self.known(Some(text), kind, ids.iter().copied())?;
            ids.iter().position(|known| **known == id)
        };
        texts.into_iter().filter_map(place).collect()
    }
}

fn platforms(texts: Vec<Spanned<String>>) -> ChatPlatforms {
    if texts.iter().any(|text| text.get_ref() == "*") {
        return ChatPlatforms::Any;
    }
    ChatPlatforms::Only(texts.into_iter().map(Spanned::into_inner).collect())
}

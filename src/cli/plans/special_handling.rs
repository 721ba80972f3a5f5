//! The special handling rules of a plan, for `watchbell plans show`.

use std::io::Write;

use crate::domain::names::Language;
use crate::domain::plan::{OnsiteTerms, Plan, Reach, Relief, SpecialHandlingTerms, TierTerms};
use crate::ids::{ChannelId, SeverityId};

/// The rules that hold for every tier.
pub(super) fn of_plan(plan: &Plan, language: Language, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = |id: &SeverityId| named(plan, id, language);
    let SpecialHandlingTerms { access, regrading, lowerings, .. } =
        &plan.behaviour.special_handling;
    if let Some(regions) = &plan.regions {
        let names = regions.not_served.iter().map(|region| region.names.in_language(language));
        writeln!(out, "regions not served: {}", names.collect::<Vec<_>>().join(", "))?;
    }
    if let Some(rule) = access {
        let needed: Vec<String> = rule.severities.iter().map(name).collect();
        let (from, to) = (name(&rule.from), name(&rule.to));
        writeln!(out, "access needed for {}; without it {from} becomes {to}", needed.join(", "))?;
    }
    if regrading.as_ref().is_some_and(|rule| rule.escalate_against) {
        writeln!(out, "the customer may escalate against a severity that support sets")?;
    }
    for lowering in lowerings {
        let when: Vec<&str> = lowering.when.iter().copied().map(word_of).collect();
        let (from, to) = (name(&lowering.from), name(&lowering.to));
        writeln!(out, "{from} becomes {to} when {}", when.join(" or "))?;
    }
    Ok(())
}

fn word_of(relief: Relief) -> &'static str {
    match relief {
        Relief::Restored => "restored",
        Relief::Workaround => "there is a workaround",
    }
}

/// People on site and the emergency group, for one tier.
pub(super) fn of_tier(
    plan: &Plan,
    tier: &TierTerms,
    language: Language,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let special_handling = &plan.behaviour.special_handling;
    let serves = |reach: &Reach| reach.tiers.contains(&tier.id);
    for terms in special_handling.onsite.iter().filter(|terms| serves(&terms.reach)) {
        let (levels, promised) = (levels(plan, &terms.reach, language), promised(terms));
        writeln!(out, "  on site for {levels}: {promised} ({})", terms.coverage)?;
    }
    for rule in special_handling.war_rooms.iter().filter(|rule| serves(&rule.reach)) {
        let channels: Vec<&str> = rule.reach.channels.iter().map(ChannelId::as_str).collect();
        let levels = levels(plan, &rule.reach, language);
        let when = if rule.during_escort { " during an escort" } else { "" };
        writeln!(
            out,
            "  emergency group paged at once{when} for {levels} ({})",
            channels.join(", ")
        )?;
    }
    Ok(())
}

fn promised(terms: &OnsiteTerms) -> String {
    terms
        .target
        .map_or_else(|| "no time promised".to_owned(), |target| format!("within {}", target.amount))
}

fn levels(plan: &Plan, reach: &Reach, language: Language) -> String {
    let names: Vec<String> = reach.severities.iter().map(|id| named(plan, id, language)).collect();
    names.join(", ")
}

fn named(plan: &Plan, id: &SeverityId, language: Language) -> String {
    plan.severity(id)
        .map_or_else(|| id.to_string(), |known| known.names.in_language(language).to_owned())
}

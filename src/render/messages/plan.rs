//! The answer to `plan`: what the customer bought, what is open now, and whom to turn to.

use chat::{Line, Message};

use crate::domain::directory::{Contract, Person};
use crate::domain::entitlement::Entitlement;
use crate::domain::plan::Channel;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::parts::{self, coverage, escorts, levels, promise};

/// Plan and tier, the contract's end, the hours in force now, the levels with their targets, TAM,
/// channels and contacts. Says so when no plan is in force.
pub fn plan(
    context: &RenderContext<'_>,
    contract: Option<&Contract>,
    tam: Option<&Person>,
) -> Message {
    let Some(terms) = context.entitlement else {
        return context.reply(|language| Block::saying(language, "plan-none", &[]));
    };
    context.reply(|language| {
        Block::new(title(terms, language))
            .with_all(contract.map(|contract| parts::credits::contract_line(language, contract)))
            .with_all(hours_now(context, terms, language))
            .with_all(levels::table(terms, language, context.now))
            .with_all(escorts::in_plan(context, terms, language))
            .with(account_manager(context, terms, language, tam))
            .with_all(channels(context, terms, language))
            .with_all(parts::contacts::in_plan(terms, language, context.now))
            .with_all(support(terms, language))
            .with_all(parts::special_handling::in_plan(terms, language))
    })
}

/// What each level of the plan means.
pub fn plan_levels(context: &RenderContext<'_>) -> Message {
    let Some(terms) = context.entitlement else {
        return context.reply(|language| Block::saying(language, "plan-none", &[]));
    };
    context.reply(|language| {
        Block::new(title(terms, language)).with_all(levels::definitions(terms, language))
    })
}

fn title(terms: &Entitlement, language: Language) -> Line {
    let plan = language.pick(&terms.plan.names.zh, &terms.plan.names.en).as_str();
    language.line(
        "plan-title",
        &[("plan", plan.into()), ("tier", promise::tier(terms, language).into())],
    )
}

/// Whether this channel is open now, and when it opens next.
fn hours_now(context: &RenderContext<'_>, terms: &Entitlement, language: Language) -> Option<Line> {
    let channel = terms.plan.channel(&terms.channel)?;
    let calendar = terms.calendars.get(&channel.coverage)?;
    let name = language.pick(&channel.names.zh, &channel.names.en).as_str();
    let hours = coverage::hours(language, terms, &channel.coverage, context.now);
    if calendar.is_open(context.now) {
        return Some(
            language.line("plan-open-now", &[("channel", name.into()), ("hours", hours.into())]),
        );
    }
    let opening = calendar.next_opening(context.now)?;
    let at = context.clock(language).at(opening);
    let words = [("channel", name.into()), ("hours", hours.into()), ("at", at.into())];
    Some(language.line("plan-closed-now", &words))
}

fn account_manager(
    context: &RenderContext<'_>,
    terms: &Entitlement,
    language: Language,
    tam: Option<&Person>,
) -> Line {
    let granted = terms.tier_terms().and_then(|tier| tier.tam.as_ref());
    match (tam, granted) {
        (Some(tam), Some(granted)) => {
            let hours = coverage::hours(language, terms, &granted.coverage, context.now);
            language
                .line("plan-tam", &[("name", tam.name.as_str().into()), ("hours", hours.into())])
        }
        (Some(tam), None) => {
            language.line("plan-tam-agreed", &[("name", tam.name.as_str().into())])
        }
        (None, Some(_)) => language.line("plan-tam-unnamed", &[]),
        (None, None) => language.line("plan-tam-none", &[]),
    }
}

/// The channels on which the tier offers any level.
fn channels(context: &RenderContext<'_>, terms: &Entitlement, language: Language) -> Option<Line> {
    let is_offered =
        |channel: &&Channel| !terms.plan.severities_on(&terms.tier, &channel.id).is_empty();
    let told = terms.plan.channels.iter().filter(is_offered).map(|channel| {
        let hours = coverage::hours(language, terms, &channel.coverage, context.now);
        let name = language.pick(&channel.names.zh, &channel.names.en).as_str();
        language.say("plan-channel", &[("channel", name.into()), ("hours", hours.into())])
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        language.line("plan-channels", &[("channels", told.join(language.pick("；", "; ")).into())])
    })
}

/// In which languages the vendor answers, and where it publishes outages.
fn support(terms: &Entitlement, language: Language) -> Vec<Line> {
    let Some(support) = &terms.plan.support else { return Vec::new() };
    let languages = support.languages.as_ref().map(|names| {
        let names = language.pick(&names.zh, &names.en).as_str();
        language.line("plan-languages", &[("languages", names.into())])
    });
    let status_page = support.status_page.as_deref();
    let status_page = status_page
        .map(|address| language.line("plan-status-page", &[("address", address.into())]));
    languages.into_iter().chain(status_page).collect()
}

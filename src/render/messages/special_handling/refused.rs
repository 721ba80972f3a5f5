//! Why special handling was refused, and what to do.

use crate::domain::entitlement::Entitlement;
use crate::domain::incident::HandlingRefused;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::parts::refusal::about;
use crate::render::parts::{headline, promise};

/// One sentence for each refusal.
pub(crate) fn refused(
    refusal: &HandlingRefused,
    context: &RenderContext<'_>,
    language: Language,
) -> Block {
    let time = context.clock(language);
    match refusal {
        HandlingRefused::AccessNotNeeded => {
            about(context, language, "refused-access-not-needed", &[])
        }
        HandlingRefused::EvidenceMissing => {
            about(context, language, "refused-evidence-missing", &[])
        }
        HandlingRefused::AccessNotRefused => {
            about(context, language, "refused-access-not-refused", &[])
        }
        HandlingRefused::Ruled { at } => {
            about(context, language, "refused-ruled", &[("at", time.at(*at).into())])
        }
        HandlingRefused::NoOnsite => no_onsite(context, language),
        HandlingRefused::NobodySentOut => about(context, language, "refused-nobody-sent-out", &[]),
        HandlingRefused::ThereAlready { person, at } => {
            let words = [("person", context.name(person).into()), ("at", time.at(*at).into())];
            about(context, language, "refused-there-already", &words)
        }
        HandlingRefused::NoExperts => about(context, language, "refused-no-experts", &[]),
        HandlingRefused::AllExpertsAnswered => {
            about(context, language, "refused-all-experts-answered", &[])
        }
    }
}

/// Nobody comes; which levels would bring somebody, and how else the vendor can be reached.
fn no_onsite(context: &RenderContext<'_>, language: Language) -> Block {
    let Some(terms) = context.entitlement else {
        return about(context, language, "refused-no-onsite-no-plan", &[]);
    };
    let level = |id| headline::level(Some(terms), language, id, terms.rank(id).unwrap_or_default());
    let levels: Vec<String> = terms.onsite_severities().into_iter().map(level).collect();
    let key = if levels.is_empty() { "refused-no-onsite-at-all" } else { "refused-no-onsite" };
    let words = [
        ("tier", promise::tier(terms, language).into()),
        ("levels", language.join(&levels).into()),
        ("channels", channels(terms, language).into()),
    ];
    about(context, language, key, &words)
}

/// The channels on which the tier offers any level.
fn channels(terms: &Entitlement, language: Language) -> String {
    let offered = terms
        .plan
        .channels
        .iter()
        .filter(|channel| !terms.plan.severities_on(&terms.tier, &channel.id).is_empty());
    let names = offered.map(|channel| language.pick(&channel.names.zh, &channel.names.en).clone());
    language.join(&names.collect::<Vec<_>>())
}

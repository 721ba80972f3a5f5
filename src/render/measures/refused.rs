//! Why a measure was not taken, and what to do.

use crate::domain::entitlement::Entitlement;
use crate::domain::incident::MeasureRefused;
use crate::render::block::Block;
use crate::render::lang::Tongue;
use crate::render::refused::about;
use crate::render::scene::Scene;
use crate::render::{headline, promise};

/// One sentence for each refusal.
pub(crate) fn refused(refusal: &MeasureRefused, scene: &Scene<'_>, tongue: Tongue) -> Block {
    let time = scene.clock(tongue);
    match refusal {
        MeasureRefused::AccessNotNeeded => about(scene, tongue, "refused-access-not-needed", &[]),
        MeasureRefused::EvidenceMissing => about(scene, tongue, "refused-evidence-missing", &[]),
        MeasureRefused::AccessNotRefused => about(scene, tongue, "refused-access-not-refused", &[]),
        MeasureRefused::Ruled { at } => {
            about(scene, tongue, "refused-ruled", &[("at", time.at(*at).into())])
        }
        MeasureRefused::NoOnsite => no_onsite(scene, tongue),
        MeasureRefused::NobodySentOut => about(scene, tongue, "refused-nobody-sent-out", &[]),
        MeasureRefused::ThereAlready { person, at } => {
            let words = [("person", scene.name(person).into()), ("at", time.at(*at).into())];
            about(scene, tongue, "refused-there-already", &words)
        }
        MeasureRefused::NoExperts => about(scene, tongue, "refused-no-experts", &[]),
        MeasureRefused::AllExpertsAnswered => {
            about(scene, tongue, "refused-all-experts-answered", &[])
        }
    }
}

/// Nobody comes; which levels would bring somebody, and how else the vendor can be reached.
fn no_onsite(scene: &Scene<'_>, tongue: Tongue) -> Block {
    let Some(terms) = scene.entitlement else {
        return about(scene, tongue, "refused-no-onsite-no-plan", &[]);
    };
    let level = |id| headline::level(Some(terms), tongue, id, terms.rank(id).unwrap_or_default());
    let levels: Vec<String> = terms.onsite_severities().into_iter().map(level).collect();
    let key = if levels.is_empty() { "refused-no-onsite-at-all" } else { "refused-no-onsite" };
    let words = [
        ("tier", promise::tier(terms, tongue).into()),
        ("levels", tongue.join(&levels).into()),
        ("channels", channels(terms, tongue).into()),
    ];
    about(scene, tongue, key, &words)
}

/// The channels on which the tier offers any level.
fn channels(terms: &Entitlement, tongue: Tongue) -> String {
    let offered = terms
        .plan
        .channels
        .iter()
        .filter(|channel| !terms.plan.severities_on(&terms.tier, &channel.id).is_empty());
    let names = offered.map(|channel| tongue.pick(&channel.names.zh, &channel.names.en).clone());
    tongue.join(&names.collect::<Vec<_>>())
}

//! Where else a customer may turn, in words.

use chat::Line;
use chrono::{DateTime, Utc};

use super::coverage;
use crate::domain::entitlement::Entitlement;
use crate::domain::plan::Contact;
use crate::ids::CoverageId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;

/// Names with addresses; none where there is no contact.
pub(super) fn addresses<'c>(
    language: Language,
    contacts: impl IntoIterator<Item = &'c Contact>,
) -> Option<String> {
    let told = contacts.into_iter().map(|contact| {
        format!("{} {}", language.pick(&contact.names.zh, &contact.names.en), contact.address)
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| language.join(&told))
}

/// What the receipt says where the title names a subject that has a contact of its own. It is said
/// to the customer, who may turn there.
pub(in crate::render) fn about(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let contacts = view.context.entitlement?.contacts_about(&view.incident.title);
    line(language, "contacts-about", contacts)
}

/// Where the customer reaches the management without the bot.
pub(in crate::render) fn for_escalation(
    view: &IncidentView<'_>,
    language: Language,
) -> Option<Line> {
    let terms = view.context.entitlement.filter(|_| view.context.is_for_customer())?;
    line(language, "contacts-for-escalation", terms.escalation_contacts())
}

fn line(language: Language, key: &str, contacts: Vec<&Contact>) -> Option<Line> {
    let told = addresses(language, contacts)?;
    Some(language.line(key, &[("contacts", told.into())]))
}

/// All contacts of the level: a line for those that share hours, with the hours and whether
/// somebody is there now.
pub(in crate::render) fn in_plan(
    terms: &Entitlement,
    language: Language,
    now: DateTime<Utc>,
) -> Vec<Line> {
    let mut together: Vec<(&CoverageId, Vec<&Contact>)> = Vec::new();
    for contact in terms.contacts() {
        match together.iter_mut().find(|(hours, _)| **hours == contact.coverage) {
            Some((_, contacts)) => contacts.push(contact),
            None => together.push((&contact.coverage, vec![contact])),
        }
    }
    let line = |(id, contacts): (&CoverageId, Vec<&Contact>)| {
        let is_open = terms.calendars.get(id).is_some_and(|calendar| calendar.is_open(now));
        let key = if is_open { "plan-contacts-open" } else { "plan-contacts-closed" };
        let hours = ("hours", coverage::hours(language, terms, id, now).into());
        let contacts = addresses(language, contacts)?;
        Some(language.line(key, &[hours, ("contacts", contacts.into())]))
    };
    together.into_iter().filter_map(line).collect()
}

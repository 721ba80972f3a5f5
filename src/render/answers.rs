//! Short answers to commands: what was not done and why, what is asked back, what was recorded.

use chat::{Line, Message};
use chrono::{DateTime, TimeDelta, Utc};

use super::block::Block;
use super::lang::{Language, Tongue};
use super::phrase::{Words, typed};
use super::scene::Scene;
use super::{credits, headline, help, levels, promise};
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::domain::directory::{Role, Roster};
use crate::domain::incident::Outcome;
use crate::ids::{CreditNumber, CustomerId, GroupId, IncidentNumber, RotationId, SeverityId};

pub use super::lists::ambiguous;

/// An act that waits for an explicit yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A less urgent level.
    LowerLevel { to: &'a SeverityId },
    /// Closing without the customer's own consent.
    Close { outcome: Outcome },
    /// Nobody is paged until then.
    Silence { until: DateTime<Utc> },
    /// The contract's end moves.
    ApproveCredit { credit: CreditNumber },
    /// The contract's end moves back.
    ReverseCredit { credit: CreditNumber },
    /// A less urgent level, because access was refused.
    LowerWithoutAccess { to: &'a SeverityId },
}

fn say(scene: &Scene<'_>, key: &str, words: &Words<'_>) -> Message {
    scene.reply(|tongue| Block::saying(tongue, key, words))
}

/// `#128`, or nothing where no incident is spoken of.
fn short_number(scene: &Scene<'_>) -> String {
    scene.incident.map(|incident| format!("#{}", incident.number.0)).unwrap_or_default()
}

/// A secret was taken out of what the caller typed.
pub fn secret_taken_out(scene: &Scene<'_>) -> Message {
    say(scene, "secret-taken-out", &[])
}

/// There is no such incident for this group. The same for one that does not exist and one of another
/// customer, so that numbers tell nothing.
pub fn not_found(number: IncidentNumber, scene: &Scene<'_>) -> Message {
    say(&Scene { incident: None, ..*scene }, "not-found", &[("number", number.to_string().into())])
}

/// The number was left out and nothing is open.
pub fn nothing_open(scene: &Scene<'_>) -> Message {
    say(scene, "nothing-open", &[])
}

/// Something internal was typed where the customer reads along. What was typed is not repeated.
pub fn wrong_place(verb: Verb, scene: &Scene<'_>) -> Message {
    if verb == Verb::Note {
        return say(scene, "wrong-place-note", &[]);
    }
    let row = grammar::of(verb);
    scene.reply(|tongue| {
        let example = tongue.pick(row.example_zh, row.example_en);
        let words = [("name", help::name(tongue, row).into()), ("example", example.into())];
        Block::saying(tongue, "wrong-place", &words)
    })
}

/// The caller may not use the verb; says who may, by name where that helps.
pub fn no_right(verb: Verb, scene: &Scene<'_>) -> Message {
    let row = grammar::of(verb);
    scene.reply(|tongue| {
        let who: Vec<String> =
            row.allowed.iter().map(|role| who_has(scene, tongue, *role)).collect();
        let words = [("name", help::name(tongue, row).into()), ("who", tongue.join(&who).into())];
        Block::saying(tongue, "no-right", &words)
    })
}

/// A role with the people a customer can turn to: its own administrators and the duty manager.
fn who_has(scene: &Scene<'_>, tongue: Tongue, role: Role) -> String {
    let word = tongue.say(help::role_key(role), &[]);
    let names = match role {
        Role::DutyManager => vec![duty_manager(scene, tongue)],
        Role::CustomerAdmin => administrators(scene),
        Role::Customer | Role::Engineer | Role::Tam | Role::Admin => Vec::new(),
    };
    if names.is_empty() {
        return word;
    }
    let words = [("role", word.into()), ("names", tongue.join(&names).into())];
    tongue.say("role-with-names", &words)
}

/// The administrators of this customer alone.
fn administrators(scene: &Scene<'_>) -> Vec<String> {
    let Some(customer) = customer(scene) else { return Vec::new() };
    scene
        .directory
        .administrators_of(customer)
        .into_iter()
        .map(|person| person.name.clone())
        .collect()
}

fn customer<'a>(scene: &Scene<'a>) -> Option<&'a CustomerId> {
    let of_incident = scene.incident.and_then(|incident| incident.footing.customer());
    let group = scene.audience.group.and_then(|id| scene.directory.groups.get(id));
    let of_group = || group.and_then(|group| group.customer());
    let of_reader = || scene.audience.reader.and_then(|person| person.customer.as_ref());
    of_incident.or_else(of_reader).or_else(of_group)
}

/// Who is in charge of the day, by name.
pub(super) fn duty_manager(scene: &Scene<'_>, tongue: Tongue) -> String {
    let roster = Roster { directory: scene.directory, customer: None, tam_in_coverage: true };
    match roster.duty_manager(scene.now) {
        Some(person) => scene.name(&person).to_owned(),
        None => tongue.say("duty-manager-none", &[]),
    }
}

/// Asks for a yes: states the consequence, names the incident, gives the one-use code and its two minutes.
pub fn confirmation_asked(what: Asked<'_>, code: &str, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        Block::new(consequence(what, scene, tongue))
            .with(tongue.line("confirmation-how", &[("code", code.into())]))
    })
}

fn consequence(what: Asked<'_>, scene: &Scene<'_>, tongue: Tongue) -> Line {
    let number = scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    match what {
        Asked::LowerLevel { to } => lowered(scene, tongue, "confirm-lower-level", to),
        Asked::LowerWithoutAccess { to } => {
            lowered(scene, tongue, "confirm-lower-without-access", to)
        }
        Asked::Close { outcome } => {
            let outcome = headline::outcome_in_words(tongue, outcome);
            tongue.line("confirm-close", &[("number", number.into()), ("outcome", outcome.into())])
        }
        Asked::Silence { until } => {
            let until = scene.clock(tongue).at_and_distance(until);
            tongue.line("confirm-silence", &[("number", number.into()), ("until", until.into())])
        }
        Asked::ApproveCredit { credit } => {
            credits::consequence("confirm-approve-credit", credit, scene, tongue)
        }
        Asked::ReverseCredit { credit } => {
            credits::consequence("confirm-reverse-credit", credit, scene, tongue)
        }
    }
}

fn lowered(scene: &Scene<'_>, tongue: Tongue, key: &str, to: &SeverityId) -> Line {
    let number = scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    let rank = scene.entitlement.and_then(|terms| terms.rank(to)).unwrap_or_default();
    let level = headline::level(scene.entitlement, tongue, to, rank);
    tongue.line(key, &[("number", number.into()), ("level", level.into())])
}

/// The code was valid for two minutes and they are over, or it was used.
pub fn confirmation_expired(scene: &Scene<'_>) -> Message {
    say(scene, "confirmation-expired", &[])
}

/// The code was given to somebody else.
pub fn confirmation_not_yours(scene: &Scene<'_>) -> Message {
    say(scene, "confirmation-not-yours", &[])
}

/// No person or team has this name.
pub fn unknown_person(name: &str, scene: &Scene<'_>) -> Message {
    say(scene, "unknown-person", &[("typed", typed(name))])
}

/// A level that the plan has, but not here: which way serves it, and what is offered here.
pub fn severity_not_offered(severity: &SeverityId, scene: &Scene<'_>) -> Message {
    let Some(terms) = scene.entitlement else { return say(scene, "plan-none", &[]) };
    let names = terms.plan.severity(severity).map(|severity| &severity.names);
    let serving = terms.plan.channels_serving(&terms.tier, severity);
    scene.reply(|tongue| {
        let name = names.map_or(severity.as_str(), |names| tongue.pick(&names.zh, &names.en));
        let channels =
            serving.iter().map(|channel| tongue.pick(&channel.names.zh, &channel.names.en).clone());
        let channels: Vec<String> = channels.collect();
        let key = if channels.is_empty() { "level-not-in-tier" } else { "level-elsewhere" };
        let words = [("level", name.into()), ("channels", tongue.join(&channels).into())];
        Block::saying(tongue, key, &words)
            .with(tongue.line("levels-here", &[]))
            .with_all(levels::table(terms, tongue, scene.now))
    })
}

/// Nothing could be saved. Names the ways that are open now, because the customer must not wait here.
pub fn not_saved(scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        let open = scene.entitlement.and_then(|terms| promise::open_now(terms, tongue, scene.now));
        Block::saying(tongue, "not-saved", &[])
            .with(open.unwrap_or_else(|| tongue.line("not-saved-no-contact", &[])))
    })
}

/// The incident was saved, but something after it failed. The reference is what operators look for.
pub fn saved_with_trouble(reference: &str, scene: &Scene<'_>) -> Message {
    let number = scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    say(scene, "saved-with-trouble", &[("number", number.into()), ("reference", reference.into())])
}

/// Others changed the incident at the same moment, several times over.
pub fn contended(scene: &Scene<'_>) -> Message {
    say(scene, "contended", &[])
}

/// The same command a moment ago had this effect already.
pub fn already_done(ago: TimeDelta, scene: &Scene<'_>) -> Message {
    let seconds = ago.num_seconds().max(0);
    say(scene, "already-done", &[("seconds", seconds.into())])
}

/// The language of the group is set; told in the new language.
pub fn language_set(language: Language, scene: &Scene<'_>) -> Message {
    let mut scene = *scene;
    scene.audience.language = language;
    let key = match language {
        Language::Zh => "language-set-zh",
        Language::En => "language-set-en",
        Language::Both => "language-set-both",
    };
    say(&scene, key, &[])
}

/// An opening without a title.
pub fn title_missing(scene: &Scene<'_>) -> Message {
    say(scene, "title-missing", &[])
}

/// A level is needed: the plan's levels with what each promises.
pub fn level_missing(scene: &Scene<'_>) -> Message {
    let number = short_number(scene);
    scene.reply(|tongue| {
        let table = scene.entitlement.map(|terms| levels::table(terms, tongue, scene.now));
        Block::saying(tongue, "level-missing", &[])
            .with_all(table.unwrap_or_default())
            .with(tongue.line("receipt-set-level", &[("number", number.as_str().into())]))
    })
}

/// No page with this code went to the caller.
pub fn page_not_found(code: &str, scene: &Scene<'_>) -> Message {
    say(scene, "page-not-found", &[("code", code.into())])
}

/// The verb needs the number of a closed incident.
pub fn number_missing(verb: Verb, scene: &Scene<'_>) -> Message {
    with_example(scene, "number-missing", verb)
}

/// The support side says why it lowers a level.
pub fn reason_missing(verb: Verb, scene: &Scene<'_>) -> Message {
    with_example(scene, "reason-missing", verb)
}

fn with_example(scene: &Scene<'_>, key: &str, verb: Verb) -> Message {
    let row = grammar::of(verb);
    scene.reply(|tongue| {
        let words = [
            ("name", help::name(tongue, row).into()),
            ("example", help::example(tongue, row).into()),
        ];
        Block::saying(tongue, key, &words)
    })
}

/// It was too late to reopen an incident, and another goes on with it already.
pub fn continued_as(old: IncidentNumber, number: IncidentNumber, scene: &Scene<'_>) -> Message {
    let words = [
        ("old", old.to_string().into()),
        ("number", number.to_string().into()),
        ("bare", number.0.into()),
    ];
    say(scene, "reopen-continued", &words)
}

/// A customer who is no administrator asked for a less urgent level.
pub fn may_not_lower(number: IncidentNumber, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        let roles = [Role::CustomerAdmin, Role::DutyManager];
        let who: Vec<String> = roles.into_iter().map(|role| who_has(scene, tongue, role)).collect();
        let words = [("number", number.to_string().into()), ("who", tongue.join(&who).into())];
        Block::saying(tongue, "may-not-lower", &words)
    })
}

/// A command that needs a customer was typed where there is none.
pub fn outside_group(scene: &Scene<'_>) -> Message {
    say(scene, "outside-group", &[])
}

/// No rotation has this name; names those there are.
pub fn unknown_team(team: &str, scene: &Scene<'_>) -> Message {
    let teams: Vec<String> =
        scene.directory.rotations.iter().map(|rotation| rotation.id.to_string()).collect();
    scene.reply(|tongue| {
        let words = [("typed", typed(team)), ("teams", tongue.join(&teams).into())];
        Block::saying(tongue, "unknown-team", &words)
    })
}

/// A cover could be meant for several rotations.
pub fn which_team(teams: &[RotationId], scene: &Scene<'_>) -> Message {
    let teams: Vec<String> = teams.iter().map(ToString::to_string).collect();
    scene.reply(|tongue| {
        let first = teams.first().cloned().unwrap_or_default();
        Block::saying(
            tongue,
            "which-team",
            &[("teams", tongue.join(&teams).into()), ("first", first.into())],
        )
    })
}

/// No group of this name may follow the incident; names those that may.
pub fn unknown_group(name: &str, scene: &Scene<'_>) -> Message {
    let customer = scene.incident.and_then(|incident| incident.footing.customer());
    let may_follow = |id: &&GroupId| scene.directory.reader_in(id, customer).is_some();
    let mut groups: Vec<String> =
        scene.directory.groups.keys().filter(may_follow).map(ToString::to_string).collect();
    groups.sort();
    scene.reply(|tongue| {
        let words = [("typed", typed(name)), ("groups", tongue.join(&groups).into())];
        Block::saying(tongue, "unknown-group", &words)
    })
}

/// The team's rotation has a gap and no fallback.
pub fn nobody_on_call(team: &str, scene: &Scene<'_>) -> Message {
    say(scene, "nobody-on-call", &[("typed", typed(team))])
}

/// A date that the calendar does not have.
pub fn no_such_time(time: &str, scene: &Scene<'_>) -> Message {
    say(scene, "no-such-time", &[("typed", typed(time))])
}

/// Something would end before it begins.
pub fn no_such_end(scene: &Scene<'_>) -> Message {
    say(scene, "no-such-end", &[])
}

/// Done, and there is nothing else to say.
pub fn recorded(scene: &Scene<'_>) -> Message {
    let number = scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    say(scene, "recorded", &[("number", number.into())])
}

/// An internal note is recorded.
pub fn noted(scene: &Scene<'_>) -> Message {
    let number = scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    say(scene, "noted", &[("number", number.into())])
}

/// A person is being paged by hand.
pub fn paging(name: &str, scene: &Scene<'_>) -> Message {
    let number = scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    let at = |tongue: Tongue| scene.clock(tongue).at(scene.now);
    scene.reply(|tongue| {
        let words =
            [("name", name.into()), ("number", number.as_str().into()), ("at", at(tongue).into())];
        Block::saying(tongue, "paging-by-hand", &words)
    })
}

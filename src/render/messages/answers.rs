//! Short replies to commands: what was not done and why, what is asked back, what was recorded.

use chat::{Line, Message};
use chrono::{DateTime, TimeDelta, Utc};

use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::domain::directory::Role;
use crate::domain::incident::{Fact, Outcome};
use crate::ids::{CreditNumber, CustomerId, GroupId, IncidentNumber, RotationId, SeverityId};
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::help;
use crate::render::lang::{Language, Languages};
use crate::render::parts::{self, headline, levels};
use crate::render::phrase::{Words, typed};

pub use super::all_pages::{Answered, all_pages_answered, all_pages_asked, no_page_waits};
pub use super::lists::ambiguous;

/// An act that waits for a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked<'a> {
    /// A less urgent level.
    LowerLevel {
        to: &'a SeverityId,
    },
    /// Closing without the customer's own consent.
    Close {
        outcome: Outcome,
    },
    /// Nobody is paged until then.
    Silence {
        until: DateTime<Utc>,
    },
    ApproveCredit {
        credit: CreditNumber,
    },
    ReverseCredit {
        credit: CreditNumber,
    },
    /// A less urgent level, because access was refused.
    LowerWithoutAccess {
        to: &'a SeverityId,
    },
}

fn say(context: &RenderContext<'_>, key: &str, words: &Words<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, words))
}

/// A secret was taken out of what the caller typed.
pub fn secret_taken_out(context: &RenderContext<'_>) -> Message {
    say(context, "secret-taken-out", &[])
}

/// There is no such incident for this group. The same for one that does not exist and one of
/// another customer, so that numbers tell nothing.
pub fn not_found(number: IncidentNumber, context: &RenderContext<'_>) -> Message {
    let context = RenderContext { incident: None, ..*context };
    say(&context, &context.place("not-found"), &[("number", number.to_string().into())])
}

/// The number was left out and nothing is open.
pub fn nothing_open(context: &RenderContext<'_>) -> Message {
    say(context, &context.place("nothing-open"), &[])
}

/// Something internal was typed in a customer's room. What was typed is not repeated.
pub fn wrong_place(verb: Verb, context: &RenderContext<'_>) -> Message {
    if verb == Verb::Note {
        return say(context, "wrong-place-note", &[]);
    }
    let row = grammar::of(verb);
    context.reply(|language| {
        let example = language.pick(row.example_zh, row.example_en);
        let words = [("name", help::name(language, row).into()), ("example", example.into())];
        Block::saying(language, "wrong-place", &words)
    })
}

/// The caller may not use the verb; says who may, by name where that helps.
pub fn no_right(verb: Verb, context: &RenderContext<'_>) -> Message {
    let row = grammar::of(verb);
    context.reply(|language| {
        let who: Vec<String> =
            row.allowed.iter().map(|role| who_has(context, language, *role)).collect();
        let words =
            [("name", help::name(language, row).into()), ("who", language.join(&who).into())];
        Block::saying(language, "no-right", &words)
    })
}

/// A role with the people a customer can turn to: its own administrators and the duty manager.
fn who_has(context: &RenderContext<'_>, language: Language, role: Role) -> String {
    let word = language.say(help::role_key(role), &[]);
    let names = match role {
        Role::DutyManager => vec![parts::paging::duty_manager(context, language)],
        Role::CustomerAdmin => administrators(context),
        Role::Customer | Role::Engineer | Role::Tam | Role::Admin => Vec::new(),
    };
    if names.is_empty() {
        return word;
    }
    let words = [("role", word.into()), ("names", language.join(&names).into())];
    language.say("role-with-names", &words)
}

/// The administrators of this customer alone.
fn administrators(context: &RenderContext<'_>) -> Vec<String> {
    let Some(customer) = customer(context) else { return Vec::new() };
    context
        .directory
        .administrators_of(customer)
        .into_iter()
        .map(|person| person.name.clone())
        .collect()
}

fn customer<'a>(context: &RenderContext<'a>) -> Option<&'a CustomerId> {
    let of_incident = context.incident.and_then(|incident| incident.contract_ref.customer());
    let group = context.audience.group.and_then(|id| context.directory.groups.get(id));
    let of_group = || group.and_then(|group| group.customer());
    let of_reader = || context.audience.reader.and_then(|person| person.customer.as_ref());
    of_incident.or_else(of_reader).or_else(of_group)
}

/// Asks for a confirmation: states the consequence, names the incident, gives the one-use code and
/// its two minutes.
pub fn confirmation_asked(what: Asked<'_>, code: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::new(consequence(what, context, language))
            .with(language.line("confirmation-how", &[("code", code.into())]))
    })
}

/// Asks whether words go to the customer of the incident whose number was typed without a mark:
/// names the group and the title.
pub fn publishing_asked(code: &str, context: &RenderContext<'_>) -> Message {
    let incident = context.incident;
    let number = incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    let title = incident.map(|incident| incident.title.as_str()).unwrap_or_default();
    let group = incident.and_then(|incident| incident.group.as_ref());
    let group = group.and_then(|id| context.directory.groups.get(id)).map(|group| &group.name);
    let short = incident.map(|incident| format!("#{}", incident.number.0)).unwrap_or_default();
    context.reply(|language| {
        let words = [("number", number.as_str().into()), ("title", typed(title))];
        let whose = match group {
            Some(name) => {
                let [number, title] = words;
                language.line("confirm-publish", &[number, title, ("group", name.as_str().into())])
            }
            None => language.line("confirm-publish-no-group", &words),
        };
        Block::new(whose)
            .with(language.line("confirmation-how", &[("code", code.into())]))
            .with(language.line("confirm-publish-hint", &[("number", short.as_str().into())]))
    })
}

fn consequence(what: Asked<'_>, context: &RenderContext<'_>, language: Language) -> Line {
    let number = context.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    match what {
        Asked::LowerLevel { to } => lowered(context, language, "confirm-lower-level", to),
        Asked::LowerWithoutAccess { to } => {
            lowered(context, language, "confirm-lower-without-access", to)
        }
        Asked::Close { outcome } => {
            let outcome = headline::outcome_in_words(language, outcome);
            language
                .line("confirm-close", &[("number", number.into()), ("outcome", outcome.into())])
        }
        Asked::Silence { until } => {
            let until = context.clock(language).at_and_distance(until);
            language.line("confirm-silence", &[("number", number.into()), ("until", until.into())])
        }
        Asked::ApproveCredit { credit } => {
            parts::credits::consequence("confirm-approve-credit", credit, context, language)
        }
        Asked::ReverseCredit { credit } => {
            parts::credits::consequence("confirm-reverse-credit", credit, context, language)
        }
    }
}

fn lowered(context: &RenderContext<'_>, language: Language, key: &str, to: &SeverityId) -> Line {
    let number = context.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    let rank = context.entitlement.and_then(|terms| terms.rank(to)).unwrap_or_default();
    let level = headline::level(context.entitlement, language, to, rank);
    language.line(key, &[("number", number.into()), ("level", level.into())])
}

/// The code was valid for two minutes and they are over, or it was used.
pub fn confirmation_expired(context: &RenderContext<'_>) -> Message {
    say(context, "confirmation-expired", &[])
}

/// No person or team has this name.
pub fn unknown_person(name: &str, context: &RenderContext<'_>) -> Message {
    say(context, "unknown-person", &[("typed", typed(name))])
}

/// Others changed the incident at the same moment, several times over.
pub fn contended(context: &RenderContext<'_>) -> Message {
    say(context, "contended", &[])
}

/// The same command a moment ago had this effect already.
pub fn already_done(ago: TimeDelta, context: &RenderContext<'_>) -> Message {
    let seconds = ago.num_seconds().max(0);
    say(context, "already-done", &[("seconds", seconds.into())])
}

/// The language of the group is set; told in the new language.
pub fn language_set(language: Languages, context: &RenderContext<'_>) -> Message {
    let mut context = *context;
    context.audience.language = language;
    let key = match language {
        Languages::Zh => "language-set-zh",
        Languages::En => "language-set-en",
        Languages::Both => "language-set-both",
    };
    say(&context, key, &[])
}

/// Somebody described trouble without a command: nothing is opened yet, and a number opens it.
pub fn report_offered(words: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let told = Block::saying(language, "report-offered", &[("words", typed(words))]);
        match context.entitlement {
            Some(terms) => told
                .with_all(levels::numbered(terms, language, context.now))
                .with(language.line("report-offered-clock", &[])),
            None => told.with(language.line("report-offered-without-levels", &[])),
        }
    })
}

/// No page with this code went to the caller.
pub fn page_not_found(code: &str, context: &RenderContext<'_>) -> Message {
    say(context, "page-not-found", &[("code", code.into())])
}

/// Thanks, or that something was read. Whoever was offered a solution is reminded of the consent.
pub fn politely(
    is_thanks: bool,
    offered: Option<IncidentNumber>,
    context: &RenderContext<'_>,
) -> Message {
    context.reply(|language| {
        let key = if is_thanks { "you-are-welcome" } else { "noted-politely" };
        let consent = offered.map(|number| {
            let words = [("number", format!("#{}", number.0).into())];
            language.line("polite-consent", &words)
        });
        Block::saying(language, key, &[]).with_all(consent)
    })
}

/// The page with this code went to a colleague.
pub fn page_of_another(
    code: &str,
    incident: IncidentNumber,
    context: &RenderContext<'_>,
) -> Message {
    let words = [("code", code.into()), ("number", format!("#{}", incident.0).into())];
    say(context, "page-of-another", &words)
}

/// The verb needs the number of a closed incident.
pub fn number_missing(verb: Verb, context: &RenderContext<'_>) -> Message {
    with_example(context, "number-missing", verb)
}

/// The support side says why it lowers a level.
pub fn reason_missing(verb: Verb, context: &RenderContext<'_>) -> Message {
    with_example(context, "reason-missing", verb)
}

fn with_example(context: &RenderContext<'_>, key: &str, verb: Verb) -> Message {
    let row = grammar::of(verb);
    context.reply(|language| {
        let words = [
            ("name", help::name(language, row).into()),
            ("example", help::example(language, row).into()),
        ];
        Block::saying(language, key, &words)
    })
}

/// It was too late to reopen an incident, and another continues it already.
pub fn continued_as(
    old: IncidentNumber,
    number: IncidentNumber,
    context: &RenderContext<'_>,
) -> Message {
    let words = [
        ("old", old.to_string().into()),
        ("number", number.to_string().into()),
        ("bare", number.0.into()),
    ];
    say(context, "reopen-continued", &words)
}

/// A customer who is no administrator asked for a less urgent level.
pub fn may_not_lower(number: IncidentNumber, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let roles = [Role::CustomerAdmin, Role::DutyManager];
        let who: Vec<String> =
            roles.into_iter().map(|role| who_has(context, language, role)).collect();
        let words = [("number", number.to_string().into()), ("who", language.join(&who).into())];
        Block::saying(language, "may-not-lower", &words)
    })
}

/// A command that needs a customer was typed if there is none.
pub fn outside_group(context: &RenderContext<'_>) -> Message {
    say(context, "outside-group", &[])
}

/// No rotation has this name; names those there are.
pub fn unknown_team(team: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let rotations = context.directory.rotations.iter();
        let teams: Vec<String> =
            rotations.map(|rotation| rotation.called(language).to_owned()).collect();
        let words = [("typed", typed(team)), ("teams", language.join(&teams).into())];
        Block::saying(language, "unknown-team", &words)
    })
}

/// A cover could be meant for several rotations.
pub fn which_team(teams: &[RotationId], context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        // A name with blanks is more than one word of a command.
        let as_typed = |id: &RotationId| {
            let name = context.rotation(language, id);
            if name.contains(char::is_whitespace) { id.to_string() } else { name.to_owned() }
        };
        let first = teams.first().map(as_typed).unwrap_or_default();
        let teams: Vec<String> =
            teams.iter().map(|id| context.rotation(language, id).to_owned()).collect();
        Block::saying(
            language,
            "which-team",
            &[("teams", language.join(&teams).into()), ("first", first.into())],
        )
    })
}

/// No group of this name may follow the incident; names those that may.
pub fn unknown_group(name: &str, context: &RenderContext<'_>) -> Message {
    let customer = context.incident.and_then(|incident| incident.contract_ref.customer());
    let may_follow = |id: &&GroupId| context.directory.reader_in(id, customer).is_some();
    let mut groups: Vec<String> =
        context.directory.groups.keys().filter(may_follow).map(ToString::to_string).collect();
    groups.sort();
    context.reply(|language| {
        let words = [("typed", typed(name)), ("groups", language.join(&groups).into())];
        Block::saying(language, "unknown-group", &words)
    })
}

/// The team's rotation has a gap and no fallback.
pub fn nobody_on_call(team: &str, context: &RenderContext<'_>) -> Message {
    say(context, "nobody-on-call", &[("typed", typed(team))])
}

/// A date that the calendar does not have.
pub fn no_such_time(time: &str, context: &RenderContext<'_>) -> Message {
    say(context, "no-such-time", &[("typed", typed(time))])
}

/// Something would end before it begins.
pub fn no_such_end(context: &RenderContext<'_>) -> Message {
    say(context, "no-such-end", &[])
}

/// What the caller did, where nothing else tells the room: whom it reached, and what holds now.
pub(super) fn recorded(view: &IncidentView<'_>, what: Option<&Fact>) -> Message {
    let number = view.incident.number.to_string();
    let number = number.as_str();
    view.context.reply(|language| match what {
        Some(Fact::Paged { person, .. }) => {
            let at = view.context.clock(language).at(view.context.now);
            let words = [("name", view.context.name(person).into()), ("at", at.into())];
            Block::saying(language, "done-paged", &words)
        }
        Some(Fact::HandoffOffered { to, .. }) => {
            Block::saying(language, "done-handoff", &[("name", view.context.name(to).into())])
        }
        Some(Fact::Rated { .. }) => match view.incident.owner.as_ref() {
            Some(owner) => {
                Block::saying(language, "done-rated", &[("name", view.context.name(owner).into())])
            }
            None => Block::saying(language, "done-rated-nobody", &[]),
        },
        Some(fact) => {
            let what = parts::facts::fact(view, language, fact);
            Block::saying(language, "done", &[("number", number.into()), ("what", what.into())])
        }
        None => Block::saying(language, "recorded", &[("number", number.into())]),
    })
}

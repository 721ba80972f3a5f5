//! The answer to `group check`: a list of ticks about the group it was asked in.
//!
//! It is in the group, so a customer may read it: staff who are no members of the group are counted
//! there and not named, and what troubles a platform is for the operators' own page.

use chat::{Buttons, Capabilities, Health, Line, MentionSupport, Message, RateLimit};
use chrono::NaiveDate;

use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::parts::promise;
use crate::render::phrase::Words;

/// The most groups that are named in one line; the log and `/health` have all.
const MOST_NAMED: usize = 3;

/// What was found out about a group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupFindings {
    /// The name of the group; if there is none, the address by which the directory would name the
    /// room.
    pub name: String,
    pub binding: Binding,
    /// What the platform can do there; none for a platform that is no longer configured.
    pub capabilities: Option<Capabilities>,
    pub health: Health,
    /// None for a room that is not in the directory.
    pub bot_name: Option<BotName>,
    /// The names of groups from which no message ever came; none where a customer may read it.
    pub silent_groups: Vec<String>,
    /// How many messages left for the group within the window of its limit.
    pub sent_recently: usize,
    /// Who would be paged now.
    pub on_call: Vec<PersonId>,
    /// Of the people around the group, those with no account on its platform.
    pub without_account: Vec<PersonId>,
    /// Of those who are paged, the ones without any way to be reached.
    pub unreachable: Vec<PersonId>,
    /// Who is in the group, and so may be named there.
    pub members: Vec<PersonId>,
}

/// What the bot is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotName {
    /// In the directory.
    pub declared: String,
    /// On the platform, as far as that is known.
    pub shown: Vec<String>,
    /// Whether it is known that people see another name than the directory has.
    pub differs: bool,
}

/// What a group is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    Customer {
        name: String,
        until: NaiveDate,
    },
    /// The customer's contract is over, has not begun, or names a plan that is not loaded.
    NoPlan {
        name: String,
    },
    Staff,
    Nothing,
}

/// How one point of the list stands. The sign is never the only carrier: the sentence says it too.
#[derive(Clone, Copy)]
enum Tick {
    Good,
    Bad,
    Neither,
}

impl Tick {
    fn of(is_good: bool) -> Self {
        if is_good { Self::Good } else { Self::Bad }
    }

    fn before(self, line: Line) -> Line {
        let sign = match self {
            Self::Good => "✓ ",
            Self::Bad => "✗ ",
            Self::Neither => "– ",
        };
        let mut ticked = Line::text(sign);
        ticked.0.extend(line.0);
        ticked
    }
}

/// The list.
pub fn group_check(findings: &GroupFindings, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let point =
            |tick: Tick, key: &str, words: &Words<'_>| tick.before(language.line(key, words));
        Block::saying(language, "check-title", &[("group", findings.name.as_str().into())])
            .with(binding(findings, context, language))
            .with_all(silent_groups(findings, language))
            .with(point(Tick::Good, "check-receiving", &[]))
            .with(point(Tick::Good, "check-sent", &[]))
            .with(health(findings, context, language))
            .with_all(findings.bot_name.iter().map(|name| bot_name(name, language)))
            .with_all(findings.capabilities.iter().flat_map(|can| abilities(can, language)))
            .with_all(
                findings.capabilities.as_ref().map(|can| budget(can.rate, findings, language)),
            )
            .with_all(on_call(findings, context, language))
            .with_all(people(findings, context, language))
    })
}

fn binding(findings: &GroupFindings, context: &RenderContext<'_>, language: Language) -> Line {
    let plan = context.entitlement.map_or_else(String::new, |terms| {
        let plan = language.pick(&terms.plan.names.zh, &terms.plan.names.en);
        format!("{plan} · {}", promise::tier(terms, language))
    });
    match &findings.binding {
        Binding::Customer { name, until } => {
            let until = until.to_string();
            let words =
                [("name", name.as_str().into()), ("plan", plan.into()), ("until", until.into())];
            Tick::Good.before(language.line("check-bound", &words))
        }
        Binding::NoPlan { name } => {
            Tick::Bad.before(language.line("check-no-plan", &[("name", name.as_str().into())]))
        }
        Binding::Staff => Tick::Good.before(language.line("check-staff", &[])),
        Binding::Nothing => Tick::Bad.before(language.line("check-unbound", &[])),
    }
}

fn health(findings: &GroupFindings, context: &RenderContext<'_>, language: Language) -> Line {
    match &findings.health {
        Health::Up => Tick::Good.before(language.line("check-platform-up", &[])),
        Health::Unknown => Tick::Neither.before(language.line("check-platform-unknown", &[])),
        Health::Down(_) if context.is_for_customer() => {
            Tick::Bad.before(language.line("check-platform-down", &[]))
        }
        Health::Down(why) => Tick::Bad
            .before(language.line("check-platform-down-because", &[("why", why.as_str().into())])),
    }
}

fn bot_name(name: &BotName, language: Language) -> Line {
    let declared = ("name", name.declared.as_str().into());
    if name.shown.is_empty() {
        return Tick::Neither.before(language.line("check-name-unknown", &[declared]));
    }
    if !name.differs {
        return Tick::Good.before(language.line("check-name", &[declared]));
    }
    let shown = ("shown", language.join(&name.shown).into());
    Tick::Bad.before(language.line("check-name-differs", &[declared, shown]))
}

fn silent_groups(findings: &GroupFindings, language: Language) -> Option<Line> {
    if findings.silent_groups.is_empty() {
        return None;
    }
    let mut names: Vec<String> = findings.silent_groups.iter().take(MOST_NAMED).cloned().collect();
    let others = findings.silent_groups.len() - names.len();
    if others > 0 {
        let count = i64::try_from(others).unwrap_or(i64::MAX);
        names.push(language.say("check-other-groups", &[("count", count.into())]));
    }
    let words = [("names", language.join(&names).into())];
    Some(Tick::Bad.before(language.line("check-silent-groups", &words)))
}

/// What the platform can do here, and what it cannot, which has a replacement each.
fn abilities(can: &Capabilities, language: Language) -> Vec<Line> {
    let all = [
        ("check-mention", can.mention != MentionSupport::None),
        ("check-buttons", can.buttons != Buttons::None),
        ("check-edit", can.edit),
        ("check-thread", can.thread),
        ("check-private", can.private_reply),
    ];
    let names = |wanted: bool| {
        let named = all.iter().filter(|(_, is_there)| *is_there == wanted);
        named.map(|(key, _)| language.say(key, &[])).collect::<Vec<_>>()
    };
    let line = |tick: Tick, key: &str, names: &[String]| {
        let is_any = !names.is_empty();
        is_any.then(|| tick.before(language.line(key, &[("names", language.join(names).into())])))
    };
    let has = line(Tick::Good, "check-can", &names(true));
    has.into_iter().chain(line(Tick::Neither, "check-cannot", &names(false))).collect()
}

fn budget(rate: Option<RateLimit>, findings: &GroupFindings, language: Language) -> Line {
    let Some(rate) = rate else { return Tick::Good.before(language.line("check-no-limit", &[])) };
    let sent = u32::try_from(findings.sent_recently).unwrap_or(u32::MAX);
    let seconds = i64::try_from(rate.per.as_secs()).unwrap_or(i64::MAX);
    let words = [("count", rate.count.into()), ("seconds", seconds.into()), ("sent", sent.into())];
    Tick::of(sent < rate.count).before(language.line("check-budget", &words))
}

fn on_call(
    findings: &GroupFindings,
    context: &RenderContext<'_>,
    language: Language,
) -> Option<Line> {
    if findings.binding == Binding::Staff {
        return None;
    }
    let key = if findings.on_call.is_empty() { "check-nobody-on-call" } else { "check-on-call" };
    let names = context.names(language, &findings.on_call);
    Some(
        Tick::of(!findings.on_call.is_empty())
            .before(language.line(key, &[("names", names.into())])),
    )
}

fn people(findings: &GroupFindings, context: &RenderContext<'_>, language: Language) -> Vec<Line> {
    let point = |people: &[PersonId], good: &str, bad: &str| {
        if people.is_empty() {
            return Tick::Good.before(language.line(good, &[]));
        }
        let names = named_or_counted(people, findings, context, language);
        Tick::Bad.before(language.line(bad, &[("names", names.into())]))
    };
    vec![
        point(&findings.without_account, "check-accounts", "check-without-account"),
        point(&findings.unreachable, "check-reachable", "check-unreachable"),
    ]
}

/// People by name; where a customer reads along, those who are not in the group by their number
/// alone.
fn named_or_counted(
    people: &[PersonId],
    findings: &GroupFindings,
    context: &RenderContext<'_>,
    language: Language,
) -> String {
    let may_be_named = |id: &&PersonId| !context.is_for_customer() || findings.members.contains(id);
    let mut names: Vec<String> =
        people.iter().filter(may_be_named).map(|id| context.name(id).to_owned()).collect();
    let others = people.len() - names.len();
    if others > 0 {
        let count = i64::try_from(others).unwrap_or(i64::MAX);
        names.push(language.say("check-others", &[("count", count.into())]));
    }
    language.join(&names)
}

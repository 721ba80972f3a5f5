//! Reads what follows each verb.

use super::command::{
    Command, ConfirmationCode, HelpTopic, Languages, ListScope, PageTarget, PersonName, Target,
    Urgency,
};
use super::error::{Argument, ParseError};
use super::fold::fold;
use super::grammar;
use super::lexer::Cursor;
use super::opening::{self, Opening};
use super::quote::shown;
use super::verb::Verb;
use super::verb_names::{Named, choice, unknown_verb};
use super::vocabulary::SeverityWords;

mod bridge;
mod close;
mod credits;
mod duplicate;
mod mirror;
mod parts;
pub(in crate::commands) mod quota;
mod special_handling;
mod subscriptions;
mod timing;
mod wait;

use parts::{Read, bad_incident, missing, only_incident, severity, text};

/// The command of a verb whose name was just taken from the cursor.
#[expect(clippy::too_many_lines, reason = "one row for each verb")]
pub(super) fn read(called: Named<'_>, mut cursor: Cursor<'_>, severities: &SeverityWords) -> Read {
    let verb = called.verb;
    let c = &mut cursor;
    match verb {
        Verb::Open => open(c, severities),
        Verb::Show => show(c),
        Verb::List => list(c, unsaid_scope(called.name)),
        Verb::Say => say(c),
        Verb::Level => level(c, severities),
        Verb::Escalate => Ok(escalate(c)),
        Verb::Confirm => confirm(c),
        Verb::Reject => Ok(Command::Reject { incident: c.incident_before_text(), text: c.text() }),
        Verb::Reopen => Ok(Command::Reopen { incident: c.incident_before_text(), text: c.text() }),
        Verb::Plan => Ok(Command::Plan { levels: names_levels(*c) }),
        Verb::Why => Ok(Command::Why { incident: only_incident(verb, c)? }),
        Verb::Lang => lang(c),
        Verb::Help => help(c),
        Verb::Ack => ack(c),
        Verb::Assign => assign(c),
        Verb::Update => special_handling::update(c),
        Verb::Note => {
            Ok(Command::Note { incident: c.incident_before_text(), text: text(verb, c)? })
        }
        Verb::Solve => wait::solve(c),
        Verb::Every => timing::every(c),
        Verb::Next => timing::next(c),
        Verb::Bridge => bridge::bridge(c),
        Verb::Page => page(c),
        Verb::Handoff => Ok(handoff(c)),
        Verb::Oncall => Ok(timing::oncall(c, is_question(called.name))),
        Verb::Cover => timing::cover(c),
        Verb::Board => Ok(Command::Board),
        Verb::Close => close::close(c),
        Verb::Silence => timing::silence(c, called.name.ends_with('至')),
        Verb::Mirror => mirror::mirror(c),
        Verb::UserLink => Ok(mirror::user_link(c)),
        Verb::GroupCheck => Ok(Command::GroupCheck),
        Verb::Subscribe => Ok(subscriptions::subscribe(c)),
        Verb::Unsubscribe => Ok(subscriptions::unsubscribe(c)),
        Verb::Takeover => Ok(Command::Takeover { incident: only_incident(verb, c)? }),
        Verb::CreditShow => Ok(Command::CreditShow),
        Verb::CreditApprove => credits::approve(c),
        Verb::CreditRefuse => credits::refuse(c),
        Verb::CreditReverse => credits::reverse(c),
        Verb::Wait => wait::wait(c),
        Verb::Resume => Ok(Command::Resume { incident: only_incident(verb, c)? }),
        Verb::Catchup => Ok(Command::Catchup { incident: only_incident(verb, c)? }),
        Verb::Transcript => Ok(Command::Transcript { incident: only_incident(verb, c)? }),
        Verb::Express => quota::express(c),
        Verb::Quota => Ok(Command::Quota),
        Verb::Contacts => quota::contacts(c),
        Verb::Access => special_handling::access(c),
        Verb::Regrade => special_handling::regrade(c, severities),
        Verb::DowngradeAccess => Ok(Command::DowngradeAccess { incident: only_incident(verb, c)? }),
        Verb::Dispatch => special_handling::dispatch(c),
        Verb::Arrived => Ok(Command::Arrived { incident: only_incident(verb, c)? }),
        Verb::WarRoom => Ok(Command::WarRoom { incident: only_incident(verb, c)? }),
        Verb::Intake => Ok(Command::Intake { incident: c.incident_before_text(), text: c.text() }),
        Verb::Skip => Ok(Command::Skip { incident: only_incident(verb, c)?, item: None }),
        Verb::Duplicate => duplicate::duplicate(c),
        Verb::Rate => duplicate::rate(c),
        Verb::Withdraw => Ok(Command::Withdraw { incident: c.incident_before_text() }),
    }
}

fn open(c: &mut Cursor<'_>, severities: &SeverityWords) -> Read {
    let Opening { severity, other_level, title } = opening::read(*c, severities);
    let title = title.ok_or(missing(Verb::Open, Argument::Title))?;
    Ok(Command::Open { severity, title, other_level })
}

/// People put the number before the level or behind it.
fn level(c: &mut Cursor<'_>, words: &SeverityWords) -> Read {
    let mut incident = c.incident();
    let severity =
        severity(Verb::Level, c, words)?.ok_or(missing(Verb::Level, Argument::Severity))?;
    incident = incident.or_else(|| c.incident_at_end());
    Ok(Command::Level { incident, severity, reason: c.text() })
}

fn list(c: &mut Cursor<'_>, unsaid: ListScope) -> Read {
    const SCOPES: &[(&str, ListScope)] = &[
        ("open", ListScope::Open),
        ("未关闭", ListScope::Open),
        ("mine", ListScope::Mine),
        ("我的", ListScope::Mine),
        ("all", ListScope::All),
        ("全部", ListScope::All),
        ("所有", ListScope::All),
    ];
    match c.choose(SCOPES) {
        Some(scope) => Ok(Command::List { scope }),
        None if c.is_at_end() => Ok(Command::List { scope: unsaid }),
        None => Err(ParseError::BadChoice { verb: Verb::List, typed: shown(c.rest()) }),
    }
}

/// Whether the verb was asked as a question, as in `who is on call for storage now`.
fn is_question(name: &str) -> bool {
    fold(name).starts_with("who")
}

fn unsaid_scope(name: &str) -> ListScope {
    if name == "我的工单" { ListScope::Mine } else { ListScope::Open }
}

/// 回复 1 and 回复 确认 8F3K are how the bot itself asks for answers, so people type them as they
/// are.
fn say(c: &mut Cursor<'_>) -> Read {
    if let Some(number) = choice(*c) {
        return Ok(Command::Choose { number });
    }
    if let Some(code) = quoted_approval(*c) {
        return Ok(Command::Approve { code });
    }
    Ok(Command::Say { incident: c.incident_before_text(), text: text(Verb::Say, c)? })
}

fn quoted_approval(mut c: Cursor<'_>) -> Option<ConfirmationCode> {
    c.choose(&[("确认", ()), ("confirm", ())])?;
    c.confirmation_code().filter(|_| c.is_at_end())
}

fn escalate(c: &mut Cursor<'_>) -> Command {
    const URGENCIES: &[(&str, Urgency)] = &[
        ("urgent", Urgency::Urgent),
        ("紧急", Urgency::Urgent),
        ("加急", Urgency::Urgent),
        ("normal", Urgency::Normal),
        ("普通", Urgency::Normal),
        ("一般", Urgency::Normal),
    ];
    let incident = c.incident_before_text();
    Command::Escalate { incident, urgency: c.choose(URGENCIES), text: c.text() }
}

/// `confirm 128` agrees to closing, `confirm 8F3K` answers a question of the bot. A code that was
/// misread must not become a consent.
fn confirm(c: &mut Cursor<'_>) -> Read {
    if let Some(incident) = c.incident() {
        return Ok(Command::Confirm { incident: Some(incident), text: c.text() });
    }
    if let Some(code) = c.confirmation_code() {
        return Ok(Command::Approve { code });
    }
    if c.is_at_end() {
        return Ok(Command::Confirm { incident: None, text: None });
    }
    Err(ParseError::BadCode { typed: shown(c.rest()) })
}

fn lang(c: &mut Cursor<'_>) -> Read {
    const LANGUAGES: &[(&str, Languages)] = &[
        ("zh", Languages::Zh),
        ("中文", Languages::Zh),
        ("chinese", Languages::Zh),
        ("en", Languages::En),
        ("英文", Languages::En),
        ("英语", Languages::En),
        ("english", Languages::En),
        ("both", Languages::Both),
        ("双语", Languages::Both),
        ("中英文", Languages::Both),
    ];
    match c.choose(LANGUAGES) {
        Some(language) => Ok(Command::Lang { language }),
        None if c.is_at_end() => Err(missing(Verb::Lang, Argument::Languages)),
        None => Err(ParseError::BadChoice { verb: Verb::Lang, typed: shown(c.rest()) }),
    }
}

/// `show #1 full 2`, `查看全文 #1`: before the number or behind it, and with a page.
fn show(c: &mut Cursor<'_>) -> Read {
    let mut page = full_page(c);
    let incident = c.incident();
    if page.is_none() {
        page = full_page(c);
    }
    if c.is_at_end() {
        Ok(Command::Show { incident, page })
    } else {
        Err(bad_incident(Verb::Show, c))
    }
}

fn full_page(c: &mut Cursor<'_>) -> Option<u32> {
    const FULL: &[(&str, ())] = &[
        ("full", ()),
        ("in full", ()),
        ("whole", ()),
        ("全文", ()),
        ("完整", ()),
        ("全部", ()),
        ("详情", ()),
    ];
    c.choose(FULL)?;
    let mut ahead = *c;
    ahead.skip_separators();
    let word = ahead.word();
    let page = word.parse().ok().filter(|page| *page > 0);
    if page.is_some() {
        ahead.advance(word.len());
        *c = ahead;
    }
    Some(page.unwrap_or(1))
}

fn help(c: &mut Cursor<'_>) -> Read {
    c.skip_separators();
    c.take_any(&['/']);
    let word = c.word();
    if c.is_at_end() {
        return Ok(Command::Help { topic: None });
    }
    if is_all(*c) {
        return Ok(Command::Help { topic: Some(HelpTopic::All) });
    }
    let verb = grammar::verb_named(&fold(word)).ok_or_else(|| unknown_verb(*c))?;
    Ok(Command::Help { topic: Some(HelpTopic::Verb(verb)) })
}

/// `plan levels`, `支持计划 级别`; anything else shows the plan.
fn names_levels(mut c: Cursor<'_>) -> bool {
    const LEVELS: &[(&str, ())] =
        &[("levels", ()), ("level", ()), ("severities", ()), ("级别", ()), ("级别定义", ())];
    c.choose(LEVELS).is_some() && c.is_at_end()
}

/// A bare 收到 is an acknowledgement too, and so is 收到，马上处理.
fn ack(c: &mut Cursor<'_>) -> Read {
    if is_all(*c) {
        return Ok(Command::Ack { target: Some(Target::All) });
    }
    let target = target(c);
    if target.is_none() && is_misspelled_number(*c) {
        return Err(bad_incident(Verb::Ack, c));
    }
    Ok(Command::Ack { target })
}

/// `收到 全部`, `help all`; more words make it something else.
fn is_all(mut c: Cursor<'_>) -> bool {
    const ALL: &[(&str, ())] =
        &[("all", ()), ("全部", ()), ("所有", ()), ("everything", ()), ("全部呼叫", ())];
    c.choose(ALL).is_some() && c.is_at_end()
}

/// `5531x` is a code with a slip; `5 分钟内处理` is a part of what they say.
fn is_misspelled_number(mut c: Cursor<'_>) -> bool {
    if c.is_at_quantity() {
        return false;
    }
    c.skip_separators();
    let digits = c.word().chars().take_while(|typed| typed.is_numeric()).count();
    c.peek() == Some('#') || (digits >= SHORTEST_CODE && c.word().chars().count() > digits)
}

/// Shorter runs of digits are no codes of pages.
const SHORTEST_CODE: usize = 3;

fn target(c: &mut Cursor<'_>) -> Option<Target> {
    const PAGE_CODES: std::ops::RangeInclusive<i64> = 1000..=9999;
    if let Some(code) = c.page_code() {
        return Some(Target::Page(code));
    }
    let is_marked = c.is_at_marked_number();
    let number = c.page_digits().or_else(|| c.incident_before_text())?;
    match u32::try_from(number.0) {
        Ok(bare) if !is_marked && PAGE_CODES.contains(&number.0) => {
            Some(Target::PageOrIncident(bare))
        }
        _ => Some(Target::Incident(number)),
    }
}

fn assign(c: &mut Cursor<'_>) -> Read {
    let mut incident = c.incident();
    let person = c.mention().or_else(|| c.bare_name().map(PersonName));
    let person = person.ok_or(missing(Verb::Assign, Argument::Person))?;
    incident = incident.or_else(|| c.incident_at_end());
    Ok(Command::Assign { incident, person })
}

fn page(c: &mut Cursor<'_>) -> Read {
    let mut incident = c.incident();
    let person = c.mention().map(PageTarget::Person);
    let target = person.or_else(|| c.bare_name().map(PageTarget::Team));
    let target = target.ok_or(missing(Verb::Page, Argument::PageTarget))?;
    incident = incident.or_else(|| c.incident_at_end());
    Ok(Command::Page { target, incident, text: c.text() })
}

fn handoff(c: &mut Cursor<'_>) -> Command {
    let mut about = target(c);
    let person = c.mention();
    about = about.or_else(|| target(c));
    Command::Handoff { target: about, person, text: c.text() }
}

//! Express tickets in words: the question before one is spent, why there is none, and the account.

use chat::{Line, Message, MessageKind};
use chrono::NaiveDate;

use super::block::Block;
use super::lang::Tongue;
use super::phrase::{shortened, typed};
use super::scene::{Case, Scene};
use super::{contacts, coverage, headline, levels};
use crate::domain::directory::Customer;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::GivenBack;
use crate::domain::ledger::express::{Balance, Entry, Holding, Purse};

/// As much of a title as a question repeats.
const TITLE: usize = 60;
/// How many movements the account shows, the latest.
const SHOWN: usize = 8;

/// Asks for a yes: what is promised, what it costs, what is left, and that the clock waits for the yes.
pub fn asked(title: &str, balance: &Balance, code: &str, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        Block::saying(tongue, "express-ask", &[("title", typed(shortened(title, TITLE)))])
            .with_all(scene.entitlement.and_then(|terms| promised(terms, scene, tongue)))
            .with_all(balance.next().map(|holding| cost(holding, balance, tongue)))
            .with(tongue.line("confirmation-how", &[("code", code.into())]))
    })
}

fn promised(terms: &Entitlement, scene: &Scene<'_>, tongue: Tongue) -> Option<Line> {
    let express = terms.express()?;
    let words = [
        ("length", coverage::amount(tongue, express.target.amount).into()),
        ("hours", coverage::hours(tongue, terms, &express.target.coverage, scene.now).into()),
    ];
    let mut line = tongue.line("express-promise", &words);
    if let Some(every) = terms.update_every(terms.rank(&express.severity)?) {
        let every = super::moment::length(tongue, every);
        line.0.extend(tongue.line("express-news", &[("every", every.into())]).0);
    }
    Some(line)
}

fn cost(holding: &Holding, balance: &Balance, tongue: Tongue) -> Line {
    let words = [
        ("purse", purse(holding.purse, tongue).into()),
        ("left", holding.left().into()),
        ("of", holding.of.into()),
        ("all", balance.left().into()),
    ];
    tongue.line("express-cost", &words)
}

/// Nothing is left: why, what opens without it, and who can buy more. What was typed is not lost.
pub fn used_up(title: &str, balance: &Balance, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        Block::saying(tongue, "express-used-up", &[])
            .with_all(balance.holdings.iter().map(|holding| holding_line(holding, tongue)))
            .with(open_instead(title, tongue))
            .with_all(other_levels(scene, tongue))
            .with(who_buys(scene, tongue))
    })
}

/// The plan or the tier has none, or no contract is in force.
pub fn not_offered(title: &str, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        Block::saying(tongue, "express-not-offered", &[]).with(open_instead(title, tongue))
    })
}

fn open_instead(title: &str, tongue: Tongue) -> Line {
    tongue.line("express-open-instead", &[("title", typed(title))])
}

/// The levels that cost nothing.
fn other_levels(scene: &Scene<'_>, tongue: Tongue) -> Vec<Line> {
    scene
        .entitlement
        .map(|terms| levels::table_without_express(terms, tongue, scene.now))
        .unwrap_or_default()
}

fn who_buys(scene: &Scene<'_>, tongue: Tongue) -> Line {
    let customer = customer(scene);
    let words = [("who", contacts::who(customer, scene, tongue).into())];
    tongue.line("express-who-buys", &words)
}

fn customer<'a>(scene: &Scene<'a>) -> Option<&'a Customer> {
    let group = scene.audience.group.and_then(|id| scene.directory.groups.get(id));
    let of_group = group.and_then(|group| scene.directory.customer_of(group));
    of_group.or_else(|| scene.directory.customers.get(scene.audience.reader?.customer.as_ref()?))
}

/// No incident becomes an express ticket later.
pub fn never_later(scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| Block::saying(tongue, "express-never-later", &[]))
}

/// What is left, until when, and the latest movements.
pub fn quota(balance: &Balance, account: &[Entry], scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        let latest = account.iter().rev().take(SHOWN);
        let block = Block::saying(tongue, "quota-title", &[("left", balance.left().into())])
            .with_all(balance.holdings.iter().map(|holding| holding_line(holding, tongue)))
            .with_all(latest.map(|entry| movement(entry, scene, tongue)));
        if balance.left() == 0 { block.with(who_buys(scene, tongue)) } else { block }
    })
}

/// The plan sells nothing by number.
pub fn nothing_by_number(scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| Block::saying(tongue, "quota-none", &[]))
}

fn holding_line(holding: &Holding, tongue: Tongue) -> Line {
    let words = [
        ("purse", purse(holding.purse, tongue).into()),
        ("left", holding.left().into()),
        ("of", holding.of.into()),
        ("until", day(holding.until).into()),
    ];
    tongue.line("quota-line", &words)
}

fn movement(entry: &Entry, scene: &Scene<'_>, tongue: Tongue) -> Line {
    let key = if entry.is_return { "quota-returned" } else { "quota-spent" };
    let words = [
        ("at", scene.clock(tongue).at(entry.at).into()),
        ("number", entry.number.to_string().into()),
        ("purse", purse(entry.purse, tongue).into()),
        ("by", typed(entry.by.as_str())),
    ];
    tongue.line(key, &words)
}

/// `2026-03 本月额度`, `加急包（自 2026-01-01）`.
fn purse(purse: Purse, tongue: Tongue) -> String {
    match purse {
        Purse::Month { first } => {
            tongue.say("purse-month", &[("month", first.format("%Y-%m").to_string().into())])
        }
        Purse::Pack { from } => tongue.say("purse-pack", &[("from", day(from).into())]),
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A movement as the timeline tells it.
pub(super) fn moved(key: &str, from: Purse, tongue: Tongue) -> Line {
    tongue.line(key, &[("purse", purse(from, tongue).into())])
}

/// What the receipt of an express ticket says besides: what it was paid with, and what is left.
pub(super) fn paid(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let spent = case.incident.express.as_ref().filter(|spent| !spent.is_given_back)?;
    let words = [("purse", purse(spent.purse, tongue).into()), ("left", spent.left.into())];
    Some(tongue.line("express-paid", &words))
}

/// The ticket costs nothing after all, and why.
pub(super) fn given_back(case: &Case<'_>, from: Purse, why: GivenBack) -> Message {
    case.scene.write(MessageKind::Notice, |tongue| {
        let why = match why {
            GivenBack::Resorted => "given-back-resorted",
            GivenBack::Duplicate => "given-back-duplicate",
            GivenBack::OutOfScope => "given-back-out-of-scope",
        };
        let words = [("why", tongue.say(why, &[]).into()), ("purse", purse(from, tongue).into())];
        Block::new(headline::told_now(case, tongue, tongue.say("express-given-back", &[]).into()))
            .with(tongue.line("express-given-back-why", &words))
    })
}

//! Express tickets in words: the question before one is spent, why there is none, and the account.

use chat::{Line, Message, MessageKind};

use super::contacts;
use crate::domain::directory::Customer;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::GivenBack;
use crate::domain::ledger::express::{Balance, Entry, Holding, Pool};
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;
use crate::render::parts::{self, coverage, headline, levels};
use crate::render::phrase::{shortened, typed};
use crate::render::time;

/// As much of a title as a question repeats.
const TITLE: usize = 60;
/// How many movements the account shows, the latest.
const SHOWN: usize = 8;

/// Asks for a yes: what is promised, what it costs, what is left, and that the clock waits for the
/// yes.
pub fn asked(title: &str, balance: &Balance, code: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::saying(language, "express-ask", &[("title", typed(shortened(title, TITLE)))])
            .with_all(context.entitlement.and_then(|terms| promised(terms, context, language)))
            .with_all(balance.next().map(|holding| cost(holding, balance, language)))
            .with(language.line("confirmation-how", &[("code", code.into())]))
    })
}

fn promised(terms: &Entitlement, context: &RenderContext<'_>, language: Language) -> Option<Line> {
    let express = terms.express()?;
    let words = [
        ("length", coverage::amount(language, express.target.amount).into()),
        ("hours", coverage::hours(language, terms, &express.target.coverage, context.now).into()),
    ];
    let mut line = language.line("express-promise", &words);
    if let Some(every) = terms.update_every(terms.rank(&express.severity)?) {
        let every = time::length(language, every);
        line.0.extend(language.line("express-news", &[("every", every.into())]).0);
    }
    Some(line)
}

fn cost(holding: &Holding, balance: &Balance, language: Language) -> Line {
    let words = [
        ("pool", parts::express::pool(holding.pool, language).into()),
        ("left", holding.left().into()),
        ("of", holding.of.into()),
        ("all", balance.left().into()),
    ];
    language.line("express-cost", &words)
}

/// Nothing is left: why, what opens without it, and who can buy more. What was typed is not lost.
pub fn used_up(title: &str, balance: &Balance, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let why =
            if balance.holdings.is_empty() { "express-none-in-force" } else { "express-used-up" };
        Block::saying(language, why, &[])
            .with_all(balance.holdings.iter().map(|holding| holding_line(holding, language)))
            .with(open_instead(title, language))
            .with_all(other_levels(context, language))
            .with(who_buys(context, language))
    })
}

/// The plan or the tier has none, or no contract is in force.
pub fn not_offered(title: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::saying(language, "express-not-offered", &[]).with(open_instead(title, language))
    })
}

fn open_instead(title: &str, language: Language) -> Line {
    language.line("express-open-instead", &[("title", typed(title))])
}

/// The levels that cost nothing.
fn other_levels(context: &RenderContext<'_>, language: Language) -> Vec<Line> {
    context
        .entitlement
        .map(|terms| levels::table_without_express(terms, language, context.now))
        .unwrap_or_default()
}

fn who_buys(context: &RenderContext<'_>, language: Language) -> Line {
    let customer = customer(context);
    let words = [("who", contacts::who(customer, context, language).into())];
    language.line("express-who-buys", &words)
}

fn customer<'a>(context: &RenderContext<'a>) -> Option<&'a Customer> {
    let group = context.audience.group.and_then(|id| context.directory.groups.get(id));
    let of_group = group.and_then(|group| context.directory.customer_of(group));
    of_group
        .or_else(|| context.directory.customers.get(context.audience.reader?.customer.as_ref()?))
}

/// No incident becomes an express ticket later.
pub fn never_later(context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, "express-never-later", &[]))
}

/// What is left, until when, and the latest movements.
pub fn quota(balance: &Balance, account: &[Entry], context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let latest = account.iter().rev().take(SHOWN);
        let block = Block::saying(language, "quota-title", &[("left", balance.left().into())])
            .with_all(balance.holdings.iter().map(|holding| holding_line(holding, language)))
            .with_all(latest.map(|entry| movement(entry, context, language)));
        if balance.left() == 0 { block.with(who_buys(context, language)) } else { block }
    })
}

/// The plan sells nothing by number.
pub fn nothing_by_number(context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, "quota-none", &[]))
}

fn holding_line(holding: &Holding, language: Language) -> Line {
    let words = [
        ("pool", parts::express::pool(holding.pool, language).into()),
        ("left", holding.left().into()),
        ("of", holding.of.into()),
        ("until", parts::express::day(holding.until).into()),
    ];
    language.line("quota-line", &words)
}

fn movement(entry: &Entry, context: &RenderContext<'_>, language: Language) -> Line {
    let key = if entry.is_return { "quota-returned" } else { "quota-spent" };
    let words = [
        ("at", context.clock(language).at(entry.at).into()),
        ("number", entry.number.to_string().into()),
        ("pool", parts::express::pool(entry.pool, language).into()),
        ("by", typed(entry.by.as_str())),
    ];
    language.line(key, &words)
}

/// The ticket costs nothing after all, and why.
pub(super) fn given_back(view: &IncidentView<'_>, from: Pool, why: GivenBack) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let why = match why {
            GivenBack::Resorted => "given-back-resorted",
            GivenBack::Duplicate => "given-back-duplicate",
            GivenBack::OutOfScope => "given-back-out-of-scope",
        };
        let words = [
            ("why", language.say(why, &[]).into()),
            ("pool", parts::express::pool(from, language).into()),
        ];
        Block::new(headline::told_now(
            view,
            language,
            language.say("express-given-back", &[]).into(),
        ))
        .with(language.line("express-given-back-why", &words))
    })
}

//! Who may use which command where: `docs/roles.md` equals the table that follows from the grammar
//! and the rights, and the table is true: every role sends every command's example in every place,
//! to the real handlers and store.

use std::fmt::Write as _;

use watchbell::commands::Verb;
use watchbell::commands::grammar::{Grammar, verbs};
use watchbell::domain::directory::Role;
use watchbell::domain::plan::RightsOfPeople;
use watchbell::handlers::rights::{Caller, Place, Ruling, ruling};

use crate::kit::bot::{Chat, TestBot};
use crate::kit::{Database, Engine, on_both_engines};

on_both_engines! {
    everybody_is_answered_everywhere_as_the_table_says,
}

/// The columns, and somebody who stands for each.
const CALLERS: [(&str, Caller, &str); 7] = [
    ("guest", Caller::Guest, "a-stranger"),
    ("customer", Caller::Known(Role::Customer), "wu-hao"),
    ("administrator of the customer", Caller::Known(Role::CustomerAdmin), "zhou-min"),
    ("engineer", Caller::Known(Role::Engineer), "zhang-qiang"),
    ("TAM", Caller::Known(Role::Tam), "li-na"),
    ("duty manager", Caller::Known(Role::DutyManager), "zhao-lei"),
    ("admin of the bot", Caller::Known(Role::Admin), "ren-wei"),
];

const PLACES: [(&str, Place); 3] = [
    ("In a customer's group", Place::CustomersGroup),
    ("In a staff room", Place::StaffRoom),
    ("In a direct chat", Place::DirectChat),
];

const INTRODUCTION: &str = "\
# Who may use which command

Printed from the grammar (`src/commands/grammar/table`) and the rights (`src/handlers/rights.rs`). `tests/it/roles.rs`
checks that this page matches them, and runs every command as every role in every place.

- **yes**: allowed, if the state of the incident permits it.
- **decided**: as the customer's administrators decided with `contacts`; until then, as the plan says.
- **own**: only for incidents that this account reported in this room, and only to join them to another one of the room.
- **no**: refused; the reply names who may.
- **elsewhere**: refused; the reply names the right place.

A guest is a person whom the directory does not know, or who does not belong to the room: a customer's people are
guests in staff rooms, and staff who are not members are guests in a customer's group. `contacts` shows the rights to
everybody in the table; only the customer's administrators change them. With a signed link that was sent to their group,
guests may also `confirm` and `reject`.
";

fn word(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Allowed => "yes",
        Ruling::AsDecided(_) => "decided",
        Ruling::OwnReport => "own",
        Ruling::NoRight => "no",
        Ruling::WrongPlace => "elsewhere",
    }
}

fn table() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (title, place) in PLACES {
        let names = CALLERS.map(|(name, ..)| name).join(" | ");
        let _ = write!(
            page,
            "\n## {title}\n\n| command | 命令 | {names} |\n|---|---{}|\n",
            "|---".repeat(7)
        );
        for row in verbs() {
            let cells =
                CALLERS.map(|(_, caller, _)| word(ruling(row.verb, caller, place))).join(" | ");
            let _ = writeln!(page, "| `{}` | {} | {cells} |", row.en[0], row.zh[0]);
        }
    }
    page
}

#[test]
fn the_page_in_the_documentation_is_the_table() {
    let (table, page) = (table(), include_str!("../../docs/roles.md"));
    if table != page {
        let printed = std::env::temp_dir().join("roles.md");
        std::fs::write(&printed, table).unwrap();
        panic!(
            "docs/roles.md is not the table any more; the present one is in {}",
            printed.display()
        );
    }
}

/// What an answer says about the right to have asked.
#[derive(Debug, PartialEq, Eq)]
enum EventOutcome {
    CarriedOut,
    NotDecidedSo,
    NoRight,
    Elsewhere,
}

const ELSEWHERE: [&str; 6] = [
    "不在客户群里使用",
    "内部备注不能在客户群里记录",
    "这个命令只能在客户群里使用",
    "does not work in a customer's group",
    "The customer would read a note in this group",
    "so it only works in a customer's group",
];

fn outcome(row: &Grammar, answer: &str) -> EventOutcome {
    let no_right = [
        format!("您没有使用「{}」的权限", row.zh[0]),
        format!("You may not use \"{}\"", row.en[0]),
    ];
    let is_said = |sentences: &[String]| sentences.iter().any(|sentence| answer.contains(sentence));
    if is_said(&no_right) {
        return EventOutcome::NoRight;
    }
    if is_said(&ELSEWHERE.map(str::to_owned)) {
        return EventOutcome::Elsewhere;
    }
    let lacking = ["您还没有「", "You may not do this yet"].map(str::to_owned);
    if is_said(&lacking) { EventOutcome::NotDecidedSo } else { EventOutcome::CarriedOut }
}

/// Levels are words of a contract. Where there is none the sentence is answered as unread, to
/// whoever says it.
fn is_unread_for_want_of_levels(row: &Grammar, answer: &str) -> bool {
    row.verb == Verb::Level && answer.contains("needs the severity")
}

fn expected(ruling: Ruling) -> EventOutcome {
    match ruling {
        // Of an incident that nobody can see it is said that there is none, as to everybody else.
        Ruling::Allowed | Ruling::OwnReport => EventOutcome::CarriedOut,
        Ruling::AsDecided(right) if RightsOfPeople::default().people.contains(&right) => {
            EventOutcome::CarriedOut
        }
        Ruling::AsDecided(_) => EventOutcome::NotDecidedSo,
        Ruling::NoRight => EventOutcome::NoRight,
        Ruling::WrongPlace => EventOutcome::Elsewhere,
    }
}

async fn everybody_is_answered_everywhere_as_the_table_says(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    let mut problems = Vec::new();
    for (title, place) in PLACES {
        for (name, caller, who) in CALLERS {
            for row in verbs() {
                // Both languages are said, one on each engine.
                let is_chinese = database.engine == Engine::Sqlite;
                let example = if is_chinese { row.example_zh } else { row.example_en };
                let answer = say(&bot, place, who, example).await;
                let (told, meant) =
                    (outcome(row, &answer), expected(ruling(row.verb, caller, place)));
                if told != meant && !is_unread_for_want_of_levels(row, &answer) {
                    problems.push(format!(
                        "{title}, {name}: {example:?} is {told:?}, not {meant:?}:\n{answer}"
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

async fn say(bot: &TestBot, place: Place, who: &str, text: &str) -> String {
    match place {
        Place::CustomersGroup => bot.says(who, "daocloud", text).await,
        Place::StaffRoom => bot.says(who, "staff", text).await,
        Place::DirectChat => bot.whispers(who, text).await,
    }
}

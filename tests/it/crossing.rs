//! Nothing crosses customers. Whatever takes an incident's number is said in one customer's group
//! about another's incident: the answer is the one about an incident that nobody ever opened, and
//! nothing happens to the other's. The commands come from the grammar, so that one that is added
//! later is tested by itself.

use chat::{ChatEvent, EventBody, MessageRef};
use watchbell::commands::grammar::{Grammar, verbs};
use watchbell::domain::incident::{Incident, TimelineEntry};

use crate::kit::bot::{Chat, TestBot, in_direct_chat};
use crate::kit::cards::lively;
use crate::kit::{Database, on_both_engines};

mod links;

on_both_engines! {
    anothers_number_reads_as_nobodys_in_a_group,
    anothers_number_reads_as_nobodys_alone_with_the_bot,
    anothers_message_leads_nowhere_when_it_is_quoted_or_answered_in_its_thread,
    anothers_button_is_worth_nothing,
}

/// A number that no incident has.
const NOBODYS: i64 = 4711;

/// The other customer's group.
const THEIRS: &str = "isoftstone";

/// Who speaks in it: the customer's administrator and people, an engineer and the duty manager who
/// serve there, and a stranger. Between them they may say every verb.
const SPEAKERS: [&str; 5] = ["zheng-yu", "feng-xue", "zhang-qiang", "zhao-lei", "a-stranger"];

/// One customer's incidents: one that is open, one that is being worked on, one whose solution
/// waits for consent, one that is closed. Whatever is said elsewhere would find something to do.
async fn incidents_of_a_customer(bot: &TestBot) {
    for title in ["支付全部失败", "报表很慢", "对账失败", "登录失败"] {
        bot.says("zhou-min", "daocloud", &format!("报障 二级 {title}")).await;
    }
    for number in 2..=4 {
        bot.says("zhang-qiang", "daocloud", &format!("认领 #{number}")).await;
    }
    for number in 3..=4 {
        bot.says("zhang-qiang", "daocloud", &format!("方案 #{number} 已重启")).await;
    }
    bot.says("zhou-min", "daocloud", "同意关闭 #4").await;
}

const NUMBERS: std::ops::RangeInclusive<i64> = 1..=4;

/// Everything that is kept of them.
async fn kept(bot: &TestBot) -> Vec<(Incident, Vec<TimelineEntry>)> {
    let mut kept = Vec::new();
    for number in NUMBERS {
        kept.push((bot.incident(number).await, bot.timeline(number).await));
    }
    kept
}

/// The commands that take the number of an incident.
fn about_an_incident() -> impl Iterator<Item = &'static Grammar> {
    verbs().filter(|row| row.takes_en.contains("#number"))
}

/// The example of a command, once for each number that is in it: that one is `number`, the others
/// are nobody's.
fn examples(row: &Grammar, number: i64) -> Vec<String> {
    with_number(row.example_zh, number)
}

fn with_number(example: &str, number: i64) -> Vec<String> {
    let pieces: Vec<&str> = example.split('#').collect();
    assert!(pieces.len() > 1, "{example:?} shows no number");
    let meant = |place: usize| {
        pieces.iter().enumerate().skip(1).fold(pieces[0].to_owned(), |text, (at, piece)| {
            let number = if at == place { number } else { NOBODYS };
            let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{text}#{number}{rest}")
        })
    };
    (1..pieces.len()).map(meant).collect()
}

/// An answer in which it is not to be seen which number was asked for.
fn without_number(answer: &str, number: i64) -> String {
    // The longer one first: it may begin with the other.
    [NOBODYS, number].into_iter().fold(answer.to_owned(), |text, number| {
        text.replace(&format!("INC-{number}"), "INC-N").replace(&format!("#{number}"), "#N")
    })
}

async fn anothers_number_reads_as_nobodys_in_a_group(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    incidents_of_a_customer(&bot).await;
    let (before, read) = (kept(&bot).await, bot.posts_in("daocloud").len());
    for who in SPEAKERS {
        for row in about_an_incident() {
            let said = async |sentence: &str| bot.says(who, THEIRS, sentence).await;
            every_number_reads_as_nobodys(row, said).await;
        }
    }
    assert_eq!(kept(&bot).await, before);
    assert_eq!(bot.posts_in("daocloud").len(), read, "nothing is read by the customer");
    bot.finish().await;
}

async fn anothers_number_reads_as_nobodys_alone_with_the_bot(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    incidents_of_a_customer(&bot).await;
    let before = kept(&bot).await;
    for who in ["zheng-yu", "feng-xue", "a-stranger"] {
        for row in about_an_incident() {
            every_number_reads_as_nobodys(row, async |sentence: &str| {
                bot.whispers(who, sentence).await
            })
            .await;
        }
    }
    assert_eq!(kept(&bot).await, before);
    bot.finish().await;
}

/// Says a command about each of the other customer's incidents, and once about nobody's.
async fn every_number_reads_as_nobodys(row: &Grammar, say: impl AsyncFn(&str) -> String) {
    for (place, nobodys) in examples(row, NOBODYS).iter().enumerate() {
        let of_nobody = say(nobodys).await;
        for number in NUMBERS {
            let sentence = &examples(row, number)[place];
            assert_alike((&say(sentence).await, number), &of_nobody, sentence);
        }
    }
}

/// The references of messages are the platform's; people elsewhere may come to know them.
async fn anothers_message_leads_nowhere_when_it_is_quoted_or_answered_in_its_thread(
    database: &Database,
) {
    let bot = lively(database).await;
    incidents_of_a_customer(&bot).await;
    let before = kept(&bot).await;
    let unknown = MessageRef("a message that nobody sent".to_owned());
    for row in about_an_incident() {
        let sentence = without_the_number(row.example_zh);
        for under in [Reference::Quoted, Reference::Thread] {
            let of_nobody = bot.handle(under.event(&bot, &sentence, &unknown)).await;
            for number in NUMBERS {
                let card = bot.card("daocloud", number).reference;
                let answer = bot.handle(under.event(&bot, &sentence, &card)).await;
                assert_alike((&answer, number), &of_nobody, &sentence);
            }
        }
    }
    assert_eq!(kept(&bot).await, before);
    bot.finish().await;
}

/// The example as somebody says it who leaves the number out.
fn without_the_number(example: &str) -> String {
    example.split_whitespace().filter(|word| !word.starts_with('#')).collect::<Vec<_>>().join(" ")
}

/// How somebody refers to a message.
#[derive(Clone, Copy)]
enum Reference {
    Quoted,
    Thread,
}

impl Reference {
    fn event(self, bot: &TestBot, text: &str, message: &MessageRef) -> ChatEvent {
        match self {
            Self::Quoted => bot.platform.says_quoting(THEIRS, "zhao-lei", text, message),
            Self::Thread => bot.platform.says_in_thread(THEIRS, "zhao-lei", text, message),
        }
    }
}

async fn anothers_button_is_worth_nothing(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    incidents_of_a_customer(&bot).await;
    let (before, code) = (kept(&bot).await, bot.code_for("zhang-qiang"));
    for who in SPEAKERS {
        for act in ["ack", "confirm", "reject", "escalate"] {
            for number in NUMBERS {
                let answer =
                    bot.handle(bot.platform.presses(THEIRS, who, &key(act, number), None)).await;
                let of_nobody =
                    bot.handle(bot.platform.presses(THEIRS, who, &key(act, NOBODYS), None)).await;
                assert_alike((&answer, number), &of_nobody, &format!("{who}: {act}"));
            }
        }
    }
    // The code of a page is a right of whoever was paged, and of nobody else.
    for who in ["zheng-yu", "feng-xue", "a-stranger", "li-na"] {
        for key in [format!("ack:{code}"), format!("pass:{code}")] {
            let body = EventBody::Action { key, message: None };
            bot.handle(in_direct_chat(bot.platform.event(who, who, body))).await;
        }
    }
    // Nor is it used where another customer would read the answer.
    for sentence in [format!("收到 {code}"), format!("交接 P-{code}"), format!("收到 P{code}")]
    {
        bot.says("zhang-qiang", THEIRS, &sentence).await;
    }
    assert!(
        bot.posts_in(THEIRS).iter().all(|post| !post.text.contains("支付")),
        "{:?}",
        bot.posts_in(THEIRS)
    );
    assert_eq!(kept(&bot).await, before);
    bot.finish().await;
}

fn key(act: &str, number: i64) -> String {
    format!("{act}:INC-{number}")
}

#[track_caller]
fn assert_alike((answer, number): (&str, i64), of_nobody: &str, said: &str) {
    assert!(!answer.is_empty(), "{said}: no answer");
    assert_eq!(without_number(answer, number), without_number(of_nobody, number), "{said}");
}

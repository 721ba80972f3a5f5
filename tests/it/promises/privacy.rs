//! Promise 20: what customers type mentions nobody and never reaches another group; what is said
//! inside never reaches any customer. That it forges no markup is for each adapter to see to
//! (`chat::conformance`).

use watchbell::domain::incident::Fact;

use super::random_life::{BRANCH, CUSTOMERS, INSIDE, Life, mark_of, note_mark};
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::Post;

journeys! {
    nothing_inside_and_nothing_of_others_reaches_a_customer,
    no_note_reaches_a_customer_however_many_rooms_follow,
    hostile_words_mention_nobody,
}

async fn nothing_inside_and_nothing_of_others_reaches_a_customer(bot: &mut TestBot) {
    let mut life = Life::from_seed(20);
    life.go_on(bot, 100).await;
    let codes = page_codes(bot, life.opened()).await;
    assert!(codes.len() > 5, "people were paged: {codes:?}");
    let said_inside = bot.posts().iter().filter(|post| post.text.contains(INSIDE)).count();
    assert!(said_inside > 5, "there was something to keep inside");
    for (group, admin, other, _) in CUSTOMERS {
        for room in [group, admin, other] {
            for post in bot.posts_in(room).into_iter().chain(bot.standing_in(room)) {
                reads_nothing_forbidden(&post, group, &codes);
            }
        }
    }
}

async fn no_note_reaches_a_customer_however_many_rooms_follow(bot: &mut TestBot) {
    let mut life = Life::from_seed(21).among_more_rooms(bot).await;
    life.go_on(bot, 100).await;
    let marks: Vec<String> = (1..=life.notes()).map(note_mark).collect();
    let posts = bot.posts();
    let is_marked = |post: &&Post| marks.iter().any(|mark| post.text.contains(mark));
    let passed_on = posts.iter().filter(|post| post.room == "engineers").filter(is_marked).count();
    assert!(passed_on > 0, "no note was passed on to the engineers, of {}", marks.len());
    let codes = page_codes(bot, life.opened()).await;
    for (group, admin, other, _) in CUSTOMERS {
        let branch = format!("{group}{BRANCH}");
        for post in
            posts.iter().filter(|post| [group, &branch, admin, other].contains(&post.room.as_str()))
        {
            assert!(!is_marked(&post), "{post:?}");
            reads_nothing_forbidden(post, group, &codes);
        }
    }
    let read_there = posts.iter().filter(|post| post.room.ends_with(BRANCH)).count();
    assert!(read_there > 10, "the second groups heard something: {read_there}");
}

#[track_caller]
fn reads_nothing_forbidden(post: &Post, group: &str, codes: &[String]) {
    assert!(!post.text.contains(INSIDE), "{post:?}");
    for (other, ..) in CUSTOMERS.iter().filter(|(other, ..)| *other != group) {
        assert!(!post.text.contains(&mark_of(other)), "{post:?}");
    }
    let mut words = post.text.split(|letter: char| !letter.is_alphanumeric());
    assert!(!words.any(|word| codes.iter().any(|code| code == word)), "{post:?}");
}

async fn page_codes(bot: &TestBot, opened: i64) -> Vec<String> {
    let mut codes = Vec::new();
    for number in 1..=opened {
        for entry in bot.timeline(number).await {
            if let Fact::Paged { code, .. } = entry.fact {
                codes.push(code);
            }
        }
    }
    codes
}

async fn hostile_words_mention_nobody(bot: &mut TestBot) {
    const HOSTILE: &str =
        "@all @everyone <@chen-jing> <at id=all></at> [x](http://fake.example) **!**";
    bot.says("zhou-min", "daocloud", &format!("报障 一级 {HOSTILE}")).await;
    bot.says("a-stranger", "daocloud", &format!("补充 #1 {HOSTILE}")).await;
    bot.says("zhou-min", "daocloud", &format!("升级 #1 紧急 {HOSTILE}")).await;
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    bot.says("zhou-min", "daocloud", "查看 #1").await;
    bot.says("zhou-min", "daocloud", &format!("{HOSTILE} 这不是命令")).await;
    let posts = bot.posts();
    assert!(posts.iter().filter(|post| post.text.contains("fake.example")).count() > 3);
    for post in posts {
        assert!(
            !post.mentioned.iter().any(|account| account == "chen-jing" || account == "all"),
            "{post:?}"
        );
        for raw in ["@all", "@everyone", "@chen-jing"] {
            assert!(!post.text.contains(raw), "{raw} in {post:?}");
        }
    }
}

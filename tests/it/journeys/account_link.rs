//! One person on several platforms, proved by a code that only they can read.

use watchbell::domain::directory::Role;

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_code_from_a_direct_chat_links_the_other_account,
    the_linked_account_acts_with_the_persons_own_rights,
    a_code_works_once_and_for_ten_minutes,
    naming_oneself_gains_nothing,
    wrong_codes_are_answered_alike_and_are_few,
    a_code_typed_in_a_group_is_void,
    an_administrator_has_a_code_sent_to_somebody,
    a_code_is_not_shown_where_others_read,
    an_account_is_one_person,
}

/// The code in what the bot said.
fn code_in(said: &str) -> String {
    let is_code = |word: &&str| word.len() == 9 && word.as_bytes()[4] == b'-';
    let words = said.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    words.into_iter().find(is_code).unwrap_or_else(|| panic!("no code in:\n{said}")).to_owned()
}

async fn linked(bot: &TestBot, who: &str, account: &str) {
    let code = code_in(&bot.whispers(who, "绑定账号").await);
    bot.whispers_in_annex(account, &format!("user link {code}")).await;
}

async fn a_code_from_a_direct_chat_links_the_other_account(bot: &mut TestBot) {
    let given = bot.whispers("zhang-qiang", "绑定账号").await;
    assert_says(&given, &["绑定码", "10 分钟"]);
    let done = bot
        .whispers_in_annex("zq-99", &format!("绑定账号 {}", code_in(&given).to_lowercase()))
        .await;
    assert_says(&done, &["张强", "绑定成功", "Done"]);
    assert_says(&bot.last_in("zhang-qiang").text, &["annex", "zq-99", "不是您本人"]);
    let directory = bot.bot.actions.store.directory();
    assert_eq!(directory.person_behind("annex", "zq-99").unwrap().id.as_str(), "zhang-qiang");
    bot.restart().await;
    let directory = bot.bot.actions.store.directory();
    assert_eq!(directory.people["zhang-qiang"].account_on("annex"), Some("zq-99"));
}

async fn the_linked_account_acts_with_the_persons_own_rights(bot: &mut TestBot) {
    linked(bot, "zhang-qiang", "zq-99").await;
    payments_fail(bot).await;
    let taken = bot.whispers_in_annex("zq-99", "认领 #1").await;
    assert_says(&taken, &["INC-1", "张强"]);
    assert_eq!(bot.incident(1).await.owner.unwrap().as_str(), "zhang-qiang");
    let board = bot.whispers_in_annex("zq-99", "看板").await;
    assert_says(&board, &["没有使用「看板」的权限"]);
}

async fn a_code_works_once_and_for_ten_minutes(bot: &mut TestBot) {
    let code = code_in(&bot.whispers("zhang-qiang", "user link").await);
    bot.whispers_in_annex("zq-99", &format!("user link {code}")).await;
    let again = bot.whispers_in_annex("thief", &format!("user link {code}")).await;
    assert_says(&again, &["wrong, used or expired"]);

    let late = code_in(&bot.whispers("chen-jing", "user link").await);
    bot.advance(minutes(10)).await;
    let answer = bot.whispers_in_annex("cj-99", &format!("user link {late}")).await;
    assert_says(&answer, &["wrong, used or expired"]);
    let directory = bot.bot.actions.store.directory();
    assert!(directory.person_behind("annex", "thief").is_none());
    assert!(directory.person_behind("annex", "cj-99").is_none());
}

async fn naming_oneself_gains_nothing(bot: &mut TestBot) {
    payments_fail(bot).await;
    for sentence in ["user link", "user link @zhang-qiang", "绑定账号 @张强（虚构）"] {
        let answer = bot.whispers_in_annex("zhang-qiang", sentence).await;
        assert_says(&answer, &["does not know this account"]);
    }
    let answer = bot.whispers_in_annex("zhang-qiang", "认领 #1").await;
    assert_says(&answer, &["may not"]);
    assert!(bot.posts_in("zhang-qiang").iter().all(|post| !post.text.contains("绑定码：")));
    assert!(bot.bot.actions.store.directory().person_behind("annex", "zhang-qiang").is_none());
}

async fn wrong_codes_are_answered_alike_and_are_few(bot: &mut TestBot) {
    let code = code_in(&bot.whispers("zhang-qiang", "user link").await);
    let mut answers = Vec::new();
    for guess in ["2345-2345", "nonsense", "AAAA-BBBB-CCCC-DDDD-EEEE", "8F3K", "8F3K-2QXM"] {
        answers.push(bot.whispers_in_annex("guesser", &format!("user link {guess}")).await);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let right = bot.whispers_in_annex("guesser", &format!("user link {code}")).await;
    assert_says(&right, &["too many wrong codes"]);
    let other = bot.whispers_in_annex("zq-99", &format!("user link {code}")).await;
    assert_says(&other, &["Done"]);
    bot.advance(minutes(15)).await;
    let fresh = bot.whispers_in_annex("guesser", "user link 2345-2345").await;
    assert_says(&fresh, &["wrong, used or expired"]);
}

async fn a_code_typed_in_a_group_is_void(bot: &mut TestBot) {
    let code = code_in(&bot.whispers("zhang-qiang", "user link").await);
    let warned = bot.says_in_annex("zq-99", "some-group", &format!("user link {code}")).await;
    let of_none = bot.says_in_annex("zq-98", "some-group", "user link 2345-2345").await;
    assert_says(&warned, &["void now", "作废"]);
    assert_eq!(warned, of_none);
    let answer = bot.whispers_in_annex("zq-99", &format!("user link {code}")).await;
    assert_says(&answer, &["wrong, used or expired"]);
}

async fn an_administrator_has_a_code_sent_to_somebody(bot: &mut TestBot) {
    let answer = bot.says("ren-wei", "staff", "user link @urs-muster").await;
    assert_says(&answer, &["Urs Muster", "private"]);
    assert!(!bot.posts_in("staff").iter().any(|post| post.text.contains("Your code")));
    let letter = bot.last_in("urs-muster").text;
    assert_says(&letter, &["Your code", "direct chat"]);
    bot.whispers_in_annex("urs-99", &format!("user link {}", code_in(&letter))).await;
    let directory = bot.bot.actions.store.directory();
    let linked = directory.person_behind("annex", "urs-99").unwrap();
    assert_eq!((linked.id.as_str(), linked.role), ("urs-muster", Role::CustomerAdmin));
    assert_eq!(directory.links[0].asked_by.as_str(), "ren-wei");

    let by_an_engineer = bot.whispers("zhang-qiang", "user link @zhao-lei").await;
    assert_says(&by_an_engineer, &["只有系统管理员"]);
}

async fn a_code_is_not_shown_where_others_read(bot: &mut TestBot) {
    let inside = bot.says("chen-jing", "staff", "user link").await;
    assert_says(&inside, &["陈静"]);
    let letter = bot.last_in("chen-jing").text;
    assert!(!inside.contains(&code_in(&letter)));
    for (who, group) in [("zhou-min", "daocloud"), ("zhang-qiang", "daocloud")] {
        assert_says(&bot.says(who, group, "绑定账号").await, &["单聊"]);
    }
}

async fn an_account_is_one_person(bot: &mut TestBot) {
    linked(bot, "zhang-qiang", "zq-99").await;
    payments_fail_and_are_taken(bot).await;
    let code = code_in(&bot.whispers("chen-jing", "user link").await);
    let answer = bot.whispers_in_annex("zq-99", &format!("user link {code}")).await;
    assert_says(&answer, &["已经属于 张强"]);
    let kept = bot.whispers_in_annex("cj-99", &format!("user link {code}")).await;
    assert_says(&kept, &["陈静"]);
}

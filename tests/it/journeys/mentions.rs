//! People are the accounts that the platform names, whatever their names look like.

use chat::{ChatEvent, EventBody};

use super::payments_fail_and_are_taken;
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_name_with_blanks_and_brackets_is_one_person,
    a_nickname_is_the_account_that_the_platform_names,
    mentions_in_front_and_of_the_bot_itself_are_passed_over,
}

fn mentioning(bot: &TestBot, who: &str, text: &str, accounts: &[&str]) -> ChatEvent {
    let body = EventBody::Message {
        text: text.to_owned(),
        addressed: true,
        mentioned: accounts.iter().map(|account| (*account).to_owned()).collect(),
        quoted: None,
        thread: None,
    };
    bot.platform.event("daocloud", who, body)
}

async fn a_name_with_blanks_and_brackets_is_one_person(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let names: Vec<String> = ["chen-jing", "zhang-qiang", "sam-miller"]
        .iter()
        .map(|id| bot.bot.actions.store.directory().people[*id].name.clone())
        .collect();
    for (name, id) in names.iter().zip(["chen-jing", "zhang-qiang", "sam-miller"]) {
        for words in [format!("指派 #1 @{name}"), format!("指派 @{name} #1")] {
            bot.says("zhao-lei", "daocloud", &words).await;
            assert_eq!(bot.incident(1).await.owner, Some(id.into()), "{words}");
        }
    }
    let answer = bot.says("zhang-qiang", "staff", &format!("顶班 @{} 至 23:00", names[2])).await;
    assert!(!answer.contains("没有找到"), "{answer}");
}

async fn a_nickname_is_the_account_that_the_platform_names(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    for (words, account) in [
        ("指派 #1 @静姐", "chen-jing"),
        ("指派 #1 @Big Strong 请接手", "zhang-qiang"),
        ("指派 @静姐（值班） #1", "chen-jing"),
    ] {
        bot.handle(mentioning(bot, "zhao-lei", words, &[account])).await;
        assert_eq!(bot.incident(1).await.owner, Some(account.into()), "{words}");
    }
    let answer = bot.says("zhao-lei", "daocloud", "指派 #1 @谁也不是").await;
    assert_says(&answer, &["谁也不是"]);
}

async fn mentions_in_front_and_of_the_bot_itself_are_passed_over(bot: &mut TestBot) {
    for (number, words) in [
        (1, "@张强 报障 一级 支付失败"),
        (2, "报障 一级 退款失败 @watchbell"),
        (3, "报障 @watchbell 二级 登录慢"),
    ] {
        bot.says("zhou-min", "daocloud", words).await;
        let title = bot.incident(number).await.title;
        assert!(!title.contains('@') && !title.contains("级"), "{words}: {title}");
    }
}

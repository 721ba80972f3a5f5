//! What a request carries, whether it was made before, and how it went.

use chat::Question;
use watchbell::domain::directory::{Destination, Group};
use watchbell::domain::incident::{Fact, IncidentState, Outcome};

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::cards::lively;
use crate::kit::posts::assert_says;
use crate::kit::{Database, journeys, on_both_engines, people};

journeys! {
    what_is_missing_is_asked_for_one_thing_at_a_time,
    the_page_and_the_receipt_wait_for_no_answer,
    an_opening_carries_what_it_says_already,
    anybody_names_an_item_and_only_the_reporter_answers_without_a_name,
    what_the_staff_say_fills_nothing_but_intake_does,
    a_second_report_is_opened_and_offered_as_a_duplicate,
    a_guest_joins_what_they_reported_in_this_group_and_nothing_else,
    the_staff_join_reports_of_two_customers_and_neither_hears_of_the_other,
    another_group_of_the_customer_reads_on_after_a_duplicate,
    a_duplicate_of_somebody_elses_incident_reads_as_none,
    a_customer_rates_once_and_may_change_it,
    a_rating_out_of_range_or_too_early_is_refused,
    a_form_has_the_fields_of_the_plan,
}

on_both_engines! {
    a_quoted_answer_needs_no_verb,
}

async fn text_of(bot: &TestBot, number: i64, item: &str) -> Option<String> {
    bot.incident(number).await.required_info.text_of(&item.into()).map(str::to_owned)
}

async fn what_is_missing_is_asked_for_one_thing_at_a_time(bot: &mut TestBot) {
    let receipt = bot.says("urs-muster", "zitadel", "open sev2 logins are slow").await;
    assert_says(&receipt, &["INC-1", "\"impact\" (1/6)", "skip #1"]);
    let next = bot.says("urs-muster", "zitadel", "say a third of all users").await;
    assert_says(&next, &["impact: a third of all users", "\"observed\" (2/6)"]);
    assert_says(&bot.last_in("staff").text, &["INC-1", "a third of all users"]);
    let next = bot.says("urs-muster", "zitadel", "skip").await;
    assert_says(&next, &["\"observed\" was skipped", "\"expected\" (3/6)"]);
    bot.says("urs-muster", "zitadel", "say under a second\nsteps: log in; version: v2.3").await;
    assert_eq!(text_of(bot, 1, "version").await.as_deref(), Some("v2.3"));
    assert_eq!(text_of(bot, 1, "expected").await, None, "words beside named items answer nothing");
    bot.says("urs-muster", "zitadel", "say under a second").await;
    let last = bot.says("urs-muster", "zitadel", "skip #1").await;
    assert_says(&last, &["The bot asks for nothing else"]);
    let overview = bot.says("lea-beispiel", "zitadel", "intake #1").await;
    assert_says(
        &overview,
        &["impact: a third", "observed: skipped", "expected: under a second", "v2.3"],
    );
    let nothing = bot.says("urs-muster", "zitadel", "skip #1").await;
    assert_says(&nothing, &["nothing to skip"]);
    let shown = bot.says("urs-muster", "zitadel", "show #1").await;
    assert_says(&shown, &["impact: a third of all users", "Still missing: observed, evidence"]);
}

async fn the_page_and_the_receipt_wait_for_no_answer(bot: &mut TestBot) {
    payments_fail(bot).await;
    assert_eq!(bot.pages_to("zhang-qiang").len(), 1);
    let due = bot.incident(1).await.response.due_at();
    bot.says("zhou-min", "daocloud", "补充 三成支付失败").await;
    bot.says("zhou-min", "daocloud", "跳过").await;
    let incident = bot.incident(1).await;
    assert_eq!(incident.response.due_at(), due);
    assert!(incident.response.given.is_none(), "a customer answers for nobody");
    bot.advance(minutes(4)).await;
    assert_says(&bot.pages_to("chen-jing")[0].text, &["影响：三成支付失败"]);
}

async fn an_opening_carries_what_it_says_already(bot: &mut TestBot) {
    let words = "报障 一级 支付全部失败\n影响：全部门店\n版本：DCE 5.2";
    let receipt = bot.says("zhou-min", "daocloud", words).await;
    assert_says(&receipt, &["支付全部失败 |", "「现场联系人」（3/5）"]);
    assert_eq!(bot.incident(1).await.title, "支付全部失败");
    assert_says(&bot.pages_to("zhang-qiang")[0].text, &["影响：全部门店"]);
    assert_says(&bot.last_in("staff").text, &["影响：全部门店", "版本：DCE 5.2"]);
}

async fn anybody_names_an_item_and_only_the_reporter_answers_without_a_name(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("wu-hao", "daocloud", "补充 第二机房也失败").await;
    assert_eq!(text_of(bot, 1, "impact").await, None);
    bot.says("wu-hao", "daocloud", "补充 #1 影响：第二机房也失败").await;
    assert_eq!(text_of(bot, 1, "impact").await.as_deref(), Some("第二机房也失败"));
    bot.says("zhou-min", "daocloud", "补充 王工 8001").await;
    assert_eq!(text_of(bot, 1, "contact").await.as_deref(), Some("王工 8001"));
}

async fn what_the_staff_say_fills_nothing_but_intake_does(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "回复 #1 版本：请提供版本号").await;
    assert_eq!(text_of(bot, 1, "version").await, None);
    bot.says("zhang-qiang", "staff", "资料 #1 版本：5.2（客户电话告知）").await;
    assert_eq!(text_of(bot, 1, "version").await.as_deref(), Some("5.2（客户电话告知）"));
    assert_says(&bot.last_in("daocloud").text, &["张强", "版本：5.2"]);
    let unread = bot.says("zhang-qiang", "staff", "资料 #1 五点二").await;
    assert_says(&unread, &["没有记录", "版本：5.2", "影响：尚缺"]);
}

async fn a_quoted_answer_needs_no_verb(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    let sent = bot.platform.sent_to("daocloud");
    let question = sent.into_iter().find(|sent| sent.text.contains("请补充")).unwrap().reference;
    let card = bot.card("daocloud", 1).reference;
    bot.says_quoting("wu-hao", "daocloud", "@watchbell 华东三个机房都受影响", &question).await;
    assert_eq!(text_of(&bot, 1, "impact").await.as_deref(), Some("华东三个机房都受影响"));
    bot.says("wu-hao", "daocloud", "@watchbell 王工八零零一").await;
    bot.says_quoting("wu-hao", "daocloud", "@watchbell 王工八零零一", &card).await;
    assert_eq!(
        text_of(&bot, 1, "contact").await,
        None,
        "in answer to nothing, or to what asked nothing"
    );
    bot.says_quoting("wu-hao", "daocloud", "@watchbell 升机", &question).await;
    assert_eq!(text_of(&bot, 1, "contact").await, None, "what resembles a command is asked back");
    bot.finish().await;
}

async fn a_second_report_is_opened_and_offered_as_a_duplicate(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.advance(minutes(10)).await;
    let receipt = bot.says("wu-hao", "daocloud", "报障 二级 支付失败").await;
    assert_says(&receipt, &["INC-2", "与 INC-1「支付全部失败」相似", "重复 #2 同 #1"]);
    assert!(!bot.incident(2).await.state.is_closed(), "it is never swallowed");
    let closing = bot.says("wu-hao", "daocloud", "重复 #2 同 #1").await;
    assert_says(&closing, &["INC-2", "重复", "后续进展以 INC-1 为准"]);
    let state = bot.incident(2).await.state;
    assert!(
        matches!(state, IncidentState::Closed { outcome: Outcome::Duplicate, .. }),
        "{state:?}"
    );
    assert_eq!(bot.incident(1).await.duplicates.duplicates, [watchbell::ids::IncidentNumber(2)]);
    bot.says("wu-hao", "daocloud", "重开 #2 不是同一个问题").await;
    assert_eq!(bot.incident(2).await.state, IncidentState::Open);
    let other = bot.says("wu-hao", "daocloud", "报障 三级 报表打不开").await;
    assert!(!other.contains("相似"), "{other}");
}

/// Another group of the same customer, in a room of its own.
async fn has_a_branch(bot: &TestBot) {
    let room = Destination { platform: people::PLATFORM.to_owned(), address: "branch".to_owned() };
    let store = &bot.bot.actions.store;
    let branch = Group {
        id: "branch".into(),
        name: "分行（虚构）".to_owned(),
        room,
        mirrors: Vec::new(),
        ..store.directory().groups[&watchbell::ids::GroupId::from("daocloud")].clone()
    };
    people::add_group(store, &branch).await;
}

async fn a_guest_joins_what_they_reported_in_this_group_and_nothing_else(bot: &mut TestBot) {
    has_a_branch(bot).await;
    payments_fail_and_are_taken(bot).await;
    bot.says("wu-hao", "branch", "报障 二级 收银台无法付款").await;
    bot.says("li-na", "staff", "镜像 添加 #2 daocloud").await;
    let receipt = bot.says("a-stranger", "daocloud", "报障 二级 支付失败").await;
    assert_says(&receipt, &["INC-3", "与 INC-1「支付全部失败」相似", "重复 #3 同 #1"]);
    for (who, said, number) in [
        ("another-stranger", "重复 #3 同 #1", "INC-3"),
        ("a-stranger", "重复 #1 同 #3", "INC-1"),
        ("a-stranger", "重复 #3 同 #2", "INC-3"),
    ] {
        let refused = bot.says(who, "daocloud", said).await;
        assert_says(&refused, &["只能把您自己报告的工单", number, "没有合并"]);
    }
    let nobodys = bot.says("a-stranger", "daocloud", "重复 #3 同 #9").await;
    assert_says(&nobodys, &["没有编号为 INC-9 的工单"]);
    for number in 1..=3 {
        assert!(!bot.incident(number).await.state.is_closed(), "INC-{number}");
    }
    let closing = bot.says("a-stranger", "daocloud", "重复 #3 同 #1").await;
    assert_says(&closing, &["INC-3", "后续进展以 INC-1 为准"]);
    let state = bot.incident(3).await.state;
    assert!(
        matches!(state, IncidentState::Closed { outcome: Outcome::Duplicate, .. }),
        "{state:?}"
    );
}

async fn the_staff_join_reports_of_two_customers_and_neither_hears_of_the_other(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("shen-yi", "alibabacloud", "报障 业务不可用 支付全部失败").await;
    let before = bot.posts_in("daocloud").len();
    let told = bot.says("zhao-lei", "staff", "重复 #2 同 #1").await;
    assert_says(&told, &["INC-2", "INC-1", "请勿在客户群提及"]);
    let reply = bot.last_in("alibabacloud").text;
    assert_says(&reply, &["INC-2", "已知故障", "重开 #2"]);
    assert!(!reply.contains("INC-1"), "{reply}");
    assert_eq!(bot.posts_in("daocloud").len(), before, "the other customer is told nothing at all");
    for (who, group, number, foreign) in
        [("zhou-min", "daocloud", "1", "INC-2"), ("shen-yi", "alibabacloud", "2", "INC-1")]
    {
        let shown = bot.says(who, group, &format!("查看 #{number}")).await;
        assert!(!shown.contains(foreign), "{shown}");
    }
    assert!(bot.incident(2).await.response.given.is_some(), "a person has answered");
    bot.says("zhang-qiang", "staff", "进展 #1 备用已启用").await;
    assert!(!bot.last_in("alibabacloud").text.contains("备用已启用"));
}

async fn another_group_of_the_customer_reads_on_after_a_duplicate(bot: &mut TestBot) {
    has_a_branch(bot).await;
    payments_fail_and_are_taken(bot).await;
    bot.says("wu-hao", "branch", "报障 二级 收银台无法付款").await;
    bot.says("zhang-qiang", "staff", "重复 #2 同 #1").await;
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "INC-2 反映的是同一问题"]);
    bot.says("zhang-qiang", "staff", "进展 #1 备用已启用").await;
    assert_says(&bot.last_in("branch").text, &["INC-1", "备用已启用"]);
}

async fn a_duplicate_of_somebody_elses_incident_reads_as_none(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("shen-yi", "alibabacloud", "报障 业务不可用 首页打不开").await;
    let theirs = bot.says("shen-yi", "alibabacloud", "重复 #2 同 #1").await;
    let nobodys = bot.says("shen-yi", "alibabacloud", "重复 #2 同 #9").await;
    assert_eq!(theirs.replace("INC-1", "INC-9"), nobodys);
    let itself = bot.says("shen-yi", "alibabacloud", "重复 #2 同 #2").await;
    assert_says(&itself, &["INC-2", "没有合并"]);
    assert!(!bot.incident(2).await.state.is_closed());
}

async fn payments_are_over(bot: &TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    let closing = bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    assert_says(&closing, &["评价 #1 5"]);
}

async fn a_customer_rates_once_and_may_change_it(bot: &mut TestBot) {
    payments_are_over(bot).await;
    bot.says("zhou-min", "daocloud", "评价 #1 2 太慢").await;
    assert_says(&bot.last_in("zhang-qiang").text, &["INC-1", "评价 2 分：太慢"]);
    assert_says(&bot.last_in("li-na").text, &["INC-1", "评价 2 分：太慢"]);
    bot.says("zhou-min", "daocloud", "评价 #1 4分 后来很快").await;
    let ratings = bot.incident(1).await.feedback.ratings;
    assert_eq!(ratings.iter().map(|rating| rating.score).collect::<Vec<_>>(), [4]);
    let facts = bot.instants_of(1, |fact| matches!(fact, Fact::Rated { .. })).await;
    assert_eq!(facts.len(), 2, "both are kept");
    assert_says(&bot.says("wu-hao", "daocloud", "查看 #1").await, &["评价 4 分：后来很快"]);
    bot.advance(minutes(30 * 24 * 60)).await;
    let late = bot.says("zhou-min", "daocloud", "评价 #1 5").await;
    assert_says(&late, &["INC-1", "只能在", "之前修改"]);
}

async fn a_rating_out_of_range_or_too_early_is_refused(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let early = bot.says("zhou-min", "daocloud", "评价 #1 5").await;
    assert_says(&early, &["INC-1", "还没有关闭"]);
    let unknown = bot.says("zhou-min", "daocloud", "评价 #1 7").await;
    assert_says(&unknown, &["「7」", "1、2、3、4、5"]);
    let by_staff = bot.says("zhang-qiang", "daocloud", "评价 #1 5").await;
    assert_says(&by_staff, &["权限"]);
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.says("zhou-min", "daocloud", "重开 #1 又失败了").await;
    bot.advance(minutes(5)).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已换节点").await;
    let closing = bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    assert!(!closing.contains("评价"), "nobody is asked twice: {closing}");
}

async fn a_form_has_the_fields_of_the_plan(bot: &mut TestBot) {
    let fields = async |group: &str| {
        let event = bot.platform.says(group, "a-stranger", "");
        let question = Question {
            platform: event.platform,
            room: event.room,
            sender: event.sender,
            command: "open".to_owned(),
            option: Question::FIELDS.to_owned(),
            typed: String::new(),
        };
        let fields = bot.bot.handlers.suggest(question, bot.now()).await;
        fields.into_iter().map(|field| (field.label, field.value)).collect::<Vec<_>>()
    };
    let of_zitadel = fields("zitadel").await;
    assert_eq!(of_zitadel[0], ("影响 · impact".to_owned(), "item:impact".to_owned()));
    assert_eq!(of_zitadel.len(), 6);
    assert_eq!(fields("daocloud").await[1].1, "item:contact");
    assert_eq!(fields("street").await, Vec::<(String, String)>::new());
}

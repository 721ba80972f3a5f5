//! Who sees and may do what: other customers, strangers, rooms without a contract, notes in the
//! wrong place.

use chat::Question;

use super::payments_fail;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    anothers_incident_reads_as_none_at_all,
    nothing_of_another_customer_is_offered_while_typing,
    a_guest_may_ask_for_help_and_not_decide,
    a_room_without_a_contract_is_not_turned_away,
    an_expired_contract_is_not_turned_away,
    a_note_is_refused_where_the_customer_would_read_it,
    what_belongs_to_staff_rooms_is_refused_in_a_customers_group,
    a_customer_alone_with_the_bot_speaks_for_their_own_group,
}

async fn anothers_incident_reads_as_none_at_all(bot: &mut TestBot) {
    payments_fail(bot).await;
    let timeline = bot.timeline(1).await;
    let sentences = [
        "查看 #N",
        "为什么 #N",
        "补充 #N 你好",
        "定级 #N 一级 急",
        "升级 #N 急",
        "同意关闭 #N",
        "未解决 #N 不行",
        "重开 #N 又来了",
    ];
    for sentence in sentences {
        let about = |number: &str| sentence.replace('N', number);
        let of_another = bot.says("zheng-yu", "isoftstone", &about("1")).await;
        let of_nobody = bot.says("zheng-yu", "isoftstone", &about("4711")).await;
        assert_says(&of_another, &["没有编号为 INC-1 的工单"]);
        assert_eq!(of_another.replace("INC-1 ", "INC-4711 "), of_nobody);
    }
    assert_says(&bot.says("zheng-yu", "isoftstone", "列表 全部").await, &["还没有"]);
    assert!(bot.posts_in("isoftstone").iter().all(|post| !post.text.contains("支付")));
    assert_eq!(bot.timeline(1).await, timeline);
}

async fn nothing_of_another_customer_is_offered_while_typing(bot: &mut TestBot) {
    payments_fail(bot).await;
    assert_eq!(
        offered(bot, "zheng-yu", "isoftstone", ("show", "number"), "").await,
        Vec::<String>::new()
    );
    assert_eq!(
        offered(bot, "a-stranger", "street", ("show", "number"), "1").await,
        Vec::<String>::new()
    );
    assert_eq!(offered(bot, "a-stranger", "daocloud", ("show", "number"), "").await, ["1"]);
    assert_eq!(offered(bot, "a-stranger", "daocloud", ("show", "number"), "支付").await, ["1"]);
    assert_eq!(
        offered(bot, "a-stranger", "daocloud", ("reopen", "number"), "").await,
        Vec::<String>::new()
    );
    let levels = offered(bot, "a-stranger", "daocloud", ("open", "level"), "l").await;
    assert_eq!(levels, ["l1", "l2", "l3", "l4", "l5"]);
    assert_eq!(
        offered(bot, "somebody", "street", ("open", "level"), "").await,
        Vec::<String>::new()
    );
}

/// The values offered to somebody who types an option of a command in a group.
async fn offered(
    bot: &TestBot,
    who: &str,
    group: &str,
    option: (&str, &str),
    typed: &str,
) -> Vec<String> {
    let event = bot.platform.says(group, who, "");
    let question = Question {
        platform: event.platform,
        room: event.room,
        sender: event.sender,
        command: option.0.to_owned(),
        option: option.1.to_owned(),
        typed: typed.to_owned(),
    };
    let choices = bot.bot.handlers.suggest(question, bot.now()).await;
    choices.into_iter().map(|choice| choice.value).collect()
}

async fn a_guest_may_ask_for_help_and_not_decide(bot: &mut TestBot) {
    let receipt = bot.says("a-stranger", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&receipt, &["INC-1", "17:30"]);
    assert_eq!(bot.pages_to("zhang-qiang").len(), 1);
    assert_says(&bot.says("a-stranger", "daocloud", "补充 #1 第二机房也失败").await, &["INC-1"]);
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    for sentence in ["同意关闭 #1", "未解决 #1 不行", "定级 #1 三级 不急", "认领 #1", "看板"]
    {
        let answer = bot.says("a-stranger", "daocloud", sentence).await;
        assert_says(&answer, &["没有使用", "权限"]);
    }
    assert!(!bot.incident(1).await.state.is_closed());
}

async fn a_room_without_a_contract_is_not_turned_away(bot: &mut TestBot) {
    let receipt = bot.says("somebody", "street", "open the shop is on fire").await;
    assert_says(&receipt, &["INC-1", "not bound to a contract", "尚未绑定客户合同"]);
    let told = bot.posts_in("zhao-lei");
    assert!(told.iter().any(|post| post.text.contains("the shop is on fire")), "{told:?}");
    bot.whispers("zhao-lei", "认领 #1").await;
    assert_says(&bot.last_in("street").text, &["INC-1"]);
    bot.advance(minutes(60)).await;
    let after = bot.pages_to("zhao-lei").last().map(|page| page.at);
    assert!(after.is_none_or(|at| at < bot.now() - minutes(59)), "taken is taken");
}

async fn an_expired_contract_is_not_turned_away(bot: &mut TestBot) {
    let receipt = bot.says("mo-lin", "mill", "报障 一级 磨坊停了").await;
    assert_says(&receipt, &["INC-1", "不在有效期", "赵磊"]);
    assert_eq!(bot.incident(1).await.response.due_at(), None);
    assert!(bot.posts_in("zhao-lei").iter().any(|post| post.text.contains("磨坊停了")));
}

async fn a_note_is_refused_where_the_customer_would_read_it(bot: &mut TestBot) {
    payments_fail(bot).await;
    let answer = bot.says("zhang-qiang", "daocloud", "内部备注 #1 疑似 7 号盘").await;
    assert_says(&answer, &["没有保存", "内部群"]);
    assert!(!answer.contains("7 号盘"));
    let before = bot.incident(1).await.last_seq;
    let noted = bot.says("zhang-qiang", "staff", "内部备注 #1 疑似 7 号盘").await;
    assert_says(&noted, &["INC-1"]);
    assert_eq!(bot.incident(1).await.last_seq, before + 1);
    let shown = bot.says("zhou-min", "daocloud", "查看 #1").await;
    assert!(!shown.contains("7 号盘"), "{shown}");
}

async fn what_belongs_to_staff_rooms_is_refused_in_a_customers_group(bot: &mut TestBot) {
    payments_fail(bot).await;
    for (who, sentence) in [
        ("zhang-qiang", "呼叫 @chen-jing #1"),
        ("zhang-qiang", "转交 #1 @chen-jing 请接手"),
        ("zhang-qiang", "顶班 至 18:00"),
        ("zhao-lei", "看板"),
        ("zhao-lei", "静默 #1 30m"),
    ] {
        let answer = bot.says(who, "daocloud", sentence).await;
        assert_says(&answer, &["内部群"]);
        assert!(!answer.contains("备注"), "{sentence} is no note:\n{answer}");
    }
    assert!(bot.pages_to("chen-jing").is_empty());
}

async fn a_customer_alone_with_the_bot_speaks_for_their_own_group(bot: &mut TestBot) {
    let receipt = bot.whispers("zhou-min", "报障 一级 支付全部失败").await;
    assert_says(&receipt, &["INC-1", "17:30"]);
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "17:30"]);
    assert_says(&bot.whispers("zheng-yu", "查看 #1").await, &["没有编号为 INC-1 的工单"]);
}

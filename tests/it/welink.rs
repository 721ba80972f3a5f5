//! A whole incident on `WeLink`, whose bots cannot receive messages: a pinned page opens it, cards
//! page people, and signed links act. Everything goes through the real routes, the real adapter and
//! the real store.

use clap::Parser;
use watchbell::cli::{self, Cli};
use watchbell::domain::incident::{Fact, IncidentState};
use watchbell::ids::IncidentNumber;

use crate::kit::bot::minutes;
use crate::kit::posts::assert_says;
use crate::kit::welink::{DeafOffice, LINK_LIFE, link_in};
use crate::kit::{Database, on_both_engines};

mod requests;

on_both_engines! {
    an_incident_from_the_pinned_page_to_the_closing,
    looking_at_a_link_never_acts_and_a_used_one_acts_no_more,
    a_link_that_is_over_or_forged_is_told_in_the_readers_language,
    a_page_acts_for_the_person_it_was_sent_to_and_for_nobody_else,
    words_that_were_cut_are_read_whole_on_a_page,
    a_form_that_is_sent_twice_opens_one_incident,
    what_people_type_on_a_page_stays_text_and_gains_nothing,
    a_gateway_of_the_customers_own_is_heard_through_the_signed_relay,
    the_address_book_changes_without_a_word_to_anybody,
    the_link_to_pin_is_printed_for_customers_groups_only,
}

async fn an_incident_from_the_pinned_page_to_the_closing(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    let form = bot_server.looks_at(&bot_server.pinned_link()).await;
    assert_eq!(form.status, 200);
    assert_says(
        &form.text,
        &[
            "关键业务或核心组件受到重大影响",
            "报障 · 茶行 × 支持",
            "value=\"L1\" required>",
            "您的名字",
        ],
    );
    let opened = bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    assert_says(&opened.text, &["已完成", "INC-1", "首页打不开"]);
    assert_says(&bot_server.in_group().pop().unwrap().text, &["INC-1", "首页打不开"]);

    let card = bot_server.cards_to("zhang@demo").pop().unwrap();
    assert_says(&card.title.clone().unwrap(), &["INC-1", "首页打不开"]);
    let link = card.opens.unwrap();
    assert_says(
        &bot_server.looks_at(&link).await.text,
        &["认领？", "INC-1 · 首页打不开", "将以「张强（虚构）」的名义记录"],
    );
    assert_says(&bot_server.sends(&link, &[]).await.text, &["已完成", "INC-1"]);
    assert_says(&bot_server.in_group().pop().unwrap().text, &["INC-1", "张强"]);

    bot_server.advance(minutes(60)).await;
    assert_says(&bot_server.in_group().pop().unwrap().text, &["第 1 次进展"]);
    assert_eq!(bot_server.forwards("m1", "zhang@demo", "方案 #1 已回退到上一版本").await, 200);
    let question = bot_server.in_group().pop().unwrap();
    assert_says(&question.text, &["已回退到上一版本"]);
    let agree = link_in(&question, "同意关闭");
    assert_says(
        &bot_server.looks_at(&agree).await.text,
        &["同意关闭？", "将记录为「经链接：您的名字」"],
    );
    assert_eq!(bot_server.sends(&agree, &[("name", " ")]).await.status, 422);
    assert_says(
        &bot_server.sends(&agree, &[("name", "韩梅梅（虚构）")]).await.text,
        &["已完成", "INC-1", "已关闭"],
    );
    assert_says(&bot_server.in_group().pop().unwrap().text, &["已关闭", "经链接：韩梅梅（虚构）"]);
    bot_server.closes().await;
}

async fn looking_at_a_link_never_acts_and_a_used_one_acts_no_more(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    let link = bot_server.page_of("zhang@demo");
    for _ in 0..3 {
        let preview = bot_server.previews(&link).await;
        let look = bot_server.looks_at(&link).await;
        assert_eq!((preview.status, look.status), (200, 200));
        assert_eq!(look.headers["cache-control"], "no-store");
        assert_eq!(look.headers["referrer-policy"], "no-referrer");
        assert!(
            look.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .starts_with("default-src 'none'")
        );
        assert!(!look.text.contains("<script"));
    }
    assert!(matches!(state(&bot_server).await, IncidentState::Open));
    assert_eq!(bot_server.sends(&link, &[]).await.status, 200);
    let facts = timeline(&bot_server).await;
    for page in [bot_server.sends(&link, &[]).await, bot_server.looks_at(&link).await] {
        assert_eq!(page.status, 410);
        assert_says(&page.text, &["已经处理过", "没有再次执行"]);
    }
    assert_eq!(timeline(&bot_server).await, facts, "nothing was done again");
    bot_server.closes().await;
}

async fn a_link_that_is_over_or_forged_is_told_in_the_readers_language(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    bot_server.advance(minutes(4)).await;
    let chinese = bot_server.page_of("zhang@demo");
    let english = bot_server.page_of("dora@demo");
    assert_says(&bot_server.looks_at(&english).await.text, &["Acknowledge?", "<html lang=\"en\">"]);
    bot_server.advance(LINK_LIFE).await;
    for (link, words) in [(&chinese, "链接已过期"), (&english, "This link has expired")] {
        let page = bot_server.sends(link, &[]).await;
        assert_eq!(page.status, 410);
        assert_says(&page.text, &[words]);
    }
    assert!(matches!(state(&bot_server).await, IncidentState::Open));
    let mut forged = chinese.clone();
    let last = if forged.pop() == Some('A') { 'B' } else { 'A' };
    forged.push(last);
    assert_eq!(bot_server.sends(&forged, &[]).await.status, 404);
    assert_eq!(
        bot_server.looks_at(&bot_server.pinned_link().replace("/open/", "/act/")).await.status,
        404
    );
    bot_server.closes().await;
}

async fn a_page_acts_for_the_person_it_was_sent_to_and_for_nobody_else(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    let link = bot_server.page_of("zhang@demo");
    bot_server.sends(&link, &[("name", "多拉（虚构）")]).await;
    let IncidentState::Acknowledged { by, .. } = state(&bot_server).await else {
        panic!("not acknowledged")
    };
    assert_eq!(by.as_str(), "zhang");
    let in_rooms =
        bot_server.welink.deliveries().into_iter().filter(|delivery| delivery.opens.is_none());
    for delivery in in_rooms {
        assert!(
            !delivery.text.contains("认领 http"),
            "a link to acknowledge in a room: {}",
            delivery.text
        );
    }
    bot_server.closes().await;
}

async fn words_that_were_cut_are_read_whole_on_a_page(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    bot_server.forwards("m1", "zhang@demo", "收到 #1").await;
    let words = format!("进展 #1 已经查明原因。{}，完毕。", "逐台检查缓存节点，".repeat(60));
    assert_eq!(bot_server.forwards("m3", "zhang@demo", &words).await, 200);
    let update = bot_server.in_group().pop().unwrap();
    assert_says(&update.text, &["已经查明原因"]);
    assert!(!update.text.contains("完毕"), "{}", update.text);
    let link = link_in(&update, "全文");
    for _ in 0..2 {
        let page = bot_server.looks_at(&link).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert_says(&page.text, &["首页打不开", "逐台检查缓存节点，，完毕。"]);
        assert_says(&page.text, &["<dt>读者</dt><dd>客户</dd>"]);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("script"), "{policy}");
        assert_eq!(page.headers["cache-control"], "no-store");
    }
    assert_eq!(bot_server.sends(&link, &[("name", "李雷")]).await.status, 405);
    for wrong in
        [link.replace("/read/", "/act/"), bot_server.pinned_link().replace("/open/", "/read/")]
    {
        assert_eq!(bot_server.looks_at(&wrong).await.status, 404, "{wrong}");
    }
    bot_server.closes().await;
}

async fn a_form_that_is_sent_twice_opens_one_incident(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    assert_eq!(bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await.status, 200);
    let again = bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    assert_eq!(again.status, 410);
    let store = &bot_server.bot.actions.store;
    assert!(store.incident(IncidentNumber(2)).await.unwrap().is_none());
    for (title, name) in [("", "李雷（虚构）"), ("首页打不开", "")] {
        let page = bot_server.reports("form-2", title, name).await;
        assert_eq!(page.status, 422);
        assert_says(
            &page.text,
            &["请选择级别，写明发生了什么，并填写您的名字", "value=\"form-2\""],
        );
    }
    bot_server.closes().await;
}

async fn what_people_type_on_a_page_stays_text_and_gains_nothing(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    let title = "<script>alert(1)</script> @所有人\n[INC-9] forged";
    let page = bot_server.reports("form-1", title, "zhang@demo").await;
    assert!(!page.text.contains("<script>"), "{}", page.text);
    let incident = incident(&bot_server).await;
    assert_eq!(incident.reporter.name(), "经链接：zhang@demo");
    assert_eq!(incident.reporter.person(), None, "a name is not an account");
    assert_eq!(incident.severity.as_ref().map(|_| incident.rank), Some(1));
    let told = bot_server.in_group().pop().unwrap();
    assert!(
        told.called.is_empty() && !told.text.lines().any(|line| line.starts_with("[INC-9]")),
        "{told:?}"
    );
    bot_server.closes().await;
}

async fn a_gateway_of_the_customers_own_is_heard_through_the_signed_relay(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    for _ in 0..3 {
        assert_eq!(bot_server.forwards("m1", "shen@demo", "报障 L1 首页打不开").await, 200);
    }
    assert_eq!(incident(&bot_server).await.reporter.name(), "沈一（虚构）");
    let receipts =
        bot_server.in_group().into_iter().filter(|told| told.text.contains("已受理")).count();
    assert_eq!(receipts, 1, "three deliveries are one message");
    let stranger =
        chat::RawRequest { path_tail: "relay".into(), body: b"{}".to_vec(), ..Default::default() };
    assert_eq!(bot_server.posts(stranger).await, 401);
    bot_server.closes().await;
}

async fn the_address_book_changes_without_a_word_to_anybody(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    let left = serde_json::json!([{"userId": "shen@demo", "tenantId": "FAKETENANT01"}]);
    for kind in ["test", "corpEditUser", "corpDelUser"] {
        assert_eq!(bot_server.posts(bot_server.welink.tenant_event(kind, &left)).await, 200);
    }
    assert!(bot_server.welink.deliveries().is_empty());
    bot_server.closes().await;
}

async fn the_link_to_pin_is_printed_for_customers_groups_only(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    let config = bot_server.configuration(&database.url);
    let file = config.path().to_str().unwrap().to_owned();
    let print = |group: &'static str| {
        let file = file.clone();
        tokio::task::spawn_blocking(move || {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let line = ["watchbell", "links", "open", "--group", group, "--config", &file];
            cli::run(Cli::parse_from(line), &mut out, &mut err).unwrap();
            (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
        })
    };
    assert_eq!(
        print("tea").await.unwrap(),
        (format!("{}\n", bot_server.pinned_link()), String::new())
    );
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("open.svg");
    let (file, wanted) = (file.clone(), picture.to_str().unwrap().to_owned());
    let with_code = tokio::task::spawn_blocking(move || {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let line = ["watchbell", "links", "open", "--group", "tea", "--config", &file, "--qr"];
        let line = line.into_iter().chain(["--qr-file", &wanted]);
        cli::run(Cli::parse_from(line), &mut out, &mut err).unwrap();
        String::from_utf8(out).unwrap()
    });
    let with_code = with_code.await.unwrap();
    let code = with_code.strip_prefix(&format!("{}\n", bot_server.pinned_link())).unwrap();
    assert!(code.contains('▄') && code.lines().count() > 10, "{code}");
    assert_says(&std::fs::read_to_string(picture).unwrap(), &["<svg", "</svg>"]);
    for (group, words) in [("house", "not a customer's group"), ("nobody", "has no group")] {
        let (printed, complaint) = print(group).await.unwrap();
        assert!(printed.is_empty() && complaint.contains(words), "{group}: {complaint}");
    }
    bot_server.closes().await;
}

async fn incident(bot_server: &DeafOffice) -> watchbell::domain::incident::Incident {
    bot_server.bot.actions.store.incident(IncidentNumber(1)).await.unwrap().unwrap()
}

async fn state(bot_server: &DeafOffice) -> IncidentState {
    incident(bot_server).await.state
}

async fn timeline(bot_server: &DeafOffice) -> Vec<Fact> {
    let entries =
        bot_server.bot.actions.store.timeline_of(incident(bot_server).await.number).await.unwrap();
    entries.into_iter().map(|entry| entry.fact).collect()
}

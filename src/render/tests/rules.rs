//! What must hold for everything said, whatever it is about (`commands`, section 8).

use chat::{Message, MessageKind, Span};

use crate::commands::command::Command;
use crate::commands::parse;
use crate::commands::plans_for_tests::words;
use crate::domain::directory::{Destination, Side};
use crate::domain::incident::Outcome;
use crate::domain::notice::{Intent, OutOfContractReason, PageReason, Recipient, Subject};
use crate::ids::{CreditNumber, IncidentNumber};
use crate::render::kit::{World, at, customer_actor, out_of_contract, person, world, world_at};
use crate::render::lang::Languages;
use crate::render::{RenderContext, notice};

/// Words that only the support side may see, planted wherever an intent has room for them.
const TAINT: &str = "TAINT-secret-host";

fn mailbox() -> Destination {
    Destination { platform: "mail".to_owned(), address: "wang@bank.example".to_owned() }
}

#[expect(clippy::too_many_lines, reason = "a table of intents")]
fn every_intent() -> Vec<Intent> {
    let (by, text) = ("王伟".to_owned(), "还是失败".to_owned());
    let taint = || TAINT.to_owned();
    let slot = at("2026-03-10T03:22:00Z");
    let reason = PageReason { target: taint(), step: 1, steps: 3, attempt: 1 };
    let special_handling = super::special_handling::every_special_handling(TAINT);
    let others = vec![
        Intent::Receipt,
        Intent::OpenedInside,
        Intent::Card,
        Intent::Page { code: "5531".to_owned(), reason },
        Intent::PageTaken { code: "5531".to_owned(), by: taint() },
        Intent::TellAtOnce { role: taint() },
        Intent::StepFoundNobody { targets: vec![format!("oncall:{TAINT}")] },
        Intent::PagingRests { until: slot },
        Intent::ResponseWarning { share_percent: 40 },
        Intent::ResponseMissed,
        Intent::Acknowledged,
        Intent::Assigned { to: "chen-jing".into() },
        Intent::HandoffOffered { to: "chen-jing".into(), summary: taint() },
        Intent::StatusUpdate { sequence: 1, text: Some(text.clone()), next_at: Some(slot) },
        Intent::StatusUpdate { sequence: 2, text: None, next_at: Some(slot) },
        Intent::AskForUpdate { slot },
        Intent::UpdateMissed { slot },
        Intent::CadenceAgreed { every_seconds: Some(1800), next_at: slot },
        Intent::Said { by: by.clone(), text: text.clone(), from: None },
        Intent::Replied { by: by.clone(), text: text.clone(), from: Some("hush-room".into()) },
        Intent::Noted { by: taint(), text: taint(), from: None },
        Intent::Mirrored { group: "bank".into(), by: by.clone() },
        Intent::MirrorEnded { group: "hush-room".into(), by: by.clone() },
        Intent::SeverityChanged {
            from: None,
            to: "core_production_down".into(),
            by: by.clone(),
            reason: text.clone(),
        },
        Intent::Escalated { by: by.clone(), urgent: false, reason: text.clone() },
        Intent::ConsentAsked,
        Intent::Rejected { by: by.clone(), reason: text.clone() },
        Intent::Reopened { by, reason: text },
        Intent::Closed,
        Intent::Silenced { until: slot, by: taint() },
        Intent::SilenceEnded,
        Intent::InformationAsked {
            what: "网关日志".to_owned(),
            wanted_by: Some(slot),
            by: "张强".to_owned(),
        },
        Intent::Resumed { by: "张强".to_owned() },
        Intent::QuestionReminder,
        Intent::HandoverWanted { ends_at: slot, to: Some(TAINT.into()) },
        Intent::HandoverMissed { ends_at: slot },
        Intent::OutOfContract {
            why: OutOfContractReason::UnknownGroup,
            room: taint(),
            by: taint(),
            text: taint(),
        },
        Intent::Restored { taken_at: slot, restored_at: slot, last_number: IncidentNumber(128) },
        Intent::DeadLetter {
            what: Subject::Words,
            to: Recipient::Person(TAINT.into()),
            address: taint(),
            error: taint(),
        },
        Intent::Subscribed { mail: mailbox(), by: "王伟".to_owned() },
        Intent::Unsubscribed { mail: mailbox(), by: None },
        Intent::EscalationPage { code: "5531".to_owned(), attempt: 2 },
        Intent::EscalationTaken { by: "赵敏".to_owned() },
        Intent::EscalationAnswered { by: taint() },
        Intent::EscalationWarning { share_percent: 50 },
        Intent::EscalationMissed,
        Intent::CreditProposed { number: CreditNumber(1) },
        Intent::CreditApproved { number: CreditNumber(1), by: "赵敏".to_owned(), until: None },
        Intent::CreditRefused {
            number: CreditNumber(1),
            by: "赵敏".to_owned(),
            reason: "客户自己排除".to_owned(),
        },
        Intent::CreditReversed {
            number: CreditNumber(1),
            by: "赵敏".to_owned(),
            reason: "误批".to_owned(),
            until: None,
        },
        Intent::RequiredInfoAsked { item: "impact".into() },
        Intent::RequiredInfoTaken {
            by: "王伟".to_owned(),
            items: vec!["impact".into()],
            rest: Some("请尽快".to_owned()),
            from: Some("hush-room".into()),
            asks: Some("observed".into()),
        },
        Intent::RequiredInfoSkipped { by: "王伟".to_owned(), item: "impact".into(), asks: None },
        Intent::DuplicateTaken { duplicate: IncidentNumber(131), by: "王伟".to_owned() },
        Intent::Rated { by: "王伟".to_owned(), score: 4, words: "还是失败".to_owned() },
    ];
    [others, special_handling].concat()
}

/// The incident in each of its states, with a note and a hand-over that are nobody's business
/// outside.
fn every_state() -> Vec<World> {
    let open = || world(Some("core_production_down"));
    let taken = || {
        open().taken().updated(1, "已排除网络").after(1, &|incident, act_context| {
            let by = person("zhang-qiang");
            let (incident, _) = incident.note(&by, TAINT.to_owned());
            incident.offer_handoff(act_context, &by, "chen-jing".into(), TAINT.to_owned()).unwrap()
        })
    };
    let closed = taken().after(1, &|incident, act_context| {
        incident
            .close_as(act_context, &person("zhao-min"), Outcome::Agreed, TAINT.to_owned())
            .unwrap()
    });
    let confirmed = taken().solved(1).after(1, &|incident, act_context| {
        incident.confirm(act_context, &customer_actor()).unwrap()
    });
    let waiting = world(Some("guidance")).taken().after(1, &|incident, act_context| {
        incident
            .ask_customer(act_context, &person("zhang-qiang"), "网关日志".to_owned(), None)
            .unwrap()
    });
    vec![
        open(),
        waiting,
        world(None),
        taken(),
        taken().solved(1),
        closed,
        confirmed,
        escalated(30),
        escalated(150),
        out_of_contract(OutOfContractReason::UnknownGroup),
    ]
}

/// Escalated urgently under a plan with credits, so many minutes ago.
fn escalated(minutes: i64) -> World {
    let world = world_at("2026-03-10T08:30:00Z", "zitadel", "extended_sla", Some("sev2")).taken();
    let asked = world.after(1, &|incident, act_context| {
        incident.escalate(act_context, &customer_actor(), true, "没有进展".to_owned()).unwrap()
    });
    asked.later(minutes)
}

fn for_all(side: Side, check: impl Fn(&World, &Intent, &Message)) {
    for world in every_state() {
        for intent in every_intent() {
            for language in [Languages::Zh, Languages::En, Languages::Both] {
                check(&world, &intent, &notice(&intent, &world.context(language, side, None)));
            }
        }
    }
}

fn zone_is_named(text: &str) -> bool {
    text.contains("北京时间") || text.contains("Beijing time")
}

#[test]
fn every_customer_visible_message_names_incident_zone_and_what_is_next() {
    for_all(Side::Customer, |world, intent, message| {
        let text = message.plain_text();
        let headline = message.headline.write(Span::plain);
        assert!(headline.contains("[INC-128]") && message.incident.is_some(), "{intent:?}: {text}");
        assert!(zone_is_named(&text), "{intent:?}: {text}");
        if let Some(next) = world.incident.deadline_at() {
            let clock = next.with_timezone(&world.incident.zone).format("%H:%M").to_string();
            let is_news =
                matches!(intent, Intent::StatusUpdate { .. } | Intent::CadenceAgreed { .. });
            assert!(is_news || text.contains(&clock), "{intent:?} lacks {clock}: {text}");
        }
    });
}

#[test]
fn nothing_internal_reaches_a_customer() {
    for_all(Side::Customer, |_, intent, message| {
        let text = format!("{}{:?}", message.plain_text(), message.buttons);
        for internal in [TAINT, "5531", "5532", "hush-policy", "storage", "another-bank", "吴涛"]
        {
            assert!(!text.contains(internal), "{intent:?} leaks {internal}: {text}");
        }
        assert_ne!(message.kind, MessageKind::Page);
    });
}

#[test]
fn what_staff_type_for_customers_is_looked_through() {
    let world = world(Some("core_production_down")).taken();
    let text = "登录密码：Xk29fjq88 或致电 13800001234".to_owned();
    let intent = Intent::StatusUpdate { sequence: 1, text: Some(text), next_at: None };
    let said = notice(&intent, &world.customer(Languages::Zh)).plain_text();
    assert!(
        !said.contains("Xk29") && !said.contains("13800001234") && said.contains("[已隐去 hidden]"),
        "{said}"
    );
}

#[test]
fn status_texts_are_short_enough_to_be_read() {
    let long = "正在切换备用存储，".repeat(80);
    let world = world(Some("core_production_down")).taken().updated(5, &long);
    let next_at = world.incident.updates.next_at;
    for text in [Some(long), None] {
        let intent = Intent::StatusUpdate { sequence: 12, text, next_at };
        let message = notice(&intent, &world.customer(Languages::Zh));
        assert!(message.lines.len() < 8, "{}", message.plain_text());
        let said = message.draft(Span::plain).whole();
        assert!(said.chars().count() <= 500, "{} characters: {said}", said.chars().count());
    }
}

#[test]
fn a_page_can_be_read_aloud() {
    let reason = PageReason { target: "oncall:storage".to_owned(), step: 1, steps: 3, attempt: 2 };
    let intent = Intent::Page { code: "5531".to_owned(), reason };
    for world in every_state() {
        for language in [Languages::Zh, Languages::En] {
            let page =
                notice(&intent, &world.context(language, Side::Support, Some("zhang-qiang")));
            assert!(page.lines.len() < 8, "{}", page.plain_text());
        }
    }
}

#[test]
fn the_tone_is_calm_and_no_key_is_left() {
    for side in [Side::Customer, Side::Support] {
        for_all(side, |_, intent, message| {
            let text = message.plain_text();
            assert!(!text.contains(['!', '！']), "{intent:?}: {text}");
            assert!(
                !text.contains("{ $") && message.buttons.iter().all(|b| b.reply.is_some()),
                "{text}"
            );
        });
    }
}

#[test]
fn without_an_incident_something_true_is_said() {
    let world = world(None);
    for intent in every_intent() {
        for side in [Side::Customer, Side::Support] {
            let context =
                RenderContext { incident: None, ..world.context(Languages::Both, side, None) };
            let message = notice(&intent, &context);
            assert!(!message.headline.write(Span::plain).is_empty(), "{intent:?}");
            assert!(side == Side::Support || !message.plain_text().contains(TAINT), "{intent:?}");
        }
    }
}

#[test]
fn typed_words_are_never_the_bots_own() {
    let marked = "@all [INC-9] 伪造";
    let world = world(Some("core_production_down")).taken();
    for intent in [
        Intent::Replied { by: marked.to_owned(), text: marked.to_owned(), from: None },
        Intent::StatusUpdate { sequence: 1, text: Some(marked.to_owned()), next_at: None },
        Intent::Rejected { by: marked.to_owned(), reason: marked.to_owned() },
    ] {
        let message = notice(&intent, &world.customer(Languages::Both));
        let spans = message.lines.iter().chain([&message.headline]).flat_map(|line| &line.0);
        for span in spans {
            assert!(!matches!(span, Span::Text(own) if own.contains("@all")), "{intent:?}");
        }
    }
}

/// On the poorest platform the words are all there is, so each must be a command that does what it
/// says.
#[test]
#[expect(clippy::too_many_lines, reason = "one table of notices")]
fn what_is_offered_to_be_typed_is_understood() {
    let words = words("isoftstone", "vip", "im").unwrap();
    let understood = |typed: &str| {
        let command = parse(typed, &words);
        assert!(!matches!(command, Err(_) | Ok(Command::Say { .. })), "{typed}: {command:?}");
    };
    for side in [Side::Customer, Side::Support] {
        for_all(side, |_, _, message| {
            message
                .buttons
                .iter()
                .filter_map(|button| button.reply.as_deref())
                .for_each(understood);
        });
    }
    for typed in [
        "定级 #128 1级",
        "level #128 L1",
        "确认 8F3K",
        "confirm 8F3K",
        "重开 #128 原因",
        "列表 全部",
    ] {
        understood(typed);
    }
    for typed in [
        "未解决 #128 原因",
        "reject #128 reason",
        "更新 #128 内容",
        "update #128 text",
        "show #128",
    ] {
        understood(typed);
    }
    for typed in [
        "顶班 @陈静 至 18:00",
        "呼叫 @陈静 #128",
        "page @chen-jing #128",
        "交接 #128 @陈静 说明",
        "访问权限 授权 #128",
        "access refused #128 reason",
        "拒绝访问降级 #128",
        "downgrade-access #128",
        "到场 #128",
        "arrived #128",
        "派遣 #128 @陈静 15:30",
        "dispatch #128 @chen-jing 15:30",
        "查看 #128",
        "待客户 #128 需要什么",
        "wait #128 for what",
        "交接 #128 @chen-jing 摘要",
        "handoff #128 @person summary",
        "指派 #128 @人员",
        "跳过 #128",
        "资料 #128 影响：内容",
        "重复 #131 同 #128",
        "评价 #128 5",
        "skip #128",
        "intake #128 impact: text",
        "duplicate #131 of #128",
        "rate #128 5",
    ] {
        understood(typed);
    }
}

/// A receipt is on the path of the answer to a customer in trouble. Tens of microseconds in a
/// release build; the bound here only catches what would be thousands of times slower.
#[test]
fn a_receipt_is_quick() {
    let world = world(Some("core_production_down"));
    let context = world.customer(Languages::Both);
    notice(&Intent::Receipt, &context);
    let started = std::time::Instant::now();
    for _ in 0..100 {
        notice(&Intent::Receipt, &context);
    }
    let each = started.elapsed() / 100;
    println!("a receipt in two languages takes {each:?}");
    assert!(each < std::time::Duration::from_millis(20), "{each:?}");
}

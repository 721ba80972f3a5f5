//! The alarm about the program itself, for its operators. It holds no word of a customer.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};

use crate::render::lang::{Language, Languages};

/// What an alarm message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    pub event: Event,
    /// Which process raises it, for people to recognise.
    pub instance: String,
    pub at: DateTime<Utc>,
    /// Since when something has been wrong.
    pub since: DateTime<Utc>,
    /// What is wrong now; empty when it is over.
    pub troubles: Vec<Trouble>,
    /// When the next message comes if nothing changes.
    pub reminder: TimeDelta,
}

/// Why an alarm message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Event {
    /// Something is wrong that was not before.
    Raised,
    /// It is still wrong.
    Reminder,
    /// Nothing is wrong any more.
    Over,
}

/// Something that is wrong, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub kind: TroubleKind,
    pub since: DateTime<Utc>,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TroubleKind {
    NotSaving,
    NotSending,
    EngineStopped {
        worker: &'static str,
    },
    AuditMissing,
    WorkOverdue {
        /// Incidents with timers that have not fired.
        timers: i64,
        /// Pages without an outcome.
        pages: i64,
    },
}

/// The alarm as a message.
pub fn alarm(alarm: &Alarm, languages: Languages) -> Message {
    let text = languages.write(|language| lines(alarm, language).join("\n"));
    let mut message = Message::new(MessageKind::Notice, headline(alarm, languages.first()));
    message.lines = text.lines().skip(1).map(Line::text).collect();
    message
}

fn lines(alarm: &Alarm, language: Language) -> Vec<String> {
    let mut lines = vec![headline(alarm, language)];
    lines.extend(alarm.troubles.iter().map(|trouble| line(trouble, language)));
    let said = match alarm.event {
        Event::Over => {
            let args = [("since", clock(alarm.since).into()), ("until", clock(alarm.at).into())];
            language.say("alarm-lasted", &args)
        }
        Event::Raised | Event::Reminder => {
            let minutes = [("minutes", alarm.reminder.num_minutes().into())];
            language.say("alarm-next", &minutes)
        }
    };
    lines.push(said);
    lines
}

fn headline(alarm: &Alarm, language: Language) -> String {
    let key = match alarm.event {
        Event::Raised => "alarm-raised",
        Event::Reminder => "alarm-reminder",
        Event::Over => "alarm-over",
    };
    language.say(key, &[("instance", alarm.instance.as_str().into())])
}

fn line(trouble: &Trouble, language: Language) -> String {
    let since = ("since", clock(trouble.since).into());
    match trouble.kind {
        TroubleKind::NotSaving => language.say("alarm-not-saving", &[since]),
        TroubleKind::NotSending => language.say("alarm-not-sending", &[since]),
        TroubleKind::EngineStopped { worker } => {
            language.say("alarm-engine-stopped", &[since, ("worker", worker.into())])
        }
        TroubleKind::AuditMissing => language.say("alarm-audit-missing", &[since]),
        TroubleKind::WorkOverdue { timers, pages } => {
            let counts = [since, ("timers", timers.into()), ("pages", pages.into())];
            language.say("alarm-work-overdue", &counts)
        }
    }
}

/// Operators read it beside logs, which are in UTC too.
fn clock(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_796_000_000 + second, 0).unwrap()
    }

    fn told(event: Event, kinds: Vec<TroubleKind>, languages: Languages) -> String {
        let troubles = kinds.into_iter().map(|kind| Trouble { kind, since: at(0) }).collect();
        let instance = "vendor-1, process 7".to_owned();
        let reminder = TimeDelta::minutes(15);
        let told = Alarm { event, instance, at: at(900), since: at(0), troubles, reminder };
        alarm(&told, languages).plain_text()
    }

    #[test]
    fn an_alarm_says_what_is_wrong_since_when_and_what_to_do() {
        let all = vec![
            TroubleKind::NotSaving,
            TroubleKind::NotSending,
            TroubleKind::EngineStopped { worker: "timers" },
            TroubleKind::AuditMissing,
            TroubleKind::WorkOverdue { timers: 2, pages: 1 },
        ];
        insta::assert_snapshot!(told(Event::Raised, all, Languages::Both), @r#"
        Watchbell 告警：vendor-1, process 7 需要处理
        自 2026-11-30 00:53:20 UTC 起数据无法写入，客户的消息无法接收。请检查数据库：磁盘空间、锁、连接。
        自 2026-11-30 00:53:20 UTC 起未能向任何聊天平台发出消息，呼叫在等待或改用其他联系方式。请检查各平台，/health 中列有详情。
        工作线程“timers”自 2026-11-30 00:53:20 UTC 起未能工作，可能无法呼叫人员。请查看日志；如果 /health/live 返回 503，请重启该实例。
        自 2026-11-30 00:53:20 UTC 起无法检查呼叫是否按时发出。请检查数据库和日志。
        自 2026-11-30 00:53:20 UTC 起有任务逾期：2 个事件的计时未触发，1 条呼叫没有结果。请运行“watchbell doctor”。
        如未恢复，15 分钟后再次提醒。
        ---
        Watchbell alarm: vendor-1, process 7 needs an operator
        Nothing could be saved since 2026-11-30 00:53:20 UTC. Messages of customers are not accepted. Check the database: disk space, locks, connection.
        No message could be sent to any chat since 2026-11-30 00:53:20 UTC. Pages wait or take other contact methods. Check the platforms; /health names each.
        The worker "timers" has not worked since 2026-11-30 00:53:20 UTC, so people may not be paged. Check the log; if /health/live returns 503, restart this instance.
        The auditor could not check since 2026-11-30 00:53:20 UTC whether pages leave in time. Check the database and the log.
        Work is overdue since 2026-11-30 00:53:20 UTC. Incidents with timers that did not fire: 2; pages without an outcome: 1. Run "watchbell doctor".
        The next reminder follows in 15 min if this goes on.
        "#);
    }

    #[test]
    fn a_reminder_and_the_end_are_short() {
        insta::assert_snapshot!(told(Event::Reminder, vec![TroubleKind::NotSending], Languages::En), @r#"
        Watchbell alarm, reminder: vendor-1, process 7 still needs an operator
        No message could be sent to any chat since 2026-11-30 00:53:20 UTC. Pages wait or take other contact methods. Check the platforms; /health names each.
        The next reminder follows in 15 min if this goes on.
        "#);
        insta::assert_snapshot!(told(Event::Over, vec![], Languages::Both), @r#"
        Watchbell 告警解除：vendor-1, process 7 已恢复正常
        异常时间：2026-11-30 00:53:20 UTC 至 2026-11-30 01:08:20 UTC。
        ---
        Watchbell alarm over: vendor-1, process 7 works again
        Something was wrong from 2026-11-30 00:53:20 UTC to 2026-11-30 01:08:20 UTC.
        "#);
    }
}

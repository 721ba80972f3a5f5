//! A small world for the stories of this room: one customer of the `DaoCloud` plan, a handful of
//! staff, and a clock that fires timers as the engine would.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use super::{
    ActContext, Actor, Changed, ContractRef, Incident, Opening, Refused, Report, TimelineEntry,
};
use crate::domain::decision::Decision;
use crate::domain::directory::{
    Contract, Customer, Destination, Directory, Escort, Group, GroupKind, Languages, Roster, Side,
};
use crate::domain::entitlement::Entitlement;
use crate::domain::escalation::layer::{Handover, Layer};
use crate::domain::escalation::policy::{EscalationPolicy, EscalationStep};
use crate::domain::escalation::rotation::Rotation;
use crate::domain::escalation::tam::Tam;
use crate::domain::escalation::target::Duty;
use crate::domain::ledger::credit::LedgerEntry;
use crate::domain::notice::{Intent, Notice, OutOfContractReason, Recipient};
use crate::domain::timer::{TimerChange, TimerKind};
use crate::ids::{GroupId, PersonId};
use crate::plans::Plans;

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Shanghai;
static PLANS: LazyLock<Plans> =
    LazyLock::new(|| Plans::load(None, None).expect("the shipped plans are sound"));
static TERMS: LazyLock<Entitlement> = LazyLock::new(|| entitlement("professional"));
static SWISS_TERMS: LazyLock<Entitlement> =
    LazyLock::new(|| terms_of("zitadel", "extended_sla", SWISS_ZONE));
const SWISS_ZONE: chrono_tz::Tz = chrono_tz::Europe::Zurich;

/// An instant in Beijing time, such as `2026-03-04 10:00` (a Wednesday).
pub(super) fn beijing(text: &str) -> DateTime<Utc> {
    in_zone(text, ZONE)
}

/// An instant in Swiss time.
pub(super) fn swiss(text: &str) -> DateTime<Utc> {
    in_zone(text, SWISS_ZONE)
}

fn in_zone(text: &str, zone: chrono_tz::Tz) -> DateTime<Utc> {
    let wall = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a wall time");
    wall.and_local_timezone(zone).single().expect("a time outside the gaps").to_utc()
}

/// What a `DaoCloud` customer of this tier may expect in the chat group.
pub(super) fn entitlement(tier: &str) -> Entitlement {
    terms_of("daocloud", tier, ZONE)
}

/// What a customer of the `iSoftStone` plan may expect in the chat group, with an escort from one
/// day to another, both included. Answers are counted in office hours, and during the escort within
/// ten minutes around the clock.
pub(super) fn escorted(from: &str, until: &str) -> Entitlement {
    Entitlement { escorts: vec![escort(from, until)], ..terms_of("isoftstone", "vip", ZONE) }
}

pub(super) fn escort(from: &str, until: &str) -> Escort {
    let day = |text: &str| text.parse().expect("a day");
    Escort { name: "the sale".to_owned(), from: day(from), until: day(until) }
}

fn terms_of(plan: &str, tier: &str, zone: chrono_tz::Tz) -> Entitlement {
    let plan = PLANS.plan(plan).expect("a shipped plan");
    let calendar = |id: &crate::ids::CoverageId| {
        (id.clone(), PLANS.calendar(plan, id, zone).expect("a coverage"))
    };
    Entitlement {
        plan: Arc::clone(plan),
        tier: tier.into(),
        channel: "im".into(),
        zone,
        agreed: Vec::new(),
        calendars: Arc::new(plan.coverages.iter().map(|coverage| calendar(&coverage.id)).collect()),
        escorts: Vec::new(),
    }
}

/// Somebody of the support side.
pub(super) fn staff(id: &str) -> Actor {
    Actor::Person { id: id.into(), name: id.to_owned(), side: Side::Support }
}

/// Somebody of the customer.
pub(super) fn customer() -> Actor {
    Actor::Person { id: "wang-wei".into(), name: "wang-wei".to_owned(), side: Side::Customer }
}

/// One incident and the world around it.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) directory: Directory,
    pub(super) terms: Option<Entitlement>,
    pub(super) now: DateTime<Utc>,
    pub(super) incident: Incident,
    pub(super) timers: BTreeMap<TimerKind, DateTime<Utc>>,
    pub(super) timeline: Vec<TimelineEntry>,
    /// What the last act, or everything since [`Story::listen`], made the bot say.
    pub(super) notices: Vec<(DateTime<Utc>, Notice)>,
    pub(super) ledger: Vec<LedgerEntry>,
    codes: u32,
}

impl Story {
    /// A professional-tier customer opens an incident of this severity: `l1` is answered within an
    /// hour and `l2` within two around the clock, `l3` within four office hours, `l5` has no clock.
    pub(super) fn opened(severity: &str, at: &str) -> Self {
        Self::opened_under(TERMS.clone(), severity, beijing(at))
    }

    /// A customer of the `ZITADEL` plan opens one: `sev1` is answered within an hour and `sev2`
    /// within two, from Monday to Friday between 8 and 17 o'clock, and every quarter of an hour
    /// over is a day of term.
    pub(super) fn opened_in_switzerland(severity: &str, at: &str) -> Self {
        Self::opened_under(SWISS_TERMS.clone(), severity, swiss(at))
    }

    /// The same at an instant, for a customer of another zone too.
    pub(super) fn opened_under(terms: Entitlement, severity: &str, now: DateTime<Utc>) -> Self {
        let rank = terms.rank(&severity.into()).expect("a severity of the plan");
        let contract_ref = ContractRef::Contract {
            customer: "huadong-bank".into(),
            plan: terms.plan.id.clone(),
            plan_version: "1".to_owned(),
            tier: terms.tier.clone(),
            channel: terms.channel.clone(),
        };
        Self::begun(Some(terms), contract_ref, Some(severity), rank, now)
    }

    /// A known customer asks for help after the contract ran out.
    pub(super) fn opened_outside_contract(at: &str) -> Self {
        let customer = Some("huadong-bank".into());
        let contract_ref =
            ContractRef::OutOfContract { why: OutOfContractReason::ContractNotInForce, customer };
        Self::begun(None, contract_ref, None, 3, beijing(at))
    }

    /// Somebody asks for help and does not say how bad it is.
    pub(super) fn opened_without_severity(at: &str) -> Self {
        let mut story = Self::opened("l5", at);
        let rank = TERMS.lowest_rank();
        story = Self::begun(story.terms, story.incident.contract_ref, None, rank, story.now);
        story
    }

    fn begun(
        terms: Option<Entitlement>,
        contract_ref: ContractRef,
        severity: Option<&str>,
        rank: u8,
        now: DateTime<Utc>,
    ) -> Self {
        let opening = Opening {
            continues: None,
            contract_ref,
            room: room("bank"),
            group: Some("bank".into()),
            mirrors: Vec::new(),
            language: Languages::Zh,
            zone: ZONE,
            severity: severity.map(Into::into),
            rank,
            title: "payments fail".to_owned(),
            reporter: customer(),
            express: None,
            report: Report::default(),
        };
        let directory = directory();
        let mut codes = 0;
        let (incident, decision) = decide(&directory, terms.as_ref(), now, &mut codes, |context| {
            Incident::open(opening, context)
        });
        let (timers, timeline, notices, ledger) =
            (BTreeMap::new(), Vec::new(), Vec::new(), Vec::new());
        let mut story =
            Self { directory, terms, now, incident, timers, timeline, notices, ledger, codes };
        story.commit(decision);
        story
    }

    /// Carries out an act now; `notices` holds afterwards what this act said.
    pub(super) fn act(
        &mut self,
        act: impl FnOnce(Incident, &mut ActContext<'_>) -> Result<Changed, Refused>,
    ) -> Result<(), Refused> {
        let incident = self.incident.clone();
        let (incident, decision) =
            decide(&self.directory, self.terms.as_ref(), self.now, &mut self.codes, |context| {
                act(incident, context)
            })?;
        self.notices.clear();
        self.incident = incident;
        self.commit(decision);
        Ok(())
    }

    /// Lets a timer fire now, whether it is set or not; gives back what it decided.
    pub(super) fn fire(&mut self, kind: TimerKind) -> Decision {
        let incident = self.incident.clone();
        let mut incident = incident;
        incident.timers.apply(&[TimerChange::Clear(kind)]);
        let (incident, decision) =
            decide(&self.directory, self.terms.as_ref(), self.now, &mut self.codes, |context| {
                incident.fire(kind, context)
            });
        self.incident = incident;
        self.commit(decision.clone());
        decision
    }

    /// Time passes and every timer fires at its instant. `notices` holds afterwards what was said
    /// meanwhile.
    pub(super) fn wait_until(&mut self, instant: DateTime<Utc>) {
        self.notices.clear();
        while let Some((kind, due_at)) = self.next_timer().filter(|(_, due_at)| *due_at <= instant)
        {
            self.now = self.now.max(due_at);
            self.fire(kind);
        }
        self.now = instant;
    }

    pub(super) fn wait(&mut self, minutes: i64) {
        self.wait_until(self.now + TimeDelta::minutes(minutes));
    }

    /// The bot is down until the instant; then everything overdue fires at once.
    pub(super) fn outage_until(&mut self, instant: DateTime<Utc>) {
        self.now = instant;
        self.wait_until(instant);
    }

    pub(super) fn timer(&self, kind: TimerKind) -> Option<DateTime<Utc>> {
        self.timers.get(&kind).copied()
    }

    /// Minutes from now until the timer, if it is set.
    pub(super) fn minutes_to(&self, kind: TimerKind) -> Option<i64> {
        self.timer(kind).map(|due_at| (due_at - self.now).num_minutes())
    }

    /// Who was paged, in order, as far as `notices` still holds it.
    pub(super) fn paged(&self) -> Vec<String> {
        self.told(|intent| matches!(intent, Intent::Page { .. }))
    }

    /// To whom intents of this kind were said, as far as `notices` still holds them.
    pub(super) fn told(&self, is_meant: impl Fn(&Intent) -> bool) -> Vec<String> {
        let meant = self.notices.iter().filter(|(_, notice)| is_meant(&notice.intent));
        meant.map(|(_, notice)| name_of(&notice.to)).collect()
    }

    fn next_timer(&self) -> Option<(TimerKind, DateTime<Utc>)> {
        self.timers.iter().map(|(kind, due_at)| (*kind, *due_at)).min_by_key(|(_, due_at)| *due_at)
    }

    fn commit(&mut self, mut decision: Decision) {
        self.timeline.extend(self.incident.apply(&mut decision, self.now));
        let totals = std::mem::take(&mut self.directory.credits);
        self.directory.credits = totals.with(&decision.credits);
        self.ledger.append(&mut decision.credits);
        self.timers = self.incident.timers.iter().collect();
        self.notices.extend(decision.notices.into_iter().map(|notice| (self.now, notice)));
    }
}

fn decide<T>(
    directory: &Directory,
    terms: Option<&Entitlement>,
    now: DateTime<Utc>,
    codes: &mut u32,
    decide: impl FnOnce(&mut ActContext<'_>) -> T,
) -> T {
    let customer = directory.customers.get("huadong-bank");
    let tam_in_coverage = terms.is_none_or(|terms| terms.tam_is_in_coverage(now));
    let mut page_code = || {
        *codes += 1;
        (5000 + *codes).to_string()
    };
    decide(&mut ActContext {
        now,
        entitlement: terms,
        roster: Roster { directory, customer, tam_in_coverage },
        page_code: &mut page_code,
    })
}

fn name_of(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Person(person) => person.to_string(),
        Recipient::Group(group) => format!("room {group}"),
        Recipient::Room(room) => room.to_string(),
        Recipient::Subscriber(mail) => format!("mail {}", mail.address),
    }
}

fn room(name: &str) -> Destination {
    Destination { platform: "fake".to_owned(), address: name.to_owned() }
}

/// Zhang Qiang is on call and Chen Jing is next; Wu Hao is behind them; Zhao Min is in charge.
fn directory() -> Directory {
    let mut directory = Directory::default();
    directory.customers.insert("huadong-bank".into(), bank());
    for group in
        [group("bank", GroupKind::Customer("huadong-bank".into())), group("duty", GroupKind::Staff)]
    {
        directory.groups.insert(group.id.clone(), group);
    }
    directory.rotations =
        vec![rotation("primary", &["zhang-qiang", "chen-jing"]), rotation("second", &["wu-hao"])];
    let policy = policy("0m oncall:primary; 40% next:primary; 70% oncall:second; 90% duty_manager");
    directory.policies.insert(policy.id.clone(), policy);
    directory.duty_manager = Some(Duty::Person("zhao-min".into()));
    directory.indexed()
}

fn bank() -> Customer {
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
    Customer {
        id: "huadong-bank".into(),
        name: "Huadong Bank".to_owned(),
        zone: ZONE,
        contract: Contract {
            plan: "daocloud".into(),
            tier: "professional".into(),
            from: day(2026),
            until: day(2027),
            targets: Vec::new(),
            agreed_channels: Vec::new(),
            credit_days: 0,
        },
        policy: "standard".into(),
        tam: Some(Tam { person: "li-na".into(), deputy: Duty::Person("zhao-min".into()) }),
        account_representative: Some("sun-yue".into()),
        mail_domains: vec!["bank.example".parse().expect("a domain")],
        primary_administrator: None,
        bridge: None,
        express_packs: Vec::new(),
        experts: vec![
            Duty::Person("wu-hao".into()),
            Duty::OnCall("second".into()),
            Duty::Person("li-na".into()),
        ],
        escorts: Vec::new(),
    }
}

fn group(id: &str, kind: GroupKind) -> Group {
    Group {
        id: GroupId::new(id),
        name: id.to_owned(),
        kind,
        room: room(id),
        bot_name: "bell".to_owned(),
        language: Languages::Zh,
        channel: "im".into(),
        members: Vec::new(),
        mirrors: Vec::new(),
    }
}

fn rotation(id: &str, people: &[&str]) -> Rotation {
    let layer = Layer {
        people: people.iter().map(PersonId::new).collect(),
        handover: Handover::Weekly { weekday: Weekday::Mon, at: NaiveTime::MIN },
        starting: NaiveDate::from_ymd_opt(2026, 3, 2).expect("a Monday"),
        limited_to: Vec::new(),
        holidays: None,
    };
    Rotation { id: id.into(), name: None, zone: ZONE, layers: vec![layer], fallback: None }
}

/// A policy from steps such as `0m oncall:primary; 40% duty_manager`, repeated five minutes after
/// the last.
pub(super) fn policy(steps: &str) -> EscalationPolicy {
    let step = |text: &str| {
        let (after, targets) = text.trim().split_once(' ').expect("a delay and targets");
        let targets =
            targets.split_whitespace().map(|target| target.parse().expect("a target")).collect();
        EscalationStep { after: after.parse().expect("a delay"), targets }
    };
    EscalationPolicy {
        id: "standard".into(),
        steps: steps.split(';').map(step).collect(),
        repeat_after: "5m".parse().expect("a delay"),
        fallback: "zhao-min".into(),
    }
}

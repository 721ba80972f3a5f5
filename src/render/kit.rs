//! A small fictitious vendor and customer for the tests of sentences.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use chat::Message;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::context::{Acts, Audience, RenderContext};
use super::lang::Languages;
use crate::domain::directory::{
    Account, Contract, Customer, Destination, Directory, Escort, Group, GroupKind, Person, Role,
    Roster, Side,
};
use crate::domain::entitlement::Entitlement;
use crate::domain::escalation::policy::EscalationPolicy;
use crate::domain::escalation::rotation::Rotation;
use crate::domain::escalation::tam::Tam;
use crate::domain::escalation::target::Duty;
use crate::domain::incident::{
    ActContext, Actor, ContractRef, Incident, Opening, Report, TimelineEntry,
};
use crate::domain::plan::WithoutAnswer;
use crate::domain::timer::TimerKind;
use crate::ids::{IncidentNumber, PersonId};
use crate::plans::Plans;

static PLANS: LazyLock<Plans> = LazyLock::new(|| Plans::load(None, None).unwrap());

/// Tuesday 10 March 2026, 10:22 in Beijing: within the service hours of the chat group.
pub(super) const OPENED: &str = "2026-03-10T02:22:00Z";

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Everything a render context borrows from, and what has happened to the incident so far.
pub(super) struct World {
    pub(super) directory: Directory,
    pub(super) entitlement: Option<Entitlement>,
    pub(super) incident: Incident,
    pub(super) entries: Vec<TimelineEntry>,
    pub(super) now: DateTime<Utc>,
    codes: u32,
}

/// Incident 128 of East China Bank, reported with a severity of the plan, or none.
pub(super) fn world(severity: Option<&str>) -> World {
    world_at(OPENED, "isoftstone", "vip", severity)
}

pub(super) fn world_at(opened: &str, plan: &str, tier: &str, severity: Option<&str>) -> World {
    in_directory(opened, directory(plan, tier), severity)
}

/// The world of a customer who booked escorts.
pub(super) fn world_booked(
    opened: &str,
    plan: &str,
    tier: &str,
    severity: &str,
    escorts: &[Escort],
) -> World {
    let mut directory = directory(plan, tier);
    for customer in directory.customers.values_mut() {
        customer.escorts = escorts.to_vec();
    }
    in_directory(opened, directory, Some(severity))
}

fn in_directory(opened: &str, directory: Directory, severity: Option<&str>) -> World {
    let customer = &directory.customers["east-bank"];
    let entitlement = entitlement(customer);
    let contract_ref = ContractRef::Contract {
        customer: customer.id.clone(),
        plan: customer.contract.plan.clone(),
        plan_version: "test".to_owned(),
        tier: customer.contract.tier.clone(),
        channel: "im".into(),
    };
    begin(opened, directory, Some(entitlement), contract_ref, severity)
}

/// The same words from a group or contract that cannot be served by rule.
pub(super) fn out_of_contract(why: crate::domain::notice::OutOfContractReason) -> World {
    let directory = directory("isoftstone", "vip");
    begin(OPENED, directory, None, ContractRef::OutOfContract { why, customer: None }, None)
}

fn begin(
    opened: &str,
    directory: Directory,
    entitlement: Option<Entitlement>,
    contract_ref: ContractRef,
    severity: Option<&str>,
) -> World {
    let severity = severity.map(Into::into);
    let rank = severity.as_ref().and_then(|id| entitlement.as_ref()?.rank(id)).unwrap_or(3);
    let opening = Opening {
        continues: None,
        contract_ref,
        room: Destination { platform: "fake".to_owned(), address: "bank".to_owned() },
        group: Some("bank".into()),
        mirrors: Vec::new(),
        language: Languages::Zh,
        zone: chrono_tz::Asia::Shanghai,
        severity,
        rank,
        title: "支付接口返回 500".to_owned(),
        reporter: Actor::Guest { account: "c9".to_owned(), name: "王伟".to_owned() },
        express: None,
        report: Report::default(),
    };
    let now = at(opened);
    let mut code = 5530;
    let mut page_code = || {
        code += 1;
        code.to_string()
    };
    let roster = roster(&directory, entitlement.as_ref(), &opening.contract_ref, now);
    let mut act_context =
        ActContext { now, entitlement: entitlement.as_ref(), roster, page_code: &mut page_code };
    let (mut incident, mut decision) = Incident::open(opening, &mut act_context);
    incident.number = IncidentNumber(128);
    let entries = incident.apply(&mut decision, now);
    World { directory, entitlement, incident, entries, now, codes: code }
}

fn roster<'a>(
    directory: &'a Directory,
    entitlement: Option<&Entitlement>,
    contract_ref: &ContractRef,
    now: DateTime<Utc>,
) -> Roster<'a> {
    let customer = contract_ref.customer().and_then(|id| directory.customers.get(id));
    let tam_in_coverage = entitlement.is_none_or(|terms| terms.tam_is_in_coverage(now));
    Roster { directory, customer, tam_in_coverage }
}

fn entitlement(customer: &Customer) -> Entitlement {
    let plan = PLANS.plan(customer.contract.plan.as_str()).unwrap();
    let calendar = |id: &crate::ids::CoverageId| PLANS.calendar(plan, id, customer.zone).unwrap();
    Entitlement {
        plan: Arc::clone(plan),
        tier: customer.contract.tier.clone(),
        channel: "im".into(),
        zone: customer.zone,
        agreed: Vec::new(),
        calendars: Arc::new(
            plan.coverages.iter().map(|c| (c.id.clone(), calendar(&c.id))).collect(),
        ),
        escorts: customer.escorts.clone(),
    }
}

/// Changes the incident as a command or a timer does.
type Act<'f> = &'f dyn Fn(Incident, &mut ActContext<'_>) -> crate::domain::incident::Changed;

impl World {
    /// The operator's own plan file has the rule that nothing waits for ever.
    pub(super) fn closing_by_itself(mut self) -> Self {
        if let Some(terms) = &mut self.entitlement {
            let mut plan = terms.plan.as_ref().clone();
            if let Some(closing) = &mut plan.behaviour.closing {
                closing.without_answer = Some(WithoutAnswer::Close);
            }
            terms.plan = Arc::new(plan);
        }
        self
    }

    /// Lets minutes pass, then something happen.
    pub(super) fn after(mut self, minutes: i64, act: Act<'_>) -> Self {
        self.now += TimeDelta::minutes(minutes);
        let codes = &mut self.codes;
        let mut page_code = || {
            *codes += 1;
            codes.to_string()
        };
        let terms = self.entitlement.as_ref();
        let roster = roster(&self.directory, terms, &self.incident.contract_ref, self.now);
        let mut act_context =
            ActContext { now: self.now, entitlement: terms, roster, page_code: &mut page_code };
        let (mut incident, mut decision) = act(self.incident.clone(), &mut act_context);
        self.entries.extend(incident.apply(&mut decision, self.now));
        self.incident = incident;
        self
    }

    pub(super) fn later(self, minutes: i64) -> Self {
        self.after(minutes, &|incident, _| (incident, crate::domain::decision::Decision::default()))
    }

    pub(super) fn fires(self, minutes: i64, kind: TimerKind) -> Self {
        self.after(minutes, &|incident, act_context| incident.fire(kind, act_context))
    }

    /// Taken by the engineer on call, two minutes after what happened before.
    pub(super) fn taken(self) -> Self {
        self.after(2, &|incident, act_context| {
            incident.acknowledge(act_context, &person("zhang-qiang")).unwrap()
        })
    }

    pub(super) fn updated(self, minutes: i64, text: &str) -> Self {
        let text = text.to_owned();
        let by = person("zhang-qiang");
        self.after(minutes, &|incident, act_context| {
            incident.update(act_context, &by, text.clone()).unwrap()
        })
    }

    pub(super) fn solved(self, minutes: i64) -> Self {
        let solution = "存储已切换到备用，下单成功率恢复到 99.9%".to_owned();
        let by = person("zhang-qiang");
        self.after(minutes, &|incident, act_context| {
            incident.solve(act_context, &by, solution.clone()).unwrap()
        })
    }

    pub(super) fn customer(&self, language: Languages) -> RenderContext<'_> {
        self.context(language, Side::Customer, None)
    }

    pub(super) fn staff(&self, language: Languages) -> RenderContext<'_> {
        self.context(language, Side::Support, None)
    }

    pub(super) fn context(
        &self,
        language: Languages,
        side: Side,
        reader: Option<&str>,
    ) -> RenderContext<'_> {
        let reader = reader.map(|id| &self.directory.people[id]);
        RenderContext {
            now: self.now,
            directory: &self.directory,
            entitlement: self.entitlement.as_ref(),
            incident: Some(&self.incident),
            audience: Audience {
                language,
                platform: "fake",
                side,
                keeps_cards: false,
                reader,
                group: None,
                acts: Acts::default(),
            },
        }
    }
}

/// A person of the vendor acting.
pub(super) fn person(id: &str) -> Actor {
    let name = PEOPLE.iter().find(|(known, ..)| *known == id).unwrap().1;
    Actor::Person { id: id.into(), name: name.to_owned(), side: Side::Support }
}

pub(super) fn customer_actor() -> Actor {
    Actor::Guest { account: "c9".to_owned(), name: "王伟".to_owned() }
}

const PEOPLE: [(&str, &str, Role); 7] = [
    ("zhang-qiang", "张强", Role::Engineer),
    ("chen-jing", "陈静", Role::Engineer),
    ("li-na", "李娜", Role::Tam),
    ("zhao-min", "赵敏", Role::DutyManager),
    ("sun-yue", "孙悦", Role::Admin),
    ("he-lin", "何琳", Role::CustomerAdmin),
    ("wu-tao", "吴涛", Role::CustomerAdmin),
];

fn directory(plan: &str, tier: &str) -> Directory {
    let customer = customer(plan, tier);
    let rotation: Rotation = serde_json::from_value(serde_json::json!({
        "id": "storage",
        "zone": "Asia/Shanghai",
        "layers": [{
            "people": ["zhang-qiang", "chen-jing"],
            "handover": { "weekly": { "weekday": "mon", "at": "09:00" } },
            "starting": "2026-03-09",
        }],
    }))
    .unwrap();
    let policy: EscalationPolicy = serde_json::from_value(serde_json::json!({
        "id": "hush-policy",
        "steps": [
            { "after": "0m", "targets": ["oncall:storage"] },
            { "after": "4m", "targets": ["next:storage"] },
            { "after": "7m", "targets": ["duty_manager"] },
        ],
        "repeat_after": "5m",
        "fallback": "zhao-min",
    }))
    .unwrap();
    let groups =
        [group("bank", GroupKind::Customer("east-bank".into())), group("inside", GroupKind::Staff)];
    let mut directory = Directory::default();
    directory.customers = HashMap::from([(customer.id.clone(), customer)]);
    directory.groups = groups.map(|group| (group.id.clone(), group)).into();
    directory.people = PEOPLE.map(|row| (PersonId::new(row.0), human(row))).into();
    directory.rotations = vec![rotation];
    directory.policies = HashMap::from([(policy.id.clone(), policy)]);
    directory.duty_manager = Some(Duty::Person("zhao-min".into()));
    directory.indexed()
}

fn customer(plan: &str, tier: &str) -> Customer {
    let day = |y| NaiveDate::from_ymd_opt(y, 1, 1).unwrap();
    Customer {
        id: "east-bank".into(),
        name: "华东示例银行".to_owned(),
        zone: chrono_tz::Asia::Shanghai,
        contract: Contract {
            plan: plan.into(),
            tier: tier.into(),
            from: day(2026),
            until: day(2027),
            targets: vec![],
            agreed_channels: Vec::new(),
            credit_days: 0,
        },
        policy: "hush-policy".into(),
        tam: Some(Tam { person: "li-na".into(), deputy: Duty::OnCall("storage".into()) }),
        account_representative: None,
        mail_domains: Vec::new(),
        primary_administrator: None,
        bridge: None,
        express_packs: Vec::new(),
        experts: vec![Duty::Person("chen-jing".into()), Duty::Person("li-na".into())],
        escorts: Vec::new(),
    }
}

fn group(id: &str, kind: GroupKind) -> Group {
    Group {
        id: id.into(),
        name: format!("group {id}"),
        kind,
        room: Destination { platform: "fake".to_owned(), address: id.to_owned() },
        bot_name: "值守".to_owned(),
        language: Languages::Zh,
        channel: "im".into(),
        members: vec![],
        mirrors: Vec::new(),
    }
}

fn human((id, name, role): (&str, &str, Role)) -> Person {
    Person {
        id: id.into(),
        name: name.to_owned(),
        role,
        customer: match id {
            "he-lin" => Some("east-bank".into()),
            "wu-tao" => Some("another-bank".into()),
            _ => None,
        },
        language: Languages::Zh,
        zone: None,
        accounts: vec![Account { platform: "fake".to_owned(), id: format!("u-{id}") }],
        contact_methods: vec![],
        email: None,
    }
}

/// The message as a platform without markup shows it.
pub(super) fn shown(message: &Message) -> String {
    message.plain_text()
}

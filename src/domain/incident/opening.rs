//! Opening an incident.

use super::act_context::{ActContext, Changed, tell_staff};
use super::state::IncidentState;
use super::timeline::Fact;
use super::{
    ActHash, Continued, ContractRef, Duplicates, Ending, Feedback, Incident, OtherLevel, Paging,
    RequiredInfo, Response, ResponsePromise, SimilarIncident, SpecialHandling, SpentExpress,
    Updates,
};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::{Destination, Escort, Languages, Side};
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::Timers;
use crate::ids::{GroupId, IncidentNumber, RequiredInfoItemId, SeverityId};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// What is known when somebody asks for help.
#[derive(Debug, Clone)]
pub struct Opening {
    pub contract_ref: ContractRef,
    pub room: Destination,
    pub group: Option<GroupId>,
    /// Where incidents of that group are followed too.
    pub mirrors: Vec<GroupId>,
    pub language: Languages,
    pub zone: Tz,
    pub severity: Option<SeverityId>,
    pub rank: u8,
    pub title: String,
    pub reporter: Actor,
    /// The closed incident that it continues.
    pub continues: Option<Continued>,
    /// What an express ticket is paid with; none for every other incident.
    pub express: Option<SpentExpress>,
    pub report: Report,
}

impl Opening {
    /// The same as an express ticket.
    #[must_use]
    pub fn paid_with(self, spent: SpentExpress) -> Self {
        Self { express: Some(spent), ..self }
    }
}

/// What the request said in addition to its title, and what it resembles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What the plan asks for and the opening words carried already.
    pub carried: Vec<(RequiredInfoItemId, String)>,
    /// Code and logs that came with the words. They are kept beside the title.
    pub details: Option<String>,
    /// An open incident of the same group that reads alike.
    pub looks_like: Option<SimilarIncident>,
    /// What was typed as the level, where that is none that is offered.
    pub other_level: Option<OtherLevel>,
    /// When the customer first asked for help, where that was before the opening. The clock counts
    /// from then.
    pub asked_at: Option<DateTime<Utc>>,
    /// Nobody is paged for it before this instant.
    pub quiet_until: Option<DateTime<Utc>>,
}

/// The most characters of a title. Of longer words the beginning is the title; nothing is lost.
const LONGEST_TITLE: usize = 200;

impl Opening {
    /// Shortens the title, and keeps the whole words with the details.
    fn with_a_titles_length(mut self) -> Self {
        let Some((end, _)) = self.title.char_indices().nth(LONGEST_TITLE) else { return self };
        let beginning = &self.title[..self.title.floor_char_boundary(end - 1)];
        let words = beginning.rfind(char::is_whitespace).filter(|at| *at > end / 2);
        let title = format!("{}…", beginning[..words.unwrap_or(beginning.len())].trim_end());
        let whole = std::mem::replace(&mut self.title, title);
        self.report.details = Some(match self.report.details.take() {
            Some(details) => format!("{whole}\n{details}"),
            None => whole,
        });
        self
    }
}

impl Incident {
    /// Opens an incident: starts the contract's clock, the paging and the updates. It never asks
    /// for a confirmation.
    pub fn open(opening: Opening, context: &mut ActContext<'_>) -> Changed {
        let mut opening = opening.with_a_titles_length();
        let mirrors = std::mem::take(&mut opening.mirrors);
        let continued = opening.continues.clone();
        let carried = std::mem::take(&mut opening.report.carried);
        let details = opening.report.details.take();
        let quiet_until = opening.report.quiet_until;
        let mut incident = Self::just_opened(opening, context);
        let mut decision = Decision::default();
        let reporter = incident.reporter.clone();
        let fact = Fact::Opened {
            severity: incident.severity.clone(),
            title: incident.title.clone(),
            asked_at: (incident.opened_at < context.now).then_some(incident.opened_at),
        };
        decision.record(&reporter, fact);
        if let Some(text) = details {
            decision.record(&reporter, Fact::Said { text });
        }
        incident.record_escort_of_opening(&mut decision);
        if let Some(Continued { number, reason }) = continued {
            decision.record(&reporter, Fact::Continues { number, reason });
        }
        incident.pay_for_express(&mut decision);
        incident.note_region_of_opening(&mut decision, context, &carried);
        incident.begin_required_info(&mut decision, carried);
        incident.begin_mirrors(&mut decision, context, mirrors);
        incident.tell_customer(&mut decision, Priority::Reply, &Intent::Receipt);
        incident.tell_of_out_of_contract(&mut decision, context);
        tell_staff(&mut decision, context, Priority::Low, &Intent::OpenedInside);
        incident.tell_at_once(&mut decision, context);
        incident.watch_response(&mut decision, context);
        incident.start_updates(&mut decision, context);
        incident.start_paging_from(quiet_until, &mut decision, context);
        incident.call_experts_of_plan(&mut decision, context);
        let opened_at = incident.opened_at;
        incident.await_access(&mut decision, context, opened_at);
        incident.ask_what_is_missing(&mut decision, context);
        (incident, decision)
    }

    fn just_opened(opening: Opening, context: &ActContext<'_>) -> Self {
        let terms = context.entitlement;
        let asked_at = opening.report.asked_at.filter(|asked_at| *asked_at < context.now);
        let now = asked_at.unwrap_or(context.now);
        let escorts: Vec<Escort> =
            terms.and_then(|terms| terms.escort_booked_at(now)).cloned().into_iter().collect();
        let promise = ResponsePromise::at_opening(terms, opening.severity.as_ref(), now, &escorts);
        Self {
            number: IncidentNumber(0),
            version: 0,
            contract_ref: opening.contract_ref,
            room: opening.room,
            group: opening.group,
            mirrors: Vec::new(),
            language: opening.language,
            zone: opening.zone,
            severity: opening.severity,
            other_level: opening.report.other_level,
            rank: opening.rank,
            title: opening.title,
            reporter: opening.reporter,
            opened_at: now,
            state: IncidentState::Open,
            owner: None,
            response: Response { promise, given: None, missed: None },
            paging: Paging::default(),
            updates: Updates::default(),
            silenced_until: None,
            handoff: None,
            subscribers: Vec::new(),
            ending: Ending {
                continues: opening.continues.map(|old| old.number),
                ..Ending::default()
            },
            timers: Timers::default(),
            last_seq: 0,
            chain: ActHash::default(),
            escalation: None,
            credits: Vec::new(),
            express: opening.express,
            special_handling: SpecialHandling::default(),
            required_info: RequiredInfo::default(),
            duplicates: Duplicates {
                looks_like: opening.report.looks_like,
                ..Duplicates::default()
            },
            feedback: Feedback::default(),
            escorts,
        }
    }

    /// People whom the plan wants told at once at this rank, in addition to whoever is paged.
    pub(super) fn tell_at_once(&self, decision: &mut Decision, context: &ActContext<'_>) {
        for role in
            context.entitlement.map(|terms| terms.told_at_once(self.rank)).unwrap_or_default()
        {
            let Some(person) = context.roster.person_of(*role, context.now) else { continue };
            decision.record_inside(&Actor::Bot, Fact::Told { person: person.clone() });
            let intent = Intent::TellAtOnce { role: role.word().to_owned() };
            decision.say(Recipient::Person(person), Priority::Warning, intent);
        }
    }

    fn tell_of_out_of_contract(&self, decision: &mut Decision, context: &ActContext<'_>) {
        let ContractRef::OutOfContract { why, .. } = &self.contract_ref else { return };
        let intent = Intent::OutOfContract {
            why: *why,
            room: self.room.to_string(),
            by: self.reporter.name().to_owned(),
            text: self.title.clone(),
        };
        tell_staff(decision, context, Priority::Warning, &intent);
        if let Some(person) = context.roster.duty_manager(context.now) {
            decision.say(Recipient::Person(person), Priority::Warning, intent);
        }
    }

    /// Whether the words of this actor are the customer's own.
    pub(super) fn speaks_for_customer(actor: &Actor) -> bool {
        matches!(actor, Actor::Guest { .. } | Actor::Person { side: Side::Customer, .. })
    }
}

//! Honest severities: support regrades with a reason and the customer may escalate against it; the
//! duty manager has the last word; and when the worst is over, the lower severity of the plan is
//! proposed.

use super::act_context::{ActContext, Changed, tell_staff};
use super::severity::Grade;
use super::special_handling::{HandlingFact, HandlingRefused, record};
use super::timeline::Fact;
use super::{Incident, Refused, Ruling};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{HandlingNotice, Intent, Priority, Recipient};
use crate::domain::plan::Relief;
use crate::ids::SeverityId;

impl Incident {
    /// The duty manager decides on the severity: changes or confirms it. Both sides are
    /// told.
    pub fn rule_on_severity(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        to: SeverityId,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let stands = self.severity.as_ref() == Some(&to);
        let mut decision = Decision::default();
        let told = if stands { reason.clone() } else { String::new() };
        record(&mut decision, by, HandlingFact::Ruled { severity: to.clone(), reason: told });
        self.special_handling.ruling = Some(Ruling { by: by.clone(), at: context.now });
        // Both sides read the ruling and its reason, so an escalation has its answer.
        self.answer_by_words(&mut decision, context, by);
        let intent = self.regraded(by, &to, &reason, true);
        if stands {
            tell_staff(&mut decision, context, Priority::Warning, &intent);
            self.tell_rooms(&mut decision, Priority::Reply, &intent);
            return Ok((self, decision));
        }
        Ok(self.graded(decision, context, by, Grade { to, reason, intent }))
    }

    /// What is said of a severity that the support side set.
    pub(super) fn regraded(
        &self,
        by: &Actor,
        to: &SeverityId,
        reason: &str,
        is_final: bool,
    ) -> Intent {
        Intent::SpecialHandling(HandlingNotice::Regraded {
            from: self.severity.clone(),
            to: to.clone(),
            by: by.name().to_owned(),
            reason: reason.to_owned(),
            is_final,
        })
    }

    /// Says that the duty manager has decided, so that nobody is asked for a yes that would be
    /// refused.
    pub fn refuse_if_ruled(&self) -> Result<(), Refused> {
        match &self.special_handling.ruling {
            Some(ruling) => Err(HandlingRefused::Ruled { at: ruling.at }.into()),
            None => Ok(()),
        }
    }

    /// An update for the customer that begins with a relief. Where the plan has a lower severity
    /// for that, it is proposed to whoever owns the incident, with the command to type; nothing is
    /// lowered by itself.
    pub fn update_with_relief(
        self,
        context: &mut ActContext<'_>,
        by: &Actor,
        text: String,
        relief: Option<Relief>,
    ) -> Result<Changed, Refused> {
        let (incident, mut decision) = self.update(context, by, text)?;
        let terms = context.entitlement.zip(incident.severity.as_ref()).zip(relief);
        let to =
            terms.and_then(|((terms, severity), relief)| terms.severity_after(relief, severity));
        if let Some(to) = to.filter(|_| by.is_support() && incident.state.is_being_worked_on()) {
            incident.propose_lowering(&mut decision, context, to.clone());
        }
        Ok((incident, decision))
    }

    fn propose_lowering(&self, decision: &mut Decision, context: &ActContext<'_>, to: SeverityId) {
        let proposed = Fact::SpecialHandling(HandlingFact::LoweringProposed { to: to.clone() });
        decision.record_inside(&Actor::Bot, proposed);
        let intent = Intent::SpecialHandling(HandlingNotice::LoweringProposed { to });
        tell_staff(decision, context, Priority::Reply, &intent);
        if let Some(owner) = self.owner.clone() {
            decision.say(Recipient::Person(owner), Priority::Reply, intent);
        }
    }
}

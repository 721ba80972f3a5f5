//! The table from a command to its handler. A command without a row does not compile.

use super::Handlers;
use super::context::CommandContext;
use super::oncall::who_is_on_call;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::Command;

impl Handlers {
    #[expect(clippy::too_many_lines, reason = "one row for each command")]
    pub(super) async fn dispatch(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Outcome, Stopped> {
        match command {
            Command::Open { severity, title, other_level } => {
                self.open(context, severity, title, other_level).await
            }
            Command::Show { incident, page } => self.show(context, incident, page).await,
            Command::List { scope } => self.list(context, scope).await,
            Command::Say { incident, text } => self.say(context, incident, text).await,
            Command::Level { incident, severity, reason } => {
                self.change_severity(context, incident, severity, reason).await
            }
            Command::Escalate { incident, urgency, text } => {
                self.escalate(context, incident, urgency, text).await
            }
            Command::Confirm { incident, text: _ } => self.confirm(context, incident).await,
            Command::Reject { incident, text } => self.reject(context, incident, text).await,
            Command::Reopen { incident, text } => self.reopen(context, incident, text).await,
            Command::Plan { levels: false } => Ok(Outcome::Reply(Reply::Plan)),
            Command::Plan { levels: true } => Ok(Outcome::Reply(Reply::Levels)),
            Command::Why { incident } => self.why(context, incident).await,
            Command::Lang { language } => self.set_language(context, language).await,
            Command::Help { topic } => self.help(context, topic).await,
            Command::Ack { target } => self.acknowledge(context, target).await,
            Command::Assign { incident, person } => self.assign(context, incident, &person).await,
            Command::Update { incident, relief, text } => {
                self.update(context, incident, relief, text).await
            }
            Command::Note { incident, text } => self.note(context, incident, text).await,
            Command::Solve { incident, resolution, text } => {
                self.solve(context, incident, resolution, text).await
            }
            Command::Every { incident, minutes } => {
                self.agree_on_cadence(context, incident, minutes).await
            }
            Command::Next { incident, time } => {
                self.agree_on_next_update(context, incident, time).await
            }
            Command::Bridge { incident, link } => self.set_bridge(context, incident, link).await,
            Command::Page { target, incident, text: _ } => {
                self.page(context, incident, &target).await
            }
            Command::Handoff { target, person, text } => {
                self.hand_off(context, target, person, text).await
            }
            Command::Oncall { team, when } => who_is_on_call(context, team.as_deref(), when),
            Command::Cover { person, team, from, until } => {
                self.cover(context, (person, team), from, until).await
            }
            Command::Board => self.board().await,
            Command::Close { incident, outcome, reason } => {
                self.close(context, incident, outcome, reason).await
            }
            Command::Silence { incident, until } => self.silence(context, incident, until).await,
            Command::Mirror { change, incident, group } => {
                self.mirror(context, incident, change, &group).await
            }
            Command::UserLink { person, code } => self.link_account(context, person, code).await,
            Command::GroupCheck => self.check_group(context).await,
            Command::Subscribe { incident, address } => {
                self.subscribe(context, incident, address).await
            }
            Command::Unsubscribe { incident, address } => {
                self.unsubscribe(context, incident, address).await
            }
            Command::Takeover { incident } => self.take_over(context, incident).await,
            Command::CreditShow => self.show_credits(context).await,
            Command::CreditApprove { credit } => self.approve_credit(context, credit).await,
            Command::CreditRefuse { credit, reason } => {
                self.refuse_credit(context, credit, reason).await
            }
            Command::CreditReverse { credit, reason } => {
                self.reverse_credit(context, credit, reason).await
            }
            Command::Wait { incident, text, until } => {
                self.wait_for_customer(context, incident, text, until).await
            }
            Command::Resume { incident } => self.resume(context, incident).await,
            Command::Express { title } => self.express(context, title).await,
            Command::Quota => self.quota(context).await,
            Command::Contacts { decision } => self.contacts(context, decision).await,
            Command::Access { granted, incident, text } => {
                self.answer_access(context, incident, granted, text).await
            }
            Command::Intake { incident, text } => self.required_info(context, incident, text).await,
            Command::Regrade { incident, severity, reason } => {
                self.regrade(context, incident, severity, reason).await
            }
            Command::DowngradeAccess { incident } => {
                self.lower_without_access(context, incident).await
            }
            Command::Dispatch { incident, person, eta } => {
                self.send_to_site(context, incident, &person, eta).await
            }
            Command::Arrived { incident } => self.arrive_on_site(context, incident).await,
            Command::WarRoom { incident } => self.call_experts(context, incident).await,
            Command::Skip { incident, item } => self.skip_item(context, incident, item).await,
            // Boxed: it holds two incidents, as they were and as they become.
            Command::Duplicate { incident, original } => {
                Box::pin(self.close_as_duplicate(context, incident, original)).await
            }
            Command::Rate { incident, score, text } => {
                self.rate(context, incident, score, text).await
            }
            Command::Withdraw { incident } => self.withdraw(context, incident).await,
            Command::Approve { code } => self.approve(context, &code).await,
            Command::Choose { number } => self.grade_by_number(context, number).await,
            Command::Catchup { incident } => self.catch_up(context, incident).await,
            Command::Transcript { incident } => self.show_transcript(context, incident).await,
        }
    }
}

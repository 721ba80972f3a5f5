//! What a timer does when it fires. A timer that finds the incident moved on changes nothing.

use super::Incident;
use super::situation::{Changed, Situation};
use crate::domain::decision::Decision;
use crate::domain::timer::TimerKind;

impl Incident {
    /// Carries out what a timer was set for.
    pub fn fire(mut self, kind: TimerKind, situation: &mut Situation<'_>) -> Changed {
        match kind {
            TimerKind::Escalation => {
                let mut decision = Decision::default();
                self.let_steps_leave(&mut decision, situation);
                (self, decision)
            }
            TimerKind::ResponseWarning => self.warn_of_response(situation),
            TimerKind::ResponseDue => self.miss_response(situation),
            TimerKind::AskForUpdate => self.ask_for_update(situation),
            TimerKind::StatusUpdate => self.post_holding_update(situation),
            TimerKind::SilenceEnds => self.end_silence(situation),
            TimerKind::AnswerWarning => self.warn_of_answer(situation),
            TimerKind::AnswerDue => self.miss_answer(situation),
            TimerKind::AnswerPage => self.page_again(situation),
            TimerKind::QuestionReminder | TimerKind::QuestionEnds => {
                self.follow_question(situation)
            }
            TimerKind::ShiftEnds => self.follow_shift(situation),
            TimerKind::Arrival => self.look_for_arrival(situation),
            TimerKind::ExpertsCall => self.call_experts_again(situation),
        }
    }
}

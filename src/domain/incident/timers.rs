//! What a timer does when it fires. A timer that finds the incident moved on changes nothing.

use super::Incident;
use super::situation::{Changed, Situation};
use crate::domain::decision::Decision;
use crate::domain::timer::{TimerChange, TimerKind};

/// More timers than these cannot be due at one instant, unless one sets itself again for what is over.
const MOST: usize = 64;

impl Incident {
    /// Carries out everything that is due at the situation's instant, in the order in which it was due. What an earlier
    /// timer clears does not happen, and what it sets for an instant that is over happens too.
    pub fn fire_due(mut self, situation: &mut Situation<'_>) -> Changed {
        let mut all = Decision::default();
        for _ in 0..MOST {
            let Some((kind, _)) = self.timers.first_due(situation.now) else { break };
            self.timers.apply(&[TimerChange::Clear(kind)]);
            let (changed, decision) = self.fire(kind, situation);
            self = changed;
            self.timers.apply(&decision.timers);
            all.append(decision);
        }
        (self, all)
    }

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

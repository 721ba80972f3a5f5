//! What a timer does when it fires. A timer whose reason is gone changes nothing.

use super::Incident;
use super::act_context::{ActContext, Changed};
use crate::domain::decision::Decision;
use crate::domain::timer::{TimerChange, TimerKind};

/// More timers than these cannot be due at one instant, unless one sets itself again for what is
/// over.
const MOST: usize = 64;

impl Incident {
    /// Carries out everything that is due at the context's instant, in the order in which it was
    /// due. What an earlier timer clears does not happen, and what it sets for an instant that is
    /// over happens too.
    pub fn fire_due(mut self, context: &mut ActContext<'_>) -> Changed {
        let mut all = Decision::default();
        for _ in 0..MOST {
            let Some((kind, _)) = self.timers.first_due(context.now) else { break };
            self.timers.apply(&[TimerChange::Clear(kind)]);
            let (changed, decision) = self.fire(kind, context);
            self = changed;
            self.timers.apply(&decision.timers);
            all.append(decision);
        }
        (self, all)
    }

    /// Carries out what a timer was set for.
    pub fn fire(mut self, kind: TimerKind, context: &mut ActContext<'_>) -> Changed {
        match kind {
            TimerKind::Escalation => {
                let mut decision = Decision::default();
                self.let_steps_leave(&mut decision, context);
                (self, decision)
            }
            TimerKind::ResponseWarning => self.warn_of_response(context),
            TimerKind::ResponseDue => self.miss_response(context),
            TimerKind::AskForUpdate => self.ask_for_update(context),
            TimerKind::StatusUpdate => self.post_holding_update(context),
            TimerKind::SilenceEnds => self.end_silence(context),
            TimerKind::AnswerWarning => self.warn_of_answer(context),
            TimerKind::AnswerDue => self.miss_answer(context),
            TimerKind::AnswerPage => self.page_again(context),
            TimerKind::QuestionReminder | TimerKind::QuestionEnds => self.follow_question(context),
            TimerKind::ShiftEnds => self.follow_shift(context),
            TimerKind::Arrival => self.look_for_arrival(context),
            TimerKind::AccessAnswer => self.note_silence_about_access(context),
            TimerKind::ExpertsCall => self.call_experts_again(context),
            TimerKind::CallByHand => self.call_by_hand_again(context),
        }
    }
}

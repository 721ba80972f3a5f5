//! What is said about escalations by the customer and about service credits, in the words of the files.

use chrono::NaiveDate;

use crate::domain::credit::{Credit, CreditState, Standing};
use crate::domain::customer::Side;
use crate::domain::incident::{Incident, Refused};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;
use crate::ids::CreditNumber;
use crate::render::answers::{self, Asked};
use crate::render::kit::{World, customer_actor, person, shown, world_at};
use crate::render::lang::Language;
use crate::render::{Scene, board, credits, notice, refused, show, why};

const C1: CreditNumber = CreditNumber(1);

/// Under a plan with credits, at half past nine in Zurich; nobody has answered.
fn open() -> World {
    world_at("2026-03-10T08:30:00Z", "zitadel", "extended_sla", Some("sev2"))
}

fn escalated(world: World, urgent: bool) -> World {
    world.after(30, &|incident, situation| {
        incident.escalate(situation, &customer_actor(), urgent, "没有进展".to_owned()).unwrap()
    })
}

/// The response 75 minutes late, and credit C-1 for it.
fn late() -> World {
    open().later(193).taken()
}

fn to_customers(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.customer(Language::Both)))
}

fn to_staff(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.staff(Language::Both)))
}

fn asked(urgent: bool) -> Intent {
    Intent::Escalated { by: "王伟".to_owned(), urgent, reason: "没有进展".to_owned() }
}

#[test]
fn asking_again_is_told_with_the_clock_that_goes_on() {
    let world = escalated(escalated(open().taken(), false), true);
    insta::assert_snapshot!(to_customers(&world, &asked(true)), @"");
}

#[test]
fn the_manager_is_paged_with_the_clock_and_what_to_do() {
    let world = escalated(open(), true);
    let page = Intent::EscalationPage { code: "5532".to_owned(), attempt: 1 };
    let message = notice(&page, &world.scene(Language::Both, Side::Support, Some("zhao-min")));
    assert_eq!(message.kind, chat::MessageKind::Page);
    insta::assert_snapshot!(shown(&message), @"");
}

#[test]
fn a_missed_answer_is_told_plainly_to_both_sides() {
    let world = escalated(open().taken(), true).fires(120, TimerKind::AnswerDue);
    insta::assert_snapshot!(to_customers(&world, &Intent::EscalationMissed), @"");
    insta::assert_snapshot!(to_staff(&world, &Intent::EscalationMissed), @"");
}

#[test]
fn a_warning_says_how_to_answer() {
    let world = escalated(open().taken(), true).later(60);
    insta::assert_snapshot!(to_staff(&world, &Intent::EscalationWarning { share_percent: 50 }), @"");
}

#[test]
fn an_answer_names_who_gave_it_and_whether_in_time() {
    let world = escalated(open().taken(), true)
        .after(20, &|incident, situation| incident.take_over(situation, &person("zhao-min")).unwrap());
    let taken = Intent::EscalationTaken { by: "赵敏".to_owned() };
    insta::assert_snapshot!(to_customers(&world, &taken), @"");
    let answered = Intent::EscalationAnswered { by: "赵敏".to_owned() };
    insta::assert_snapshot!(to_staff(&world, &answered), @"");
}

#[test]
fn an_escalation_is_shown_explained_and_marked_on_the_board() {
    let world = escalated(open().taken(), true).later(150);
    let inside = shown(&show(&world.staff(Language::Both), &[]));
    insta::assert_snapshot!(inside, @"");
    let why = shown(&why(&world.customer(Language::Both), &world.entries));
    insta::assert_snapshot!(why, @"");
    let scene = Scene { incident: None, ..world.staff(Language::Both) };
    insta::assert_snapshot!(shown(&board(&[world.incident.clone()], &scene)), @"");
}

#[test]
fn a_proposal_has_its_computation_and_what_to_send() {
    insta::assert_snapshot!(to_staff(&late(), &Intent::CreditProposed { number: C1 }), @"");
}

#[test]
fn a_decision_is_told_with_the_end_of_the_contract() {
    let (world, by) = (late(), "赵敏".to_owned());
    let until = NaiveDate::from_ymd_opt(2027, 1, 6);
    let approved = Intent::CreditApproved { number: C1, by: by.clone(), until };
    insta::assert_snapshot!(to_customers(&world, &approved), @"");
    let reason = "误批".to_owned();
    let reversed = Intent::CreditReversed { number: C1, by: by.clone(), reason: reason.clone(), until };
    insta::assert_snapshot!(to_customers(&world, &reversed), @"");
    let refused = Intent::CreditRefused { number: C1, by, reason };
    insta::assert_snapshot!(to_staff(&world, &refused), @"");
}

#[test]
fn the_account_tells_the_end_of_the_contract_and_what_counts() {
    let world = late();
    let mut contract = world.directory.customers["east-bank"].contract.clone();
    let scene = Scene { incident: None, ..world.customer(Language::Both) };
    insta::assert_snapshot!(shown(&credits::account(&scene, Some(&contract), &[])), @"");
    contract.credit_days = 5;
    let credit = Credit { state: CreditState::Approved, ..world.incident.credits[0].clone() };
    let customer = "east-bank".into();
    let standing = [Standing { credit, customer, incident: world.incident.number, since: world.now }];
    insta::assert_snapshot!(shown(&credits::account(&scene, Some(&contract), &standing)), @"");
    let inside = Scene { incident: None, ..world.staff(Language::Both) };
    insta::assert_snapshot!(shown(&credits::account(&inside, None, &standing)), @"");
    insta::assert_snapshot!(shown(&credits::account(&inside, None, &[])), @"");
    insta::assert_snapshot!(shown(&credits::not_found(CreditNumber(9), &inside)), @"");
}

#[test]
fn a_yes_is_asked_for_with_what_follows() {
    let world = late();
    let scene = world.staff(Language::Both);
    let approve = answers::confirmation_asked(Asked::ApproveCredit { credit: C1 }, "8F3K", &scene);
    insta::assert_snapshot!(shown(&approve), @"");
    let reverse = answers::confirmation_asked(Asked::ReverseCredit { credit: C1 }, "8F3K", &scene);
    insta::assert_snapshot!(shown(&reverse), @"");
}

/// Every refusal of a decision or a takeover.
#[test]
fn what_cannot_be_decided_says_why_and_what_to_do() {
    let world = late();
    let scene = world.staff(Language::Both);
    let told = |refusal| shown(&refused(&refusal, &scene));
    let mut said = Vec::new();
    said.push(told(world.incident.refuse_to_decide(CreditNumber(9), CreditState::Approved).unwrap_err()));
    for state in CreditState::ALL {
        let mut incident: Incident = world.incident.clone();
        incident.credits[0].state = state;
        let to = if state == CreditState::Proposed { CreditState::Reversed } else { CreditState::Refused };
        said.push(told(incident.refuse_to_decide(C1, to).unwrap_err()));
    }
    said.push(told(Refused::NotEscalated));
    said.push(told(Refused::EscalationTaken { at: world.now }));
    insta::assert_snapshot!(said.join("\n"), @"");
}

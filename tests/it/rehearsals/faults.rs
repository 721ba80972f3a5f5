//! Every fault that the simulators can make, on every platform, between two processes: nothing is
//! lost, no message is repeated more than once, every repeat says so, and no limit is passed.
//!
//! The figures are printed: `cargo test --test it -- rehearsals::faults --nocapture`.

use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use simulator::{Fault, FaultRequest};

use super::place::{DINGTALK, DISCORD, Place, WECOM, WECOM_BY_CONNECTION, WELINK};
use super::stage::Stage;
use super::watch::{Copies, Due, Seen};

/// One way for a platform to misbehave, and whether a message may come twice then.
#[derive(Debug, Clone, Copy)]
struct Trial {
    fault: Fault,
    times: u32,
    millis: u64,
    name: &'static str,
    may_repeat: bool,
}

const fn trial(name: &'static str, fault: Fault, times: u32) -> Trial {
    Trial { fault, times, millis: 0, name, may_repeat: false }
}

/// What was perhaps delivered is said again: an answer that never came, and one that came too late.
const TRIALS: [Trial; 9] = [
    Trial { millis: 2_000, ..trial("slow, 3 × 2 s", Fault::Slow, 3) },
    Trial { millis: 12_000, may_repeat: true, ..trial("slower than we wait", Fault::Slow, 1) },
    Trial { may_repeat: true, ..trial("drop", Fault::Drop, 1) },
    trial("duplicate × 5", Fault::Duplicate, 5),
    trial("reorder × 2", Fault::Reorder, 2),
    trial("expired tokens", Fault::ExpireTokens, 1),
    trial("429 × 3", Fault::RateLimited, 3),
    trial("503 × 3", Fault::Unavailable, 3),
    trial("closed socket", Fault::CloseSocket, 1),
];

/// What a platform cannot do, by its own word.
const IMPOSSIBLE: [(Place, Fault); 3] =
    [(DISCORD, Fault::ExpireTokens), (WECOM, Fault::CloseSocket), (WELINK, Fault::CloseSocket)];

/// Long enough for the longest rest that a platform asks for.
const PATIENCE: Duration = Duration::from_mins(4);

const HEADING: &str = "platform                 fault                due  arrived  repeats  marked busiest 60 s  recovered";

/// How many stages are set at a time. They mostly wait.
const STAGES: usize = 6;

#[test]
fn nothing_is_lost_and_nothing_comes_twice_unmarked() {
    let places = [DINGTALK, DISCORD, WECOM, WECOM_BY_CONNECTION, WELINK];
    let all: Vec<(Place, Trial)> =
        TRIALS.iter().flat_map(|trial| places.map(|place| (place, *trial))).collect();
    println!("{HEADING}");
    let (next, (tell, told)) = (Mutex::new(all.iter()), mpsc::channel());
    let next = || next.lock().unwrap().next();
    let reports: Vec<Report> = thread::scope(|scope| {
        for _ in 0..STAGES {
            let tell = tell.clone();
            scope.spawn(move || {
                while let Some((place, trial)) = next() {
                    tell.send(Report::of(*place, *trial)).unwrap();
                }
            });
        }
        drop(tell);
        told.into_iter().inspect(|report| println!("{}", report.line)).collect()
    });
    assert_eq!(reports.len(), all.len(), "somebody gave up");
    let complaints: Vec<_> = reports.into_iter().flat_map(|report| report.complaints).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// What became of one trial.
struct Report {
    line: String,
    complaints: Vec<String>,
}

impl Report {
    fn of(place: Place, trial: Trial) -> Self {
        let stage = Stage::set(place);
        stage.customer_says("开单 L1 首页打不开");
        stage.group_reads(&["首页打不开", "已受理"]);
        let page = stage.engineer_reads(&["呼叫 ", "首页打不开"]);
        let how = FaultRequest { fault: trial.fault, times: trial.times, millis: trial.millis };
        if let Err(why) = stage.platform_misbehaves(&how) {
            return Self::impossible(place, trial, &why);
        }
        let due = due_at(place);
        let watch = stage.watch(due.clone());
        let seen = thread::scope(|scope| {
            let watching = scope.spawn(|| watch.until_quiet(PATIENCE));
            people_go_on(&stage, super::code_in(&page.text));
            watching.join().unwrap()
        });
        let complaints = complaints(place, trial, due.len(), &seen);
        let story = |complaint: String| {
            format!("{} · {}: {complaint}\n{}", place.name(), trial.name, stage.story())
        };
        Self {
            line: line(place, trial, due.len(), &seen),
            complaints: complaints.into_iter().map(story).collect(),
        }
    }

    /// A platform may only be unable to do what it is known to be unable to.
    fn impossible(place: Place, trial: Trial, why: &str) -> Self {
        let is_known = IMPOSSIBLE
            .iter()
            .any(|(known, fault)| known.name() == place.name() && *fault == trial.fault);
        let complaint = format!("{} · {} cannot be tried: {why}", place.name(), trial.name);
        let complaints = if is_known { Vec::new() } else { vec![complaint] };
        Self {
            line: format!("{:<24} {:<20} cannot happen there", place.name(), trial.name),
            complaints,
        }
    }
}

/// An acknowledgement, two more incidents, news and a question, while the platform misbehaves. Any
/// two neighbours may change places without changing what follows from them.
fn people_go_on(stage: &Stage, code: &str) {
    stage.engineer_answers(&format!("收到 {code}"));
    stage.customer_says("开单 L1 搜索无结果");
    stage.customer_says("开单 L1 登录很慢");
    stage.engineer_says("进展 #1 已回退版本");
    stage.customer_says("为什么 #1");
}

/// What must come of that: receipts, pages, who took it, the news, and the answer.
fn due_at(place: Place) -> Vec<Due> {
    let due = |room, words: &[&'static str]| Due { room, words: words.to_vec() };
    // Where a platform can tell one person alone, it answers a question so.
    let asker = if place.kind == "discord" { place.customer } else { place.group };
    vec![
        due(place.group, &["搜索无结果", "已受理"]),
        due(place.group, &["登录很慢", "已受理"]),
        due(place.engineer, &["呼叫 ", "搜索无结果"]),
        due(place.engineer, &["呼叫 ", "登录很慢"]),
        due(place.manager, &["搜索无结果", "立即告知"]),
        due(place.manager, &["登录很慢", "立即告知"]),
        due(place.group, &["INC-1", "响应：张强"]),
        due(place.group, &["INC-1", "变化：已回退版本"]),
        due(asker, &["INC-1", "计入："]),
    ]
}

fn complaints(place: Place, trial: Trial, due: usize, seen: &Seen) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut expect = |is_so: bool, otherwise: String| {
        if !is_so {
            complaints.push(otherwise);
        }
    };
    expect(seen.arrived == due, format!("{} of {due} messages arrived", seen.arrived));
    expect(
        seen.figures.faults_left == 0,
        format!("{} faults spoiled nothing", seen.figures.faults_left),
    );
    expect(seen.waiting == Some(0), format!("{:?} rows wait", seen.waiting));
    expect(seen.dead == Some(0), format!("{:?} rows were given up", seen.dead));
    expect(
        seen.figures.over_limit == 0,
        format!("{} calls above a limit", seen.figures.over_limit),
    );
    let may_repeat = trial.may_repeat && place.kind != "discord";
    for copies in &seen.copies {
        let is_allowed =
            copies.count == 1 || (may_repeat && copies.count == 2 && copies.marked == 1);
        let Copies { text, count, marked } = copies;
        expect(is_allowed, format!("{count} copies, {marked} of them marked:\n{text}"));
    }
    complaints
}

fn line(place: Place, trial: Trial, due: usize, seen: &Seen) -> String {
    let repeats: usize = seen.copies.iter().map(|copies| copies.count - 1).sum();
    let marked: usize = seen.copies.iter().map(|copies| copies.marked).sum();
    let busiest = seen.figures.busiest_minute.values().max().copied().unwrap_or_default();
    let recovered = seen
        .recovered_after
        .map_or_else(|| "never".to_owned(), |after| format!("{:.1} s", after.as_secs_f64()));
    format!(
        "{:<24} {:<20} {due:>3} {:>8} {repeats:>8} {marked:>7} {busiest:>12} {recovered:>10}",
        place.name(),
        trial.name,
        seen.arrived
    )
}

//! A mixed load: whole journeys, from the cry for help to the consent, in all groups at once.
//!
//! Each connection works through groups of its own, one journey after the other, so that a command
//! without a number means the one incident that is open there.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use dingtalk_simulator::DingTalkSimulator;
use tokio::runtime::Runtime;

use crate::callbacks::{CONNECTIONS, said};
use crate::figures::{Spread, Table, micros_each, rate};
use crate::http::{binary, start_fake};
use crate::kit::many_customers::{customer_person, engineer};
use crate::kit::program::{Home, Program};
use crate::kit::wire::Wire;
use crate::process::Process;
use crate::{Size, TOWN, ledger};

/// Who says a line.
#[derive(Debug, Clone, Copy)]
enum Speaker {
    Customer,
    Engineer,
}

use Speaker::{Customer, Engineer};

/// What is said between the beginning and the end of one incident; `{}` is the number of the
/// journey, since the same words said twice within a minute are taken for a repeat.
const JOURNEY: [(Speaker, &str); 9] = [
    (Customer, "报障 L1 支付返回 500, 订单 {} 无法完成"),
    (Engineer, "认领"),
    (Customer, "补充 影响：三成订单失败, 如 {}"),
    (Engineer, "进展 正在切换备用存储 {}"),
    (Customer, "补充 第二可用区也失败 {}"),
    (Engineer, "内部备注 疑似第 {} 号盘"),
    (Engineer, "进展 已切换到备用存储 {}, 正在核对数据"),
    (Engineer, "方案 已完成存储切换 {}"),
    (Customer, "同意关闭"),
];

pub(crate) fn measure(runtime: &Runtime, folder: &Path, size: Size, table: &mut Table) {
    let fake = start_fake(runtime);
    let home = Home::furnish(&binary(), folder, TOWN, &fake.base());
    home.apply_directory();
    let program = home.start();
    home.wait_until_ready();
    let process = Process(program.0.id());
    let rounds = (size.count / JOURNEY.len() / TOWN.groups).max(1);
    let (cpu, started_at) = (process.cpu(), Instant::now());
    let spread = all_journeys(&home, &fake, rounds);
    let (took, cpu) = (started_at.elapsed(), process.cpu_since(cpu));
    drop::<Program>(program);
    let journeys = rounds * TOWN.groups;
    runtime.block_on(ledger::check_closed(&home.database, journeys));
    let acts = journeys * JOURNEY.len();
    let figure = format!(
        "{:.0}/s, {spread}; {:.0} µs processor time each",
        rate(acts, took),
        micros_each(cpu, acts)
    );
    table.row(format!("{journeys} journeys: acts, {CONNECTIONS} connections"), figure, "");
}

pub(crate) fn all_journeys(home: &Home, fake: &DingTalkSimulator, rounds: usize) -> Spread {
    let some = |lane: usize| {
        let mut wire = Wire::open(home.address).unwrap();
        let groups = || (lane..TOWN.groups).step_by(CONNECTIONS);
        let journeys = (0..rounds).flat_map(|round| groups().map(move |group| (round, group)));
        journeys.flat_map(|journey| walk(&mut wire, fake, journey)).collect::<Vec<_>>()
    };
    let times = thread::scope(|scope| {
        let lanes: Vec<_> = (0..CONNECTIONS).map(|lane| scope.spawn(move || some(lane))).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    Spread::of(times)
}

fn walk(
    wire: &mut Wire,
    fake: &DingTalkSimulator,
    (round, group): (usize, usize),
) -> [Duration; JOURNEY.len()] {
    std::array::from_fn(|line| {
        let (speaker, text) = JOURNEY[line];
        let text = text.replace("{}", &round.to_string());
        let staff = match speaker {
            Customer => customer_person(group),
            Engineer => engineer(group % TOWN.engineers),
        };
        let id = format!("msgLOAD{round:04}{group:04}{line}==");
        let request = said(fake, &id, group, &staff, &text);
        let asked_at = Instant::now();
        assert_eq!(wire.ask(&request).unwrap(), 200, "a callback was not taken");
        asked_at.elapsed()
    })
}

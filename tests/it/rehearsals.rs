//! A whole incident on every platform, as it is rehearsed without an account: `watchbell simulate`
//! is one process, `watchbell serve` another, and people write, press and read between them.

mod faults;
mod phone;
pub(crate) mod place;
mod stage;
mod watch;

use simulator::VisibleMessage;

use place::{
    DINGTALK, DINGTALK_BY_CALLBACK, DISCORD, DISCORD_BY_ENDPOINT, Place, WECOM,
    WECOM_BY_CONNECTION, WELINK,
};
use stage::Stage;

/// How people put what they want.
struct Wording {
    opening: &'static str,
    news: &'static str,
    solution: &'static str,
}

const TYPED: Wording = Wording {
    opening: "开单 L1 首页打不开",
    news: "进展 已回退版本",
    solution: "方案 #1 已回退到上一版本",
};

/// By the commands that Discord lists.
const LISTED: Wording = Wording {
    opening: "/工单 开单 标题:首页打不开 级别:L1",
    news: "/值守 进展 内容:已回退版本",
    solution: "/值守 方案 编号:1 内容:已回退到上一版本",
};

/// Side by side, because each waits a minute for the update.
#[test]
fn every_platform_with_its_buttons_or_links() {
    let in_the_platforms_way = [
        (DINGTALK, TYPED),
        (DISCORD, Wording { opening: LISTED.opening, ..TYPED }),
        (
            DISCORD_BY_ENDPOINT,
            Wording { opening: "/工单 开单\n标题:首页打不开\n级别:L1", ..LISTED },
        ),
        (WECOM, TYPED),
        (WECOM_BY_CONNECTION, TYPED),
        (WELINK, TYPED),
    ];
    std::thread::scope(|scope| {
        for (place, wording) in in_the_platforms_way {
            scope.spawn(move || with_buttons(&Stage::set(place), &wording));
        }
    });
}

#[test]
fn dingtalk_in_words() {
    in_words(DINGTALK_BY_CALLBACK);
}

#[test]
fn discord_in_words() {
    in_words(DISCORD);
}

#[test]
fn wecom_in_words() {
    in_words(WECOM);
}

#[test]
fn wecom_by_its_long_connection_in_words() {
    in_words(WECOM_BY_CONNECTION);
}

#[test]
fn welink_in_words() {
    in_words(WELINK);
}

/// Pages are acknowledged and closings agreed to by a press, and the update that the contract
/// promises comes by itself.
fn with_buttons(stage: &Stage, wording: &Wording) {
    let page = opens(stage, wording);
    stage.engineer_presses(&page, "认领");
    works(stage, wording);
    stage.group_reads(&["INC-1", "次进展", "自动发布"]);
    let question = solves(stage, wording);
    stage.customer_presses(&question, "同意关闭");
    closes(stage);
}

/// The same by typing alone, with the code that a page brings.
fn in_words(place: Place) {
    let stage = &Stage::set(place);
    let page = opens(stage, &TYPED);
    stage.engineer_answers(&format!("收到 {}", code_in(&page.text)));
    works(stage, &TYPED);
    solves(stage, &TYPED);
    stage.customer_says("同意关闭");
    closes(stage);
}

/// From the first words to the receipt, and to the page, which comes back.
fn opens(stage: &Stage, wording: &Wording) -> VisibleMessage {
    stage.customer_says(wording.opening);
    stage.group_reads(&["INC-1", "首页打不开", "已受理"]);
    stage.engineer_reads(&["呼叫 ", "INC-1", "首页打不开"])
}

/// It was taken, and the engineer tells what was done.
fn works(stage: &Stage, wording: &Wording) {
    stage.group_reads(&["INC-1", "响应：张强"]);
    stage.engineer_says(wording.news);
    stage.group_reads(&["INC-1", "次进展", "变化：已回退版本"]);
}

/// The engineer has a solution; the customer is asked.
fn solves(stage: &Stage, wording: &Wording) -> VisibleMessage {
    stage.engineer_says(wording.solution);
    stage.group_reads(&["INC-1", "给出的方案：已回退到上一版本", "同意关闭 #1"])
}

fn closes(stage: &Stage) {
    stage.group_reads(&["INC-1", "已关闭"]);
    stage.manager_sleeps();
}

/// The four digits that name a page.
fn code_in(page: &str) -> &str {
    page.split_once("呼叫 ").map(|(_, rest)| &rest[..4]).unwrap()
}

//! A whole incident on every platform, as it is rehearsed without an account: `watchbell fake-platform` is one
//! process, `watchbell serve` another, and people write, press and read between them.

mod phone;
mod place;
mod stage;

use chat::rehearsal::Shown;

use place::{DINGTALK, DISCORD, Place, WECOM, WELINK};
use stage::Stage;

const OPENING: &str = "开单 L1 首页打不开";

/// Side by side, because each waits a minute for the update.
#[test]
fn every_platform_with_its_buttons_or_links() {
    let in_the_platforms_way = [
        (DINGTALK, OPENING),
        (DISCORD, "/工单 开单 标题:首页打不开 级别:L1"),
        (WECOM, OPENING),
        (WELINK, OPENING),
    ];
    std::thread::scope(|scope| {
        for (place, opening) in in_the_platforms_way {
            scope.spawn(move || with_buttons(&plain(place), opening));
        }
    });
}

#[test]
fn dingtalk_in_words() {
    let in_text = |section: String| {
        let lines = section.lines().filter(|line| !line.starts_with("card_template"));
        lines.collect::<Vec<_>>().join("\n").replace("mode = \"stream\"", "mode = \"http\"")
    };
    in_words(&Stage::set(DINGTALK, in_text));
}

#[test]
fn discord_in_words() {
    in_words(&plain(DISCORD));
}

#[test]
fn wecom_in_words() {
    in_words(&plain(WECOM));
}

#[test]
fn welink_in_words() {
    in_words(&plain(WELINK));
}

/// With the very section that the stand-in recommends.
fn plain(place: Place) -> Stage {
    Stage::set(place, |section| section)
}

/// Pages are acknowledged and closings agreed to by a press, and the update that the contract promises comes by
/// itself.
fn with_buttons(stage: &Stage, opening: &str) {
    let page = opens(stage, opening);
    stage.engineer_presses(&page, "认领");
    works(stage);
    stage.group_reads(&["INC-1", "次进展", "自动发布"]);
    let question = solves(stage);
    stage.customer_presses(&question, "同意关闭");
    closes(stage);
}

/// The same by typing alone, with the code that a page brings.
fn in_words(stage: &Stage) {
    let page = opens(stage, OPENING);
    stage.engineer_answers(&format!("收到 {}", code_in(&page.text)));
    works(stage);
    solves(stage);
    stage.customer_says("同意关闭");
    closes(stage);
}

/// From the first words to the receipt, and to the page, which comes back.
fn opens(stage: &Stage, opening: &str) -> Shown {
    stage.customer_opens(opening);
    stage.group_reads(&["INC-1", "首页打不开", "已受理"]);
    stage.engineer_reads(&["呼叫 ", "INC-1", "首页打不开"])
}

/// It was taken, and the engineer tells what was done.
fn works(stage: &Stage) {
    stage.group_reads(&["INC-1", "响应：张强"]);
    stage.engineer_says("进展 已回退版本");
    stage.group_reads(&["INC-1", "次进展", "变化：已回退版本"]);
}

/// The engineer has a solution; the customer is asked.
fn solves(stage: &Stage) -> Shown {
    stage.engineer_says("方案 #1 已回退到上一版本");
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

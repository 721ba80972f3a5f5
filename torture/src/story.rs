//! What a customer and an engineer do about one incident, drawn from the seed before anything
//! starts.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

use crate::world::Customer;

/// How far a story goes. The bot must go on with what is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Unanswered,
    Acknowledged,
    Solved,
    Closed,
}

/// What somebody does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    Open,
    /// By the page's button where it has one and `by_button`, otherwise by its code.
    Acknowledge {
        by_button: bool,
    },
    /// The engineer tells the customer something.
    Update(String),
    /// The customer adds something.
    Comment(String),
    Solve(String),
    /// The customer says that the solution does not help.
    Reject(String),
    /// The customer agrees to close.
    Consent {
        by_button: bool,
    },
}

/// One incident from its report to its ending.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) customer: Customer,
    /// Unlike the title of every other story.
    pub(crate) title: String,
    pub(crate) acts: Vec<Act>,
    pub(crate) ending: Ending,
    /// How long after the start of the round it begins, in milliseconds.
    pub(crate) begins_after: u64,
}

const PARTS: [&str; 16] = [
    "首页",
    "搜索",
    "登录",
    "报表",
    "对账",
    "短信",
    "库存",
    "发票",
    "消息队列",
    "数据库",
    "对象存储",
    "负载均衡",
    "证书",
    "备份",
    "监控",
    "镜像仓库",
];
const TROUBLES: [&str; 10] = [
    "打不开",
    "很慢",
    "无结果",
    "返回错误",
    "数据丢失",
    "反复重启",
    "连接超时",
    "无法写入",
    "停止同步",
    "内容错乱",
];

impl Story {
    /// The `number`-th story of a run. A listed platform offers fewer commands.
    pub(crate) fn draw(
        random: &mut StdRng,
        customer: Customer,
        number: usize,
        is_listed: bool,
        begins_after: u64,
    ) -> Self {
        let part = PARTS.choose(random).copied().unwrap_or_default();
        let trouble = TROUBLES.choose(random).copied().unwrap_or_default();
        let title = format!("{part}{trouble} {}", token(random, number));
        let endings = [
            Ending::Unanswered,
            Ending::Acknowledged,
            Ending::Solved,
            Ending::Closed,
            Ending::Closed,
        ];
        let ending = endings.choose(random).copied().unwrap_or(Ending::Closed);
        let acts = acts(random, ending, is_listed, &title);
        Self { customer, title, acts, ending, begins_after }
    }

    /// A story from its opening to the customer's consent, with an act of each kind.
    pub(crate) fn whole(random: &mut StdRng, customer: Customer, number: usize) -> Self {
        let title = format!("首页打不开 {}", token(random, number));
        let words = |what: &str| format!("{what} {}", title.rsplit(' ').next().unwrap_or_default());
        let acts = vec![
            Act::Open,
            Act::Acknowledge { by_button: false },
            Act::Update(words("处理进展")),
            Act::Comment(words("客户补充")),
            Act::Solve(words("解决方案")),
            Act::Consent { by_button: false },
        ];
        Self { customer, title, acts, ending: Ending::Closed, begins_after: 0 }
    }

    /// The word of the title that no other story has.
    pub(crate) fn token(&self) -> &str {
        self.title.rsplit(' ').next().unwrap_or_default()
    }
}

fn acts(random: &mut StdRng, ending: Ending, is_listed: bool, title: &str) -> Vec<Act> {
    let mut acts = vec![Act::Open];
    let mut said = 0;
    let mut words = |what: &str| {
        said += 1;
        format!("{what}之{said} {}", title.rsplit(' ').next().unwrap_or_default())
    };
    if ending == Ending::Unanswered {
        return acts;
    }
    acts.push(Act::Acknowledge { by_button: is_listed || random.random_bool(0.5) });
    for _ in 0..random.random_range(0..3) {
        let by_customer = !is_listed && random.random_bool(0.4);
        acts.push(if by_customer {
            Act::Comment(words("客户补充"))
        } else {
            Act::Update(words("处理进展"))
        });
    }
    if ending == Ending::Acknowledged {
        return acts;
    }
    acts.push(Act::Solve(words("解决方案")));
    if !is_listed && random.random_bool(0.25) {
        acts.push(Act::Reject(words("仍然失败")));
        acts.push(Act::Solve(words("再次解决")));
    }
    if ending == Ending::Closed {
        acts.push(Act::Consent { by_button: is_listed || random.random_bool(0.5) });
    }
    acts
}

/// Five letters and the number of the story, as an error id looks.
fn token(random: &mut impl Rng, number: usize) -> String {
    let letter = |random: &mut dyn Rng| char::from(b'a' + (random.next_u32() % 26) as u8);
    let letters: String = (0..5).map(|_| letter(random)).collect();
    format!("{letters}{number}")
}

//! The most urgent trouble under each of the five plans, from the first word to the closing.

use chrono::{DateTime, Utc};
use watchbell::domain::incident::{Fact, IncidentState};
use watchbell::domain::plan::Promise;

use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    daocloud_in_chinese,
    isoftstone_in_chinese,
    huaweicloud_in_both_languages,
    zitadel_in_english,
    alibabacloud_in_chinese,
}

/// Who lives through it, under which promise.
struct Story {
    group: &'static str,
    customer: &'static str,
    plan: &'static str,
    tier: &'static str,
    severity: &'static str,
    /// How the trouble is told, in the plan's own words.
    opening: &'static str,
    on_call: &'static str,
    next_on_call: &'static str,
    tam: &'static str,
    /// The emergency group, where the plan calls it at once.
    experts: &'static [&'static str],
    words: Words,
}

/// The verbs of a language, and words that show up in its sentences.
struct Words {
    ack: &'static str,
    update: &'static str,
    solve: &'static str,
    confirm: &'static str,
    show: &'static str,
    automatic: &'static str,
    closed: &'static str,
}

const CHINESE: Words = Words {
    ack: "收到",
    update: "进展",
    solve: "方案",
    confirm: "同意关闭",
    show: "查看",
    automatic: "自动发布",
    closed: "已关闭",
};
const ENGLISH: Words = Words {
    ack: "ack",
    update: "update",
    solve: "solve",
    confirm: "confirm",
    show: "show",
    automatic: "automatically",
    closed: "closed",
};

const DAOCLOUD: Story = Story {
    group: "daocloud",
    customer: "zhou-min",
    plan: "daocloud",
    tier: "professional",
    severity: "l1",
    opening: "/工单 报障 一级 支付全部失败",
    on_call: "zhang-qiang",
    next_on_call: "chen-jing",
    tam: "li-na",
    experts: &[],
    words: CHINESE,
};

async fn daocloud_in_chinese(bot: &mut TestBot) {
    DAOCLOUD.walk(bot).await;
}

async fn isoftstone_in_chinese(bot: &mut TestBot) {
    let story = Story {
        group: "isoftstone",
        customer: "zheng-yu",
        plan: "isoftstone",
        tier: "vip",
        severity: "core_production_down",
        opening: "@watchbell 开单 核心生产系统不可用 下单全部失败",
        ..DAOCLOUD
    };
    story.walk(bot).await;
}

async fn huaweicloud_in_both_languages(bot: &mut TestBot) {
    let story = Story {
        group: "huaweicloud",
        customer: "chu-tian",
        plan: "huaweicloud",
        tier: "enterprise",
        severity: "core_production_down",
        opening: "@watchbell open L1 orders fail everywhere",
        ..DAOCLOUD
    };
    story.walk(bot).await;
}

async fn zitadel_in_english(bot: &mut TestBot) {
    let story = Story {
        group: "zitadel",
        customer: "urs-muster",
        plan: "zitadel",
        tier: "extended_sla",
        severity: "sev1",
        opening: "/incident open sev1 nobody can log in",
        on_call: "tom-berg",
        next_on_call: "sam-miller",
        tam: "nina-frei",
        experts: &[],
        words: ENGLISH,
    };
    story.walk(bot).await;
}

async fn alibabacloud_in_chinese(bot: &mut TestBot) {
    let story = Story {
        group: "alibabacloud",
        customer: "shen-yi",
        plan: "alibabacloud",
        tier: "premier",
        severity: "business_down",
        opening: "@watchbell 报障 业务不可用 首页打不开",
        experts: &["sam-miller", "tom-berg"],
        ..DAOCLOUD
    };
    story.walk(bot).await;
}

impl Story {
    async fn walk(&self, bot: &mut TestBot) {
        self.opens(bot).await;
        self.nobody_acknowledges(bot).await;
        self.the_next_acknowledges(bot).await;
        self.hears_hourly(bot).await;
        self.is_solved_and_confirmed(bot).await;
        self.is_told_by_the_timeline(bot).await;
    }

    async fn opens(&self, bot: &mut TestBot) {
        let receipt = bot.says(self.customer, self.group, self.opening).await;
        let due = self.due(bot, tuesday());
        assert_says(
            &receipt,
            &["INC-1", &self.clock(bot, due), &self.clock(bot, tuesday() + minutes(60))],
        );
        assert_eq!(bot.incident(1).await.response.due_at(), Some(due));
        let page = bot.pages_to(self.on_call).pop().expect("the person on call is paged at once");
        assert_eq!(page.at, tuesday());
        assert_says(&page.text, &["INC-1", &self.clock(bot, due)]);
        for told_at_once in ["zhao-lei", "sun-jie"] {
            assert_says(&bot.last_in(told_at_once).text, &["INC-1"]);
            assert!(bot.pages_to(told_at_once).is_empty());
        }
    }

    /// The steps leave at 4, 7 and 9 minutes, and 5 minutes after its last one the policy begins
    /// again, this time with the duty manager too. Experts are called every 5 minutes, three times.
    async fn nobody_acknowledges(&self, bot: &mut TestBot) {
        bot.advance(minutes(15)).await;
        let step = |after: i64, people: &[&str]| {
            let mut people: Vec<_> =
                people.iter().map(|who| (tuesday() + minutes(after), (*who).to_owned())).collect();
            people.sort();
            people
        };
        let expected = [
            step(0, &[&[self.on_call], self.experts].concat()),
            step(4, &[self.on_call, self.next_on_call]),
            step(5, self.experts),
            step(7, &["zhao-lei", self.tam]),
            step(9, &["sun-jie", self.on_call]),
            step(10, self.experts),
            step(14, &[self.on_call, "zhao-lei"]),
        ];
        let mut pages = bot.all_pages();
        pages.sort();
        assert_eq!(pages, expected.concat());
    }

    async fn the_next_acknowledges(&self, bot: &mut TestBot) {
        let code = bot.code_for(self.next_on_call);
        let answer = bot.whispers(self.next_on_call, &format!("{} {code}", self.words.ack)).await;
        assert_says(&answer, &["INC-1"]);
        let acknowledged_at = bot.now();
        assert_says(&bot.last_in(self.group).text, &["INC-1"]);
        assert_eq!(bot.last_in(self.group).at, acknowledged_at);
        assert_says(&bot.last_in(self.on_call).text, &[&bot.code_for(self.on_call)]);
        let incident = bot.incident(1).await;
        assert_eq!(incident.owner, Some(self.next_on_call.into()));
        assert_eq!(incident.response.given.map(|given| given.at), Some(acknowledged_at));

        bot.advance(minutes(30)).await;
        assert!(
            bot.all_pages().iter().all(|(at, _)| *at < acknowledged_at),
            "nobody is paged any more"
        );
    }

    /// The first slot passes without a text, the second is filled by a person, the third passes
    /// again.
    async fn hears_hourly(&self, bot: &mut TestBot) {
        let opened_at = tuesday();
        let before = bot.now();
        bot.advance_to(opened_at + minutes(60)).await;
        self.is_asked_for_a_text_at(bot, before, &[50, 57]);
        let holding = bot.last_in(self.group);
        assert_eq!(holding.at, opened_at + minutes(60));
        assert_says(
            &holding.text,
            &["INC-1", self.words.automatic, &self.clock(bot, opened_at + minutes(120))],
        );

        bot.advance_to(opened_at + minutes(115)).await;
        self.is_asked_for_a_text_at(bot, opened_at + minutes(60), &[110]);
        let text = format!("{} #1 storage-7 has been replaced", self.words.update);
        bot.says(self.next_on_call, self.group, &text).await;
        let update = bot.last_in(self.group);
        assert_says(
            &update.text,
            &["storage-7 has been replaced", &self.clock(bot, opened_at + minutes(175))],
        );
        assert!(!update.text.contains(self.words.automatic));

        bot.advance_to(opened_at + minutes(175)).await;
        let holding = bot.last_in(self.group);
        assert_eq!(holding.at, opened_at + minutes(175));
        assert_says(&holding.text, &[self.words.automatic]);
        assert_eq!(bot.incident(1).await.updates.missed, 2);
    }

    /// The owner was asked since an instant, so many minutes after the opening.
    #[track_caller]
    fn is_asked_for_a_text_at(&self, bot: &TestBot, since: DateTime<Utc>, expected: &[i64]) {
        let mut asked: Vec<_> =
            bot.posts_after(self.next_on_call, since).iter().map(|post| post.at).collect();
        asked.retain(|at| *at < tuesday() + minutes(60) || *at > tuesday() + minutes(60));
        let expected: Vec<_> = expected.iter().map(|after| tuesday() + minutes(*after)).collect();
        assert_eq!(asked, expected);
    }

    async fn is_solved_and_confirmed(&self, bot: &mut TestBot) {
        let text = format!("{} #1 the disk was replaced", self.words.solve);
        bot.says(self.next_on_call, self.group, &text).await;
        assert_says(
            &bot.last_in(self.group).text,
            &["INC-1", "the disk was replaced", self.words.confirm],
        );
        let closing =
            bot.says(self.customer, self.group, &format!("{} #1", self.words.confirm)).await;
        assert_says(&closing, &["INC-1", self.words.closed]);
        assert!(matches!(bot.incident(1).await.state, IncidentState::Closed { .. }));

        let closed_at = bot.now();
        bot.advance(minutes(24 * 60)).await;
        assert!(bot.posts_after(self.group, closed_at).is_empty(), "a closed incident is quiet");
        assert!(bot.posts_after(self.next_on_call, closed_at).is_empty());
    }

    async fn is_told_by_the_timeline(&self, bot: &mut TestBot) {
        let facts: Vec<Fact> = bot.timeline(1).await.into_iter().map(|entry| entry.fact).collect();
        let has = |is: fn(&Fact) -> bool| facts.iter().filter(|fact| is(fact)).count();
        assert_eq!(has(|fact| matches!(fact, Fact::Opened { .. })), 1);
        assert_eq!(has(|fact| matches!(fact, Fact::Paged { .. })), 9 + 3 * self.experts.len());
        assert_eq!(has(|fact| matches!(fact, Fact::Acknowledged { .. })), 1);
        assert_eq!(has(|fact| matches!(fact, Fact::HoldingUpdate { .. })), 2);
        assert_eq!(has(|fact| matches!(fact, Fact::Updated { .. })), 1);
        assert!(matches!(facts.last(), Some(Fact::Closed { .. })));
        let shown = bot.says(self.customer, self.group, &format!("{} 1", self.words.show)).await;
        assert_says(&shown, &["INC-1", self.words.closed]);
    }

    /// What `watchbell sla due` answers for the plan.
    fn due(&self, bot: &TestBot, from: DateTime<Utc>) -> DateTime<Utc> {
        let plan = bot.plans.plan(self.plan).unwrap();
        let promise = plan.promise(&self.tier.into(), &"im".into(), &self.severity.into());
        let Promise::Target(target) = promise else { panic!("{promise:?}") };
        let calendar = bot.plans.calendar(plan, &target.coverage, plan.home_zone).unwrap();
        calendar.due_at(from, target.seconds).at
    }

    /// An instant as a clock in the customer's zone shows it.
    fn clock(&self, bot: &TestBot, at: DateTime<Utc>) -> String {
        let zone = bot.plans.plan(self.plan).unwrap().home_zone;
        at.with_timezone(&zone).format("%H:%M").to_string()
    }
}

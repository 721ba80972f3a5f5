//! Whether words describe trouble, from somebody who knows no command or has no time for one.

use super::fold::fold;

const TROUBLE: &[&str] = &[
    "救命",
    "紧急",
    "挂了",
    "故障",
    "宕机",
    "宕機",
    "崩了",
    "崩溃",
    "瘫痪",
    "失败",
    "失敗",
    "报错",
    "错误",
    "异常",
    "超时",
    "中断",
    "断开",
    "断了",
    "断网",
    "打不开",
    "进不去",
    "登不上",
    "登录不了",
    "连不上",
    "不可用",
    "无法",
    "没反应",
    "不通",
    "丢失",
    "泄露",
    "卡死",
    "卡住",
    "很慢",
    "太慢",
    "变慢",
    "全挂",
    "坏了",
    "不了",
    "出问题",
    "有问题",
    "白屏",
    "重启了",
    "报警",
    "告警",
    "求助",
    "帮忙看",
    "急急",
    "急！",
    "down",
    "outage",
    "urgent",
    "emergency",
    "broken",
    "fail",
    "error",
    "crash",
    "unavailable",
    "unreachable",
    "timeout",
    "timing out",
    "timed out",
    "not working",
    "does not work",
    "doesn't work",
    "doesn\"t work",
    "stopped working",
    "can't",
    "can\"t",
    "cannot",
    "help us",
    "please help",
    "sos",
    "slow",
    "stuck",
    "hangs",
    "data loss",
    "leak",
    "500",
    "502",
    "503",
    "504",
];

/// Whether the words sound like trouble with what the vendor runs.
pub fn sounds_like_trouble(words: &str) -> bool {
    let folded = fold(words);
    TROUBLE.iter().any(|word| folded.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cries_for_help_are_told_from_small_talk() {
        for words in [
            "支付挂了，救命",
            "紧急！支付全挂了",
            "登录页面打不开",
            "our checkout is DOWN",
            "payments time out: 504",
            "please help, nothing loads",
            "数据库连不上",
        ] {
            assert!(sounds_like_trouble(words), "{words}");
        }
        for words in ["谢谢", "你好", "今天谁来开会", "good morning", "thanks a lot", "明天见"]
        {
            assert!(!sounds_like_trouble(words), "{words}");
        }
    }
}

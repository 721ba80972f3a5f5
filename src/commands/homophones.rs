//! Chinese characters that sound alike, for the characters that occur in names of verbs.
//!
//! Input methods offer the wrong one of these all the time: 升机 for 升级, 认令 for 认领.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Sound without its tone, and the characters which have it. Each character is in one group only.
const GROUPS: &[(&str, &str)] = &[
    ("an", "案按岸暗安"),
    ("ban", "班版办板般搬半伴"),
    ("bang", "帮邦棒绑榜"),
    ("bao", "报抱保宝包爆豹饱"),
    ("bei", "备被倍北背贝悲杯"),
    ("bi", "闭毕必币比笔壁避逼弊"),
    ("biao", "表标彪裱"),
    ("bu", "补部不步布簿"),
    ("cha", "查差茶察插叉"),
    ("chong", "重充冲虫崇宠"),
    ("chu", "处出初除"),
    ("cui", "催崔摧脆翠"),
    ("dai", "代带待戴贷袋"),
    ("dan", "单但担丹胆旦淡蛋"),
    ("dao", "到道倒导岛刀稻"),
    ("ding", "定订顶丁钉盯鼎"),
    ("fang", "方放房防访芳仿"),
    ("fu", "复付负副福府富服父覆"),
    ("gai", "改该盖概丐"),
    ("geng", "更耕梗耿"),
    ("gong", "工公共功攻供宫"),
    ("guan", "关官管观馆冠惯"),
    ("hu", "呼户护互胡湖忽"),
    ("hua", "划话化画花华"),
    ("hui", "回会汇惠灰挥慧恢"),
    ("ji", "级机及计记技急即集击际季寄几己积极"),
    ("jian", "间件见建简健减剑检"),
    ("jiao", "交叫教较脚角焦缴"),
    ("jie", "接结解节界街届借阶洁杰"),
    ("jin", "进近尽金今紧禁劲"),
    ("jue", "决绝觉掘诀"),
    ("kai", "开凯楷慨"),
    ("kan", "看刊砍堪坎"),
    ("ke", "客可课克科刻颗"),
    ("la", "拉啦辣腊垃"),
    ("lie", "列烈裂猎劣"),
    ("ling", "领令零灵另岭铃龄玲凌"),
    ("lv", "率律绿虑旅"),
    ("me", "么麽"),
    ("mo", "默莫墨末模漠摸"),
    ("nei", "内馁"),
    ("pai", "派排牌拍"),
    ("pan", "盘盼判叛攀"),
    ("pin", "频品拼贫聘"),
    ("quan", "权全圈泉劝券"),
    ("que", "确却缺雀鹊"),
    ("ren", "认人任仁忍刃"),
    ("shei", "谁"),
    ("shen", "什深神身审申甚伸"),
    ("sheng", "升声生省胜圣剩"),
    ("shi", "时是事使式试识十实世市室"),
    ("shou", "收手守受首售寿"),
    ("suan", "算酸蒜"),
    ("ti", "提题体替踢梯"),
    ("tong", "同通统痛童桶铜"),
    ("tai", "态太台抬泰"),
    ("wei", "为未位喂围卫维味微尾"),
    ("wo", "我握窝卧"),
    ("xin", "新心信欣辛薪"),
    ("yan", "言严眼烟研延演沿"),
    ("yi", "已意益以一义议易医移依"),
    ("yu", "语雨与余于鱼预域遇"),
    ("yue", "约月越阅悦跃"),
    ("zai", "在再载灾"),
    ("zen", "怎"),
    ("zhan", "展站占战沾斩"),
    ("zhang", "障账帐丈章张涨掌"),
    ("zhe", "这者折哲"),
    ("zhi", "支持值制直职指只止至志致之治知纸"),
    ("zhu", "助住注主著祝驻煮"),
    ("zhuan", "转专赚砖"),
    ("che", "撤车彻扯"),
    ("zhuang", "状装壮撞庄"),
    ("de", "的得地德"),
    ("dian", "点电店"),
    ("jing", "静经精净境竟镜惊警"),
    ("chi", "吃迟尺池赤"),
    ("hao", "号好毫豪浩耗"),
    ("xiang", "像相想向项象响"),
    ("zi", "自字子资紫"),
    ("da", "大打达答"),
    ("tui", "退推腿颓"),
    ("fen", "分份纷奋粉"),
    ("ju", "拒具据举居句巨"),
    ("pi", "批披皮疲匹"),
    ("wu", "务物误无午武"),
    ("zheng", "正证政整争征"),
    ("zhun", "准谆"),
    ("gua", "挂瓜刮寡"),
    ("qi", "起其期气奇齐器七"),
    ("lu", "录路陆露鹿炉"),
    ("qian", "前钱千签欠浅牵遣"),
    ("qing", "情请清轻庆青晴"),
    ("yao", "要药腰摇邀"),
    ("zhai", "摘宅债窄寨"),
    ("jia", "加家假价嘉架驾"),
    ("lian", "链连联脸练恋怜"),
    ("su", "速素诉塑宿"),
    ("pei", "配培赔陪佩"),
    ("e", "额恶鹅饿"),
    ("xi", "系细西息希喜习戏"),
    ("wen", "问文温闻稳吻"),
    ("xian", "限线先现险显"),
    ("cai", "裁采才财彩猜"),
    ("jiang", "降将讲江奖"),
    ("chang", "场厂常长唱尝"),
    ("zuo", "作做坐座左"),
    ("liao", "料聊了疗辽"),
    ("tiao", "跳条挑调"),
    ("guo", "过国果锅"),
    ("ping", "评平屏凭瓶苹"),
];

static SOUNDS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    GROUPS
        .iter()
        .flat_map(|&(sound, characters)| characters.chars().map(move |c| (c, sound)))
        .collect()
});

/// The sound of a character of the table.
pub(super) fn sound_of(character: char) -> Option<&'static str> {
    SOUNDS.get(&character).copied()
}

/// The sounds of a whole name run together (`shengji`), if each character is known.
pub(super) fn spelled(name: &str) -> Option<String> {
    name.chars().map(sound_of).collect()
}

/// How alike two characters sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Similarity {
    Same,
    /// Another character with the same sound.
    SoundsTheSame,
    /// The sounds differ only as many speakers and typists confuse them: `zh`/`z`, `in`/`ing`.
    SoundsClose,
    Different,
}

pub(super) fn similarity(one: char, other: char) -> Similarity {
    if one == other {
        return Similarity::Same;
    }
    match (sound_of(one), sound_of(other)) {
        (Some(a), Some(b)) if a == b => Similarity::SoundsTheSame,
        (Some(a), Some(b)) if blurred(a) == blurred(b) => Similarity::SoundsClose,
        _ => Similarity::Different,
    }
}

/// A sound without the distinctions which southern speakers drop.
fn blurred(sound: &str) -> (u8, &str) {
    let sound = sound.strip_suffix('g').filter(|rest| rest.ends_with('n')).unwrap_or(sound);
    let first = sound.as_bytes().first().copied().unwrap_or_default();
    let rest = sound.get(1..).unwrap_or_default();
    let softened = if matches!(first, b'z' | b'c' | b's') {
        rest.strip_prefix('h').unwrap_or(rest)
    } else {
        rest
    };
    (first, softened)
}

/// The characters that sound like this one, itself left out.
#[cfg(test)]
pub(super) fn sounding_like(character: char) -> impl Iterator<Item = char> {
    let group = GROUPS.iter().find(|(_, characters)| characters.contains(character));
    group
        .into_iter()
        .flat_map(|(_, characters)| characters.chars())
        .filter(move |&c| c != character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::grammar::{Grammar, verbs};

    #[test]
    fn each_character_has_one_sound() {
        let characters: usize =
            GROUPS.iter().map(|(_, characters)| characters.chars().count()).sum();
        assert_eq!(SOUNDS.len(), characters);
    }

    #[test]
    fn every_character_of_every_verb_has_a_sound() {
        for name in verbs().flat_map(|row: &Grammar| row.zh).copied() {
            assert!(spelled(name).is_some(), "{name}");
        }
    }

    #[test]
    fn sounds_are_compared_as_people_confuse_them() {
        assert_eq!(similarity('级', '级'), Similarity::Same);
        assert_eq!(similarity('级', '机'), Similarity::SoundsTheSame);
        assert_eq!(similarity('领', '灵'), Similarity::SoundsTheSame);
        assert_eq!(similarity('进', '经'), Similarity::SoundsClose);
        assert_eq!(similarity('级', '开'), Similarity::Different);
        assert_eq!(spelled("升级").as_deref(), Some("shengji"));
    }
}

//! Reads full-width and half-width characters, upper and lower case as one, where they are grammar.
//!
//! Folding is done a character at a time while reading, so that free text (titles, updates) can be
//! handed on exactly as it was typed.

use std::borrow::Cow;

/// The form in which a character is compared: half width, lower case, one kind of blank, dash and
/// quote.
pub(super) fn fold_char(typed: char) -> char {
    match typed {
        '\u{FF01}'..='\u{FF5E}' => half_width(typed).to_ascii_lowercase(),
        // Includes the four-per-em space that WeCom puts after a mention, zero-width characters
        // that other clients put there, and the selector that follows some emoji.
        '\u{00A0}'
        | '\u{00AD}'
        | '\u{2000}'..='\u{200F}'
        | '\u{202A}'..='\u{202F}'
        | '\u{205F}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{3000}'
        | '\u{FE0F}'
        | '\u{FEFF}' => ' ',
        '。' => '.',
        '、' => ',',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        '「' | '」' | '『' | '』' | '“' | '”' | '‘' | '’' | '\'' => '"',
        '\u{FE5F}' => '#',
        '\u{FE6B}' => '@',
        _ if typed.is_whitespace() => ' ',
        _ if typed.is_ascii() => typed.to_ascii_lowercase(),
        _ => simplified(typed),
    }
}

/// The simplified form of the traditional characters that verbs, levels and labels are written
/// with.
#[rustfmt::skip]
fn simplified(typed: char) -> char {
    match typed {
        '級' => '级', '單' => '单', '開' => '开', '報' => '报', '狀' => '状', '態' => '态',
        '補' => '补', '復' | '複' => '复', '辦' => '办', '確' => '确', '認' => '认', '關' => '关',
        '閉' => '闭', '決' => '决', '計' => '计', '劃' => '划', '權' => '权', '為' => '为',
        '麼' => '么', '語' => '语', '幫' => '帮', '領' => '领', '進' => '进', '內' => '内',
        '備' => '备', '註' => '注', '頻' => '频', '約' => '约', '時' => '时', '間' => '间',
        '轉' => '转', '誰' => '谁', '頂' => '顶', '戶' => '户', '靜' => '静', '鏡' => '镜',
        '綁' => '绑', '賬' | '帳' => '账', '號' => '号', '檢' => '检', '訂' => '订', '閱' => '阅',
        '務' => '务', '積' => '积', '絕' => '绝', '沖' | '衝' => '冲', '掛' => '挂', '極' => '极',
        '額' => '额', '聯' => '联', '係' | '繫' => '系', '授' => '授', '訪' => '访', '問' => '问',
        '達' => '达', '戰' => '战', '資' => '资', '過' => '过', '評' => '评', '價' => '价',
        '嚴' => '严', '別' => '别', '標' => '标', '題' => '题', '緊' => '紧', '產' => '产',
        '統' => '统', '異' => '异', '業' => '业', '無' => '无', '響' => '响', '優' => '优',
        '議' => '议', '諮' => '咨', '詢' => '询', '現' => '现', '場' => '场', '專' => '专',
        '個' => '个', '鐘' => '钟', '點' => '点', '週' => '周', '雙' => '双', '歸' => '归',
        '發' => '发', '據' => '据', '錯' => '错', '誤' => '误', '災' => '灾', '難' => '难',
        _ => typed,
    }
}

/// Words without the characters that nobody sees, which some clients put between them: they would
/// cut a verb in two. What joins emoji stays.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let is_invisible = |typed: char| {
        matches!(typed,
            '\u{00AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    if text.contains(is_invisible) {
        return Cow::Owned(text.replace(is_invisible, ""));
    }
    Cow::Borrowed(text)
}

/// An emoji or another sign that says nothing to the reader of commands.
pub(super) fn is_ornament(typed: char) -> bool {
    !typed.is_ascii()
        && !typed.is_alphanumeric()
        && !fold_char(typed).is_ascii()
        && !"【】《》〔〕「」『』［］（）".contains(typed)
}

fn half_width(full: char) -> char {
    const DISTANCE: u32 = 0xFF01 - 0x21;
    char::from_u32(u32::from(full) - DISTANCE).unwrap_or(full)
}

/// A whole text in the form in which it is compared.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

pub(super) fn is_blank(typed: char) -> bool {
    fold_char(typed) == ' '
}

/// What is allowed between two parts of a command besides blanks.
pub(super) fn is_separator(typed: char) -> bool {
    matches!(fold_char(typed), ' ' | ':' | ',' | ';' | '.' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_reads_as_half_width() {
        assert_eq!(
            fold("＠Ｂｏｔ　ｓｔａｔｕｓ：＃１２８／ＩＮＣ－５１１"),
            "@bot status:#128/inc-511"
        );
    }

    #[test]
    fn blanks_dashes_and_quotes_have_one_form() {
        assert_eq!(fold("a\u{2005}b\u{3000}c\u{200B}d"), "a b c d");
        assert_eq!(fold("inc–1 inc－2 「升级」"), "inc-1 inc-2 \"升级\"");
    }

    #[test]
    fn chinese_text_stays_as_it_is() {
        assert_eq!(fold("支付返回"), "支付返回");
    }

    #[test]
    fn what_nobody_sees_is_left_out_of_words() {
        assert_eq!(visible("报\u{200B}障 \u{2068}一级\u{2069} \u{202A}x\u{202C}"), "报障 一级 x");
        let family = "👨\u{200D}👩\u{200D}👧 支付失败";
        assert_eq!(visible(family), family, "what joins emoji stays");
    }

    #[test]
    fn traditional_characters_are_read_as_simplified() {
        assert_eq!(fold("一級 工單 開單 關閉 補充 為什麼"), "一级 工单 开单 关闭 补充 为什么");
    }
}

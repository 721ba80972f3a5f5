//! What somebody typed, as it may be shown again.

/// How much of what was typed is shown again in an error.
pub(super) const LONGEST_SHOWN: usize = 30;

/// What was typed, cut to a length that can be shown, on one line and unable to mention anybody.
pub(super) fn shown(typed: &str) -> String {
    let harmless = |c: char| match c {
        '@' => '＠',
        _ if c.is_control() => ' ',
        _ => c,
    };
    let typed = typed.trim();
    let mut cut: String = typed.chars().take(LONGEST_SHOWN).map(harmless).collect();
    if typed.chars().nth(LONGEST_SHOWN).is_some() {
        cut.push('…');
    }
    cut
}

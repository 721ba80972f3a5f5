//! The logs of the bot: no secret in them, and no panic.

use std::path::Path;

use anyhow::Context;

/// What a line may not hold: the name and the value of a secret.
pub(crate) type Secret = (String, String);

/// The secrets in a configuration: every value whose key says so.
pub(crate) fn secrets_in(configuration: &str) -> Vec<Secret> {
    const SECRET: [&str; 3] = ["secret", "token", "key"];
    let lines = configuration.lines().filter_map(|line| line.split_once('='));
    lines
        .map(|(name, value)| (name.trim().to_owned(), value.trim().trim_matches('"').to_owned()))
        .filter(|(name, value)| {
            // The key of an app is its name.
            let is_secret = SECRET.iter().any(|word| name.ends_with(word));
            is_secret && !["app_key", "public_key"].contains(&name.as_str()) && value.len() >= 8
        })
        .collect()
}

/// Everything wrong in a log.
pub(crate) fn violations(log: &Path, secrets: &[Secret]) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
    let text = String::from_utf8_lossy(&text);
    let mut found = Vec::new();
    for (name, value) in secrets {
        if let Some(line) = text.lines().find(|line| line.contains(value.as_str())) {
            found.push(format!("the log shows {name}: {line}"));
        }
    }
    let panics = text.lines().filter(|line| line.contains("panicked"));
    found.extend(panics.map(|line| format!("the log tells of a panic: {line}")));
    Ok(found)
}

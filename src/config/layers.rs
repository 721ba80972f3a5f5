//! Lays the manual, the operator's file and the environment over each other, the last one winning.

use std::path::Path;

use config::builder::DefaultState;
use config::{
    Config as Layered, ConfigBuilder, Environment, File, FileFormat, Map, Value, ValueKind,
};

use chat::settings::{Problem, Problems};

/// The manual, which is also the lowest layer.
pub const MANUAL: &str = include_str!("../../config.default.toml");

/// `WATCHBELL__HTTP__LISTEN` is `http.listen`. The double line keeps apart what single ones join.
const PREFIX: &str = "WATCHBELL";
const SEPARATOR: &str = "__";
/// How the name of a key ends that names the file with the value.
const IN_FILE: &str = "_file";

/// All keys with their winning values. What cannot be read is noted and left out.
pub(super) fn merge(
    file: Option<&Path>,
    environment: Map<String, String>,
    problems: &Problems,
) -> Map<String, Value> {
    let read = |layer: ConfigBuilder<DefaultState>| collected(layer, problems);
    let mut merged = read(Layered::builder().add_source(File::from_str(MANUAL, FileFormat::Toml)));
    if let Some(file) = file.filter(|file| is_readable(file, problems)) {
        let file = File::from(file).format(FileFormat::Toml);
        lay_over(&mut merged, read(Layered::builder().add_source(file)));
    }
    let environment = Environment::with_prefix(PREFIX)
        .prefix_separator(SEPARATOR)
        .separator(SEPARATOR)
        .source(Some(environment));
    lay_over(&mut merged, read(Layered::builder().add_source(environment)));
    merged
}

fn collected(layer: ConfigBuilder<DefaultState>, problems: &Problems) -> Map<String, Value> {
    let collected = layer.build().and_then(Layered::try_deserialize::<Map<String, Value>>);
    collected.unwrap_or_else(|error| {
        problems.add(whole("the configuration", format!("cannot be read: {error}"), "correct it"));
        Map::new()
    })
}

/// A secret in a file wins over one that a lower layer has in the text, and the other way round:
/// otherwise the default of `database.url` would stand beside every `database.url_file`.
fn lay_over(below: &mut Map<String, Value>, above: Map<String, Value>) {
    for key in above.keys() {
        let twin =
            key.strip_suffix(IN_FILE).map_or_else(|| format!("{key}{IN_FILE}"), str::to_owned);
        if !above.contains_key(&twin) {
            below.remove(&twin);
        }
    }
    for (key, value) in above {
        match (below.get_mut(&key).map(|value| &mut value.kind), value.kind) {
            (Some(ValueKind::Table(below)), ValueKind::Table(above)) => lay_over(below, above),
            (_, kind) => {
                below.insert(key, Value::new(None, kind));
            }
        }
    }
}

/// The text is tried here first, because the parser's own error quotes the line, which may hold a
/// secret.
fn is_readable(file: &Path, problems: &Problems) -> bool {
    let name = file.display().to_string();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            problems.add(whole(
                &name,
                format!("cannot be read: {error}"),
                "check the path after --config",
            ));
            return false;
        }
    };
    let Err(error) = toml::from_str::<toml::Table>(&text) else { return true };
    let place = place_of(&text, error.span().map_or(0, |span| span.start));
    problems.add(whole(
        &format!("{name}:{place}"),
        error.message().to_owned(),
        "correct the TOML there",
    ));
    false
}

fn place_of(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{line}:{column}")
}

fn whole(source: &str, what: String, help: &str) -> Problem {
    Problem { path: String::new(), source: Some(source.to_owned()), what, help: help.to_owned() }
}

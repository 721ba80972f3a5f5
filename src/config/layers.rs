//! Lays the manual, the operator's file and the environment over each other, the last one winning.

use std::path::Path;

use config::builder::DefaultState;
use config::{Config as Layered, ConfigBuilder, Environment, File, FileFormat, Map, Value};

use chat::settings::{Problem, Problems};

/// The manual, which is also the lowest layer.
pub const MANUAL: &str = include_str!("../../config.default.toml");

/// `WATCHBELL__HTTP__LISTEN` is `http.listen`. The double line keeps apart what single ones join.
const PREFIX: &str = "WATCHBELL";
const SEPARATOR: &str = "__";

/// All keys with their winning values. What cannot be read is noted and left out.
pub(super) fn merge(
    file: Option<&Path>,
    environment: Map<String, String>,
    problems: &Problems,
) -> Map<String, Value> {
    let mut layers = Layered::builder().add_source(File::from_str(MANUAL, FileFormat::Toml));
    if let Some(file) = file.filter(|file| is_readable(file, problems)) {
        layers = layers.add_source(File::from(file).format(FileFormat::Toml));
    }
    let environment = Environment::with_prefix(PREFIX)
        .prefix_separator(SEPARATOR)
        .separator(SEPARATOR)
        .source(Some(environment));
    collected(layers.add_source(environment), problems)
}

fn collected(layers: ConfigBuilder<DefaultState>, problems: &Problems) -> Map<String, Value> {
    let merged = layers.build().and_then(Layered::try_deserialize::<Map<String, Value>>);
    merged.unwrap_or_else(|error| {
        problems.add(whole("the configuration", format!("cannot be read: {error}"), "correct it"));
        Map::new()
    })
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

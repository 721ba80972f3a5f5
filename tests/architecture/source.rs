//! Source text as the rules need it: comments, strings and tests are blanked, lines keep their
//! numbers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One source file.
pub(crate) struct Source {
    /// From the root of the repository.
    pub(crate) path: String,
    /// The program with everything else blanked.
    code: String,
}

impl Source {
    /// Every file of `src/`, but for those that hold tests alone.
    pub(crate) fn all_of_root() -> Vec<Self> {
        rust_files_below(&["src"])
    }

    /// A file that is not on disk.
    pub(crate) fn from_text(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), code: program_of(text) }
    }

    /// The program without comments, strings and tests.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// The first folder below `src/`, or the file that is a room by itself.
    pub(crate) fn room(&self) -> &str {
        let below = self.below_src();
        below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
    }

    fn below_src(&self) -> &str {
        self.path.strip_prefix("src/").unwrap_or(&self.path)
    }

    /// Whether this is one of the places; a place that ends in `/` stands for everything below it.
    pub(crate) fn is_in(&self, places: &[&str]) -> bool {
        let below = self.below_src();
        places
            .iter()
            .any(|place| below == *place || (place.ends_with('/') && below.starts_with(place)))
    }

    /// The length of the file without its tests.
    pub(crate) fn production_lines(&self) -> usize {
        self.code.trim_end().lines().count()
    }

    /// Where one of the words stands, with its line. A word is not found in the middle of a longer
    /// name.
    pub(crate) fn mentions<'w>(&self, words: &[&'w str]) -> Vec<(usize, &'w str)> {
        words
            .iter()
            .flat_map(|word| self.places_of(word).map(|at| (self.line_of(at), *word)))
            .collect()
    }

    /// The rooms and crates of ours that this file names, with their lines.
    pub(crate) fn imports(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for root in ["crate::", "watchbell::"] {
            for at in self.places_of(root) {
                let names = first_names(&self.code[at + root.len()..]);
                found.extend(names.into_iter().map(|name| (self.line_of(at), name)));
            }
        }
        // `crate::domain::chat::` would be a room of that name, not the crate.
        let of_the_crate = |at: &usize| !self.code[..*at].ends_with("::");
        let named = self.places_of("chat::").filter(of_the_crate);
        found.extend(named.map(|at| (self.line_of(at), "chat".to_owned())));
        found
    }

    fn places_of(&self, word: &str) -> impl Iterator<Item = usize> {
        let begins_a_name =
            |at: &usize| !self.code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        self.code.match_indices(word).map(|(at, _)| at).filter(begins_a_name)
    }

    fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// The name a path begins with, or the names at the top of a group: `{clock::Clock, store::{a, b}}`
/// begins with `clock` and `store`.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![leading_name(path)] };
    let mut depth = 1;
    let mut names = vec![leading_name(group.trim_start())];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(leading_name(group[at + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn leading_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Every Rust file below these folders that is not for tests alone, in the order of the paths.
pub(crate) fn rust_files_below(folders: &[&str]) -> Vec<Source> {
    let mut paths = BTreeSet::new();
    for folder in folders {
        gather(Path::new(env!("CARGO_MANIFEST_DIR")), folder, &mut paths);
    }
    let texts: Vec<_> = paths.into_iter().map(|path| (read(&path), path)).collect();
    let for_tests: Vec<String> =
        texts.iter().flat_map(|(text, path)| test_modules_of(path, text)).collect();
    let is_for_tests =
        |path: &str| for_tests.iter().any(|module| path.starts_with(module.as_str()));
    texts
        .into_iter()
        .filter(|(_, path)| !is_for_tests(path))
        .map(|(text, path)| Source { code: program_of(&text), path })
        .collect()
}

fn gather(root: &Path, below: &str, paths: &mut BTreeSet<String>) {
    for entry in fs::read_dir(root.join(below)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{below}/{}", entry.file_name().to_string_lossy());
        let is_rust = Path::new(&path).extension().is_some_and(|extension| extension == "rs");
        if entry.file_type().unwrap().is_dir() {
            gather(root, &path, paths);
        } else if is_rust {
            paths.insert(path);
        }
    }
}

/// A file of the repository.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files behind `#[cfg(test)] mod name;`, as the beginnings of their paths.
fn test_modules_of(path: &str, text: &str) -> Vec<String> {
    let (folder, file) = path.rsplit_once('/').unwrap();
    let inner = match file {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        _ => path.trim_end_matches(".rs").to_owned(),
    };
    let names = text.split("#[cfg(test)]").skip(1).filter_map(|rest| {
        let declared = rest.trim_start().trim_start_matches("pub(crate) ").strip_prefix("mod ")?;
        declared.split_once(';').map(|(name, _)| name).filter(|name| !name.contains('{'))
    });
    names.flat_map(|name| [format!("{inner}/{name}.rs"), format!("{inner}/{name}/")]).collect()
}

/// The text without its inline tests, comments and strings.
fn program_of(text: &str) -> String {
    let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut code = String::with_capacity(program.len());
    let mut rest = program;
    while let Some(letter) = rest.chars().next() {
        let length = blank_length(rest);
        if length == 0 {
            code.push(letter);
            rest = &rest[letter.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().filter(|c| *c == '\n'));
            rest = &rest[length..];
        }
    }
    code
}

/// How many bytes of a comment or literal begin here; zero when the program continues.
fn blank_length(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    // A quotation mark as a character does not begin a string.
    if let Some(literal) = ["'\"'", "'\\\"'"].iter().find(|literal| rest.starts_with(**literal)) {
        return literal.len();
    }
    if let Some(raw) = rest.strip_prefix("r#\"") {
        return raw.find("\"#").map_or(rest.len(), |end| end + 5);
    }
    let Some(string) = rest.strip_prefix('"') else { return 0 };
    let mut escaped = false;
    for (at, letter) in string.char_indices() {
        match letter {
            '"' if !escaped => return at + 2,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The crates under `adapters/` with everything they depend on outside their tests.
pub(crate) fn adapter_manifests() -> Vec<(String, Vec<String>)> {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("adapters")).unwrap();
    let names = folders.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names
        .map(|folder| {
            let manifest: toml::Table =
                read(&format!("adapters/{folder}/Cargo.toml")).parse().unwrap();
            let name = manifest["package"]["name"].as_str().unwrap().to_owned();
            let dependencies =
                manifest["dependencies"].as_table().unwrap().keys().cloned().collect();
            (name, dependencies)
        })
        .collect()
}

#[test]
fn imports_are_seen_in_groups_and_paths_and_nowhere_else() {
    let text = "\
//! use crate::web;
use crate::{clock::Clock, store::{Commit, Store}, ids};
use chat::Message;
const TEXT: &str = \"crate::engine\";
const MARK: char = '\"';
fn f() { watchbell::actions::open(); }
#[cfg(test)]
mod tests {
    use crate::render;
}
";
    let source = Source { path: "src/domain/x.rs".to_owned(), code: program_of(text) };
    let seen = [(2, "clock"), (2, "store"), (2, "ids"), (6, "actions"), (3, "chat")];
    assert_eq!(source.imports(), seen.map(|(line, name)| (line, name.to_owned())));
    assert_eq!((source.room(), source.production_lines()), ("domain", 6));
}

#[test]
fn a_module_for_tests_in_a_file_of_its_own_is_known() {
    let text = "mod a;\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod tests_inline {\n}\n";
    assert_eq!(test_modules_of("src/sla/mod.rs", text), ["src/sla/tests.rs", "src/sla/tests/"]);
    assert_eq!(
        test_modules_of("src/sla/due.rs", text),
        ["src/sla/due/tests.rs", "src/sla/due/tests/"]
    );
}

//! Circles between files: which file uses what another one defines, and the groups that use each
//! other.
//!
//! A name that a parent only passes on (`pub use child::Name`) counts as a use of the child. What a
//! file passes on is no use by that file.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

/// The files of the root crate by the path of their module (`domain::incident`).
pub(crate) struct Modules<'s> {
    files: BTreeMap<Vec<String>, &'s Source>,
    /// Module and name to where the name is defined.
    passed_on: BTreeMap<(Vec<String>, String), Vec<String>>,
}

impl<'s> Modules<'s> {
    pub(crate) fn of(sources: &'s [Source]) -> Self {
        let files = sources.iter().map(|source| (module_of(&source.path), source)).collect();
        let mut modules = Self { files, passed_on: BTreeMap::new() };
        for (module, source) in &modules.files {
            for path in paths_after(&with_plain_visibility(source.code()), "pub use ") {
                let Some((name, _)) = path.split_last() else { continue };
                if let Some(target) = modules.absolute(module, &path) {
                    modules.passed_on.insert((module.clone(), name.clone()), target);
                }
            }
        }
        modules
    }

    /// Each file with the files it uses.
    fn uses(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let of_file = |(module, source): (&Vec<String>, &&'s Source)| {
            let used = self.used_by(module, source);
            let used = used.into_iter().filter(|path| *path != source.path).collect();
            (source.path.as_str(), used)
        };
        self.files.iter().map(of_file).collect::<BTreeMap<_, _>>()
    }

    fn used_by(&self, module: &[String], source: &Source) -> BTreeSet<&str> {
        let whole = with_plain_visibility(source.code());
        let code = without_passing_on(&whole);
        let children = self.children_of(module).map(|name| format!("{name}::"));
        let begins =
            ["crate::", "super::", "self::"].into_iter().map(str::to_owned).chain(children);
        let mut paths: Vec<_> = begins.flat_map(|start| paths_from(&code, &start)).collect();
        paths.extend(paths_after(&code, "use "));
        let passed_on = paths_after(&whole, "pub use ").into_iter();
        paths.extend(passed_on.filter(|path| path.last().is_some_and(|name| names(&code, name))));
        let targets = paths.iter().filter_map(|path| self.absolute(module, path));
        targets.filter_map(|target| self.file_of(target)).collect()
    }

    fn children_of(&self, module: &[String]) -> impl Iterator<Item = &str> {
        let below = self.files.keys().filter_map(|known| known.split_last());
        below.filter(move |(_, parent)| *parent == module).map(|(name, _)| name.as_str())
    }

    /// A path as it is written in a module, from the root of the crate; none for other crates.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module.split_last()?.1.to_vec(),
            name => {
                let child = [module, &[name.to_owned()]].concat();
                let known = self.files.contains_key(&child);
                return known.then(|| [child, rest.to_vec()].concat());
            }
        };
        let mut rest = rest;
        while rest.first().is_some_and(|name| name == "super") {
            base.pop()?;
            rest = &rest[1..];
        }
        Some([base, rest.to_vec()].concat())
    }

    /// The file that defines what a path names.
    fn file_of(&self, mut path: Vec<String>) -> Option<&str> {
        for _ in 0..8 {
            let length = (1..=path.len()).rev().find(|n| self.files.contains_key(&path[..*n]))?;
            let module = path[..length].to_vec();
            let passed = path.get(length).and_then(|name| {
                self.passed_on.get(&(module.clone(), name.clone())).filter(|to| **to != path)
            });
            match passed {
                Some(target) => path.clone_from(target),
                None => return self.files.get(&module).map(|source| source.path.as_str()),
            }
        }
        None
    }

    /// The groups of files that use each other, the largest first.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let uses = self.uses();
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            uses.keys().map(|file| (*file, reached_from(file, &uses))).collect();
        let mut circles = BTreeSet::new();
        for (file, from_here) in &reached {
            let together = from_here.iter().filter(|other| reached[**other].contains(file));
            let circle: Vec<String> = together.map(|other| (*other).to_owned()).collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        let mut circles: Vec<_> = circles.into_iter().collect();
        circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        circles
    }
}

fn reached_from<'s>(file: &str, uses: &BTreeMap<&'s str, BTreeSet<&'s str>>) -> BTreeSet<&'s str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = uses.get(file).into_iter().flatten().copied().collect();
    while let Some(found) = next.pop() {
        if reached.insert(found) {
            next.extend(uses.get(found).into_iter().flatten());
        }
    }
    reached
}

fn module_of(path: &str) -> Vec<String> {
    let below = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = below.split('/').filter(|part| !["mod", "lib", "main"].contains(part));
    parts.map(str::to_owned).collect()
}

/// How far something is visible is no use of anything.
fn with_plain_visibility(code: &str) -> String {
    let mut parts = code.split("pub(");
    let first = parts.next().unwrap_or_default().to_owned();
    let plain = |part: &str| part.split_once(')').map_or("", |(_, rest)| rest).to_owned();
    parts.fold(first, |code, part| code + "pub" + &plain(part))
}

/// Whether code has this name as a word of its own.
fn names(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        !code[..at].ends_with(is_part) && !code[at + name.len()..].starts_with(is_part)
    })
}

fn without_passing_on(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::with_capacity(code.len());
    while let Some((before, after)) = rest.split_once("pub use ") {
        kept.push_str(before);
        rest = after.split_once(';').map_or("", |(_, after)| after);
    }
    kept + rest
}

fn paths_after(code: &str, start: &str) -> Vec<Vec<String>> {
    let statements = code.split(start).skip(1).filter_map(|rest| rest.split_once(';'));
    statements.flat_map(|(statement, _)| expanded(statement)).collect()
}

/// Every path in code that begins so, outside of `use` groups as well.
fn paths_from(code: &str, start: &str) -> Vec<Vec<String>> {
    let starts = code.match_indices(start).filter(|(at, _)| {
        !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    });
    starts.flat_map(|(at, _)| expanded(&code[at..])).collect()
}

/// `a::{b, c::D}` as `a::b` and `a::c::D`.
fn expanded(text: &str) -> Vec<Vec<String>> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = &text[name.len()..];
    let Some(rest) = rest.strip_prefix("::") else { return vec![vec![name]] };
    let tails = match rest.strip_prefix('{') {
        Some(group) => members(group).into_iter().flat_map(|one| expanded(one.trim())).collect(),
        None => expanded(rest),
    };
    let with_name = |tail: Vec<String>| {
        let tail = tail.into_iter().filter(|part| !part.is_empty() && part != "self");
        std::iter::once(name.clone()).chain(tail).collect()
    };
    tails.into_iter().map(with_name).collect()
}

/// The members of a group that has just begun, whose own groups stay whole.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0_usize, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            ',' if depth == 0 => {
                found.push(&group[begin..at]);
                begin = at + 1;
            }
            '}' if depth == 0 => {
                found.push(&group[begin..at]);
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    found
}

#[test]
fn files_that_use_each_other_are_found_through_what_a_parent_passes_on() {
    let file = |path: &str, code: &str| Source::from_text(path, code);
    let sources = [
        file("src/sla/mod.rs", "pub mod due;\nmod clock;\npub use clock::{Clock, Tick};\n"),
        file("src/sla/due.rs", "use crate::{ids, sla::Clock};\n"),
        file("src/sla/clock.rs", "fn f() { super::due::look() }\n"),
        file("src/ids.rs", "use std::fmt;\n"),
    ];
    let circle = ["src/sla/clock.rs", "src/sla/due.rs"].map(str::to_owned);
    assert_eq!(Modules::of(&sources).circles(), [circle.to_vec()]);
}

#[test]
fn a_parent_that_needs_what_it_passes_on_uses_its_child() {
    let file = |path: &str, code: &str| Source::from_text(path, code);
    let sources = [
        file("src/sla/mod.rs", "mod clock;\nmod due;\npub use clock::Clock;\nstruct Sla(Clock);\n"),
        file("src/sla/clock.rs", "pub(in super::due) fn f(_: super::Sla) {}\n"),
        file("src/sla/due.rs", "use super::Clock;\n"),
    ];
    let circle = ["src/sla/clock.rs", "src/sla/mod.rs"].map(str::to_owned);
    assert_eq!(Modules::of(&sources).circles(), [circle.to_vec()]);
}

#[test]
fn a_path_through_a_child_is_a_use_of_it() {
    let file = |path: &str, code: &str| Source::from_text(path, code);
    let sources = [
        file("src/sla/mod.rs", "mod due;\npub fn look() { due::look() }\n"),
        file("src/sla/due.rs", "pub fn look() { super::look() }\n"),
    ];
    let circle = ["src/sla/due.rs", "src/sla/mod.rs"].map(str::to_owned);
    assert_eq!(Modules::of(&sources).circles(), [circle.to_vec()]);
}

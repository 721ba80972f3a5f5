//! The library of plans and holiday calendars: those shipped with the program and those of the
//! operator.
//!
//! A file in the operator's directory replaces the shipped one of the same id; a new id is added.
//! Either everything is sound, or [`PlanFileError`]s tell all that is wrong with every file; a
//! half-read library does not exist.
//!
//! A coverage is compiled once for each zone it is asked for and then shared; the library may be
//! used from all threads.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use chrono_tz::Tz;

use crate::domain::calendar::{CoverageCalendar, HolidayCalendar};
use crate::domain::fingerprint::fingerprint;
use crate::domain::plan::Plan;
use crate::ids::{CoverageId, PlanId};
use crate::plan_file;
use crate::toml_file::Problem;

const SHIPPED_PLANS: [(&str, &str); 5] = [
    ("plans/alibabacloud.toml", include_str!("../plans/alibabacloud.toml")),
    ("plans/daocloud.toml", include_str!("../plans/daocloud.toml")),
    ("plans/huaweicloud.toml", include_str!("../plans/huaweicloud.toml")),
    ("plans/isoftstone.toml", include_str!("../plans/isoftstone.toml")),
    ("plans/zitadel.toml", include_str!("../plans/zitadel.toml")),
];

const SHIPPED_CALENDARS: [(&str, &str); 2] = [
    ("calendars/ch-sg.toml", include_str!("../calendars/ch-sg.toml")),
    ("calendars/cn.toml", include_str!("../calendars/cn.toml")),
];

/// Plans and calendars that hold together.
#[derive(Debug)]
pub struct Plans {
    by_id: BTreeMap<PlanId, Loaded<Plan>>,
    holidays: BTreeMap<String, Loaded<HolidayCalendar>>,
    compiled: RwLock<HashMap<(PlanId, CoverageId, Tz), CoverageCalendar>>,
}

/// Something read from a file, with the file, so that a mark in it can be pointed at.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// What was read.
    pub item: Arc<T>,
    /// The file it was read from.
    pub file: SourceFile,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path, or the name it was shipped under.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// What is wrong with one file.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    /// The file or directory could not be read.
    #[error("{path} cannot be read")]
    Unreadable {
        /// What was to be read.
        path: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The text is not a plan or calendar; every problem is listed.
    #[error("{} has {} problem(s)", file.path, problems.len())]
    Unsound {
        /// The file.
        file: SourceFile,
        /// Its problems in the order of the text.
        problems: Vec<Problem>,
    },
    /// Two files of the operator have the same id.
    #[error("{path} has the id `{id}`, which another file of the directory has too")]
    SameId {
        /// The second file.
        path: String,
        /// The id.
        id: String,
    },
}

impl Plans {
    /// Reads what is shipped, then the directories of the operator. All problems of all files at
    /// once.
    pub fn load(
        plans: Option<&Path>,
        calendars: Option<&Path>,
    ) -> Result<Self, Vec<PlanFileError>> {
        let mut errors = Vec::new();
        let calendar_files = files(&SHIPPED_CALENDARS, calendars, &mut errors);
        let read = |file: &SourceFile| plan_file::calendar::read(&file.text);
        let holidays = read_all(calendar_files, read, |calendar| calendar.id.clone(), &mut errors);
        let known: BTreeSet<_> = holidays.keys().cloned().collect();
        let plan_files = files(&SHIPPED_PLANS, plans, &mut errors);
        let read =
            |file: &SourceFile| plan_file::read(&file.text, &fingerprint(&file.text), &known);
        let plans = read_all(plan_files, read, |plan| plan.id.clone(), &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self { by_id: plans, holidays, compiled: RwLock::default() })
    }

    /// The plan with this id.
    pub fn plan(&self, id: &str) -> Option<&Arc<Plan>> {
        self.by_id.get(id).map(|loaded| &loaded.item)
    }

    /// All plans with their files, by id.
    pub fn plans(&self) -> impl Iterator<Item = &Loaded<Plan>> {
        self.by_id.values()
    }

    /// All holiday calendars with their files, by id.
    pub fn holiday_calendars(&self) -> impl Iterator<Item = &Loaded<HolidayCalendar>> {
        self.holidays.values()
    }

    /// A coverage of the plan for a customer's zone, compiled on first use. `None` when the plan
    /// has no coverage of that id.
    pub fn calendar(
        &self,
        plan: &Plan,
        coverage: &CoverageId,
        zone: Tz,
    ) -> Option<CoverageCalendar> {
        let rule = &plan.coverage(coverage)?.rule;
        // A rule with a zone of its own is the same for every customer.
        let key = (plan.id.clone(), coverage.clone(), rule.zone_for(zone));
        let known = self.compiled.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if known.is_some() {
            return known;
        }
        let holidays = rule.holidays.as_ref().and_then(|id| self.holidays.get(id));
        let calendar =
            CoverageCalendar::compile(rule, zone, holidays.map(|loaded| Arc::clone(&loaded.item)));
        let mut compiled = self.compiled.write().unwrap_or_else(PoisonError::into_inner);
        Some(compiled.entry(key).or_insert(calendar).clone())
    }
}

/// The shipped files, then those of the directory in the order of their names.
fn files(
    shipped: &[(&str, &str)],
    directory: Option<&Path>,
    errors: &mut Vec<PlanFileError>,
) -> (Vec<SourceFile>, Vec<SourceFile>) {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        text: Arc::from(*text),
    };
    let own = directory.map(|directory| files_of(directory, errors)).unwrap_or_default();
    (shipped.iter().map(file).collect(), own)
}

fn files_of(directory: &Path, errors: &mut Vec<PlanFileError>) -> Vec<SourceFile> {
    let unreadable = |path: &Path, source| PlanFileError::Unreadable {
        path: path.display().to_string(),
        source,
    };
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(source) => {
            errors.push(unreadable(directory, source));
            return Vec::new();
        }
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                files.push(SourceFile { path: path.display().to_string(), text: Arc::from(text) });
            }
            Err(source) => errors.push(unreadable(&path, source)),
        }
    }
    files
}

/// Reads shipped files and lets the operator's replace them by id.
fn read_all<T, Id: Ord + ToString + Clone>(
    (shipped, own): (Vec<SourceFile>, Vec<SourceFile>),
    read: impl Fn(&SourceFile) -> Result<T, Vec<Problem>>,
    id_of: impl Fn(&T) -> Id,
    errors: &mut Vec<PlanFileError>,
) -> BTreeMap<Id, Loaded<T>> {
    let mut all = BTreeMap::new();
    let mut own_ids = BTreeSet::new();
    let marked = shipped
        .into_iter()
        .map(|file| (file, false))
        .chain(own.into_iter().map(|file| (file, true)));
    for (file, is_own) in marked {
        let item = match read(&file) {
            Ok(item) => item,
            Err(problems) => {
                errors.push(PlanFileError::Unsound { file, problems });
                continue;
            }
        };
        let id = id_of(&item);
        if is_own && !own_ids.insert(id.clone()) {
            errors.push(PlanFileError::SameId { path: file.path, id: id.to_string() });
            continue;
        }
        all.insert(id, Loaded { item: Arc::new(item), file });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_with_its_own_zone_is_compiled_once_for_all_customers() {
        let plans = Plans::load(None, None).unwrap();
        let plan = plans.plan("zitadel").unwrap();
        for zone in [chrono_tz::Asia::Shanghai, chrono_tz::America::New_York] {
            let calendar = plans.calendar(plan, &"ch_business".into(), zone).unwrap();
            assert_eq!(calendar.zone(), chrono_tz::Europe::Zurich);
        }
        assert_eq!(plans.compiled.read().unwrap().len(), 1);
    }
}

//! No statement reads more the longer the program runs: each finds its rows by an index, and by a
//! column of it that few rows share.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use watchbell::store::statements::{self, Statement};

use crate::kit::{Database, Engine};

/// Every table, with the columns that few rows share. Whoever reads it names one of them.
const TABLES: [(&str, &[&str]); 24] = [
    ("acts", &["id"]),
    ("chains", &["name"]),
    ("confirmations", &["code", "expires_at"]),
    ("counters", &["name"]),
    ("credits", &["number", "customer"]),
    ("dead_letters", &["id", "incident"]),
    ("destinations", &["id", "address"]),
    ("directory", &["id"]),
    ("directory_history", &["id"]),
    ("events", &["id", "event"]),
    ("express_account", &["customer", "incident"]),
    ("held_reports", &["id", "account"]),
    // Open and closed incidents of a room are many; those who ask for them say how many they want
    // at most.
    (
        "incidents",
        &["number", "room", "next_timer_at", "anonymise_at", "transcript_until", "continues"],
    ),
    ("instances", &["id"]),
    ("leases", &["name"]),
    ("messages", &["id", "reference", "incident"]),
    ("operations", &["id"]),
    ("outbox", &["id"]),
    ("page_codes", &["code", "at"]),
    ("partitions", &["id"]),
    ("processes", &["id", "seen_at"]),
    ("transcript", &["incident"]),
    ("undecided_credits", &["number"]),
    ("write_probes", &["process"]),
];

const TABLES_THERE: &str = "SELECT name FROM sqlite_master WHERE type = 'table' \
     AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%sqlx%' ORDER BY name";

/// Another name of a table within a statement.
const ALIASES: [(&str, &str); 2] = [("c", "credits"), ("u", "undecided_credits")];

/// Why a statement may read a table without naming such a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// It is asked when a process begins to work, and not again.
    WhenAProcessBegins,
    /// It reads an index in order and stops at its LIMIT.
    StopsAtItsLimit,
    /// It reads documents that are kept whole in memory, when they have changed.
    WhenTheDirectoryChanged,
    /// It asks for the largest key alone.
    LargestKey,
    /// The table has a row for each partition or each instance, and no more.
    NeverLarge,
}

const EXCEPTIONS: [(&str, Reason); 15] = [
    ("credits::UNDECIDED", Reason::StopsAtItsLimit),
    ("destinations::ALL", Reason::WhenAProcessBegins),
    ("destinations::NUMBER", Reason::LargestKey),
    ("directory::ALL", Reason::WhenTheDirectoryChanged),
    ("directory_history::LAST", Reason::StopsAtItsLimit),
    ("incidents::NEXT_TIMER", Reason::StopsAtItsLimit),
    ("incidents::OPEN_BY_DEADLINE", Reason::StopsAtItsLimit),
    ("incidents::PROVISIONAL", Reason::WhenAProcessBegins),
    ("operations::LAST", Reason::StopsAtItsLimit),
    ("outbox::MARK_REPEATS", Reason::WhenAProcessBegins),
    ("messages::COUNT_DEAD", Reason::WhenAProcessBegins),
    ("messages::DEAD", Reason::StopsAtItsLimit),
    ("partitions::ALL", Reason::NeverLarge),
    ("partitions::GIVE_BACK_ALL", Reason::NeverLarge),
    ("partitions::INSTANCES", Reason::NeverLarge),
];

/// One place in a plan where rows of a table are read.
#[derive(Debug)]
struct Access {
    /// The table, or the part of the statement that is read as one.
    relation: String,
    /// The columns by which the rows are found; none where all are read.
    columns: Vec<String>,
}

/// What an engine says it would do.
#[derive(Debug, Default)]
struct Plan {
    accesses: Vec<Access>,
    sorts: bool,
    text: String,
}

#[tokio::test]
async fn every_statement_finds_its_rows_by_what_few_share() {
    let mut excused = on_sqlite().await;
    excused.extend(on_postgres().await);
    let named: BTreeSet<_> = EXCEPTIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(excused, named, "an exception that nothing needs");
}

/// Looks at every statement; gives back the exceptions that were needed.
async fn on_sqlite() -> BTreeSet<&'static str> {
    let database = Database::fresh(Engine::Sqlite).await;
    database.open().await.close().await;
    let mut db = SqliteConnection::connect(&database.url).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(TABLES_THERE).fetch_all(&mut db).await.unwrap();
    assert_eq!(tables, TABLES.map(|(table, _)| table), "a table that is not looked at");
    let mut excused = BTreeSet::new();
    for statement in statements::all(false) {
        for text in &statement.texts {
            let plan = sqlite_plan(&mut db, text).await;
            excused.extend(judge(&statement, text, &plan));
        }
    }
    db.close().await.unwrap();
    database.remove().await;
    excused
}

async fn on_postgres() -> BTreeSet<&'static str> {
    let database = Database::fresh(Engine::Postgres).await;
    database.open().await.close().await;
    let mut db = PgConnection::connect(&database.url).await.unwrap();
    // In tables without rows every way is as good as another; so reading all of one is forbidden if
    // there is another, and sorting if an index has the order.
    for setting in
        ["enable_seqscan = off", "enable_sort = off", "plan_cache_mode = force_generic_plan"]
    {
        db.execute(AssertSqlSafe(format!("SET {setting}"))).await.unwrap();
    }
    let mut excused = BTreeSet::new();
    for statement in statements::all(true) {
        for text in &statement.texts {
            let plan = postgres_plan(&mut db, text).await;
            excused.extend(judge(&statement, text, &plan));
        }
    }
    db.close().await.unwrap();
    database.remove().await;
    excused
}

/// Fails where a table is read without an index or by what many rows share; the exception that was
/// needed, if one was.
fn judge(statement: &Statement, text: &str, plan: &Plan) -> Option<&'static str> {
    let shown = &text[..text.len().min(400)];
    let mut excused = None;
    for access in &plan.accesses {
        let name = ALIASES.iter().find(|(alias, _)| *alias == access.relation);
        let table = name.map_or(access.relation.as_str(), |(_, table)| table);
        let Some((_, selective)) = TABLES.iter().find(|(known, _)| *known == table) else {
            // A part of the statement, whose own reading is judged where it happens.
            continue;
        };
        if access.columns.iter().any(|column| selective.contains(&column.as_str())) {
            continue;
        }
        let exception = EXCEPTIONS.iter().find(|(name, _)| *name == statement.name);
        let Some((name, reason)) = exception else {
            panic!(
                "{} reads {table} by {:?} alone: {shown}\n{}",
                statement.name, access.columns, plan.text
            )
        };
        if *reason == Reason::StopsAtItsLimit {
            let is_limited = text.contains(" LIMIT ") && !plan.sorts;
            assert!(is_limited, "{name} does not stop: {shown}\n{}", plan.text);
        }
        excused = Some(*name);
    }
    excused
}

async fn sqlite_plan(db: &mut SqliteConnection, text: &str) -> Plan {
    let question = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
    let rows = sqlx::query(question).fetch_all(db).await;
    let rows = rows.unwrap_or_else(|error| panic!("{error}: {text}"));
    let mut plan = Plan::default();
    for row in rows {
        let step: String = row.get("detail");
        plan.sorts |= step.contains("ORDER BY");
        plan.accesses.extend(sqlite_access(&step));
        plan.text.push_str(&step);
        plan.text.push('\n');
    }
    plan
}

/// `SEARCH acts USING PRIMARY KEY (incident=? AND seq=?)`, `SCAN dead_letters`.
fn sqlite_access(step: &str) -> Option<Access> {
    let (_, relation) = step.split_once("SEARCH ").or_else(|| step.split_once("SCAN "))?;
    let relation = relation.split(' ').next()?.to_owned();
    let condition = step.split_once('(').map_or("", |(_, condition)| condition);
    let has_number = ["incidents", "undecided_credits", "u"].contains(&relation.as_str());
    let own_key = if has_number { "number" } else { "id" };
    let columns = condition.trim_end_matches(')').split(" AND ").filter_map(|part| {
        let column = part.split(['=', '<', '>']).next()?;
        Some(if column == "rowid" { own_key } else { column }.to_owned())
    });
    Some(Access { columns: columns.filter(|column| !column.is_empty()).collect(), relation })
}

async fn postgres_plan(db: &mut PgConnection, text: &str) -> Plan {
    let marks = text.split('$').skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    });
    let values = vec!["NULL"; marks.max().unwrap_or(0)].join(", ");
    let values = if values.is_empty() { values } else { format!("({values})") };
    let prepare = db.execute(AssertSqlSafe(format!("PREPARE asked AS {text}"))).await;
    prepare.unwrap_or_else(|error| panic!("{error}: {text}"));
    let question = format!("EXPLAIN (FORMAT JSON) EXECUTE asked{values}");
    let told: Value =
        sqlx::query_scalar(AssertSqlSafe(question)).fetch_one(&mut *db).await.unwrap();
    db.execute("DEALLOCATE asked").await.unwrap();
    let mut plan = Plan { text: format!("{told:#}"), ..Plan::default() };
    walk(&told[0]["Plan"], None, &mut plan);
    plan
}

/// `relation` is the table of the node above, which a scan of an index for it does not name again.
fn walk(node: &Value, relation: Option<&str>, plan: &mut Plan) {
    let kind = node["Node Type"].as_str().unwrap();
    let relation = node["Relation Name"].as_str().or(relation);
    plan.sorts |= kind.contains("Sort");
    // A bitmap is made by the node below it, and what is no table is none of our business.
    let reads_rows = ["Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"];
    if reads_rows.contains(&kind) {
        let condition = node["Index Cond"].as_str().unwrap_or_default();
        let words = condition.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let relation = relation.unwrap_or_else(|| panic!("{kind} of nothing")).to_owned();
        plan.accesses.push(Access { relation, columns: words.map(str::to_owned).collect() });
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        walk(below, relation, plan);
    }
}

/// A statement that the list does not name would never be looked at.
#[test]
fn every_statement_is_looked_at() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/sql");
    let mut written = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            let declared = line.trim_start_matches("pub(crate) ");
            let name = declared.strip_prefix("const ").or(declared.strip_prefix("static "));
            if let Some((name, _)) = name.and_then(|name| name.split_once(':')) {
                written.insert(format!("{module}::{name}"));
            }
        }
        for verb in ["SELECT ", "INSERT ", "UPDATE ", "DELETE "] {
            let unnamed = format!("(\"{verb}");
            let count = text.matches(&unnamed).count();
            assert_eq!(count, 0, "{}: a statement without a name", path.display());
        }
    }
    let looked_at: BTreeSet<_> =
        statements::all(false).iter().map(|statement| statement.name.to_owned()).collect();
    assert_eq!(looked_at, written);
}

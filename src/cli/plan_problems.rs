//! Problems of plan files, each with the line it stands in.

use std::io::Write;

use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::plans::{PlanFileError, SourceFile};
use crate::toml_file::Problem;

/// Writes every problem of every file with the line it stands in and a pointer at the text.
pub(super) fn report(errors: &[PlanFileError], err: &mut dyn Write) -> anyhow::Result<()> {
    for error in errors {
        match error {
            PlanFileError::Unsound { file, problems } => {
                for problem in problems {
                    err.write_all(pointed_at(file, problem)?.as_bytes())?;
                }
            }
            PlanFileError::Unreadable { source, .. } => writeln!(err, "{error}: {source}")?,
            PlanFileError::SameId { .. } => writeln!(err, "{error}")?,
        }
    }
    let count: usize = errors.iter().map(problem_count).sum();
    writeln!(err, "{count} problem(s) in {} file(s)", errors.len())?;
    Ok(())
}

fn pointed_at(file: &SourceFile, problem: &Problem) -> anyhow::Result<String> {
    let report = problem.report(&file.path, &file.text, None);
    let mut text = String::new();
    GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .render_report(&mut text, report.as_ref())?;
    Ok(text)
}

fn problem_count(error: &PlanFileError) -> usize {
    match error {
        PlanFileError::Unsound { problems, .. } => problems.len(),
        PlanFileError::Unreadable { .. } | PlanFileError::SameId { .. } => 1,
    }
}

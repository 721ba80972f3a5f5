//! What is kept, and for how long.

use super::PlanDraft;
use crate::domain::plan::TranscriptTerms;
use crate::toml_file::Section;

/// Ten years: beyond that nobody has asked what was said.
const LONGEST_DAYS: i64 = 3660;

impl PlanDraft<'_> {
    pub(super) fn read_transcript(
        &mut self,
        mut section: Section<'_, '_>,
    ) -> Option<TranscriptTerms> {
        let days = section.number("keep_days");
        let provenance = self.provenance(&mut section, "transcripts");
        section.finish();
        Some(TranscriptTerms { keep_days: self.small(days, LONGEST_DAYS)?, provenance })
    }
}

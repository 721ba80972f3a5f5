//! The table of promises: every cell of tier × channel × severity is said exactly once.

use std::ops::Range;

use super::PlanDraft;
use crate::domain::plan::{Cell, Every, Promise, Provenance};
use crate::toml_file::Section;

/// The cells while the rows are read: tier, then channel, then severity.
struct Grid {
    cells: Vec<Option<Cell>>,
    channels: usize,
    severities: usize,
}

impl Grid {
    fn at(&mut self, tier: usize, channel: usize, severity: usize) -> &mut Option<Cell> {
        &mut self.cells[(tier * self.channels + channel) * self.severities + severity]
    }
}

/// The cells one row mentions.
struct Reach {
    tiers: Vec<usize>,
    channels: Vec<usize>,
    severities: Vec<usize>,
    /// Whether the row says `"*"` for channels or severities, and so passes over what does not go
    /// together.
    is_sweeping: bool,
}

impl PlanDraft<'_> {
    pub(super) fn read_promises(&mut self, root: &mut Section<'_, '_>) -> Vec<Cell> {
        let (channels, severities) = (self.channels.len(), self.severities.len());
        let cells = vec![None; self.tiers.len() * channels * severities];
        let mut grid = Grid { cells, channels, severities };
        for mut section in root.sections("promise") {
            let reach = self.read_reach(&mut section);
            // A row that could not be read still mentions its cells, so that one slip is one
            // problem.
            let promise = self.read_promise(&mut section).unwrap_or(Promise::NotOffered);
            let provenance = self.provenance(&mut section, "a promise");
            let span = section.span();
            section.finish();
            self.fill(&mut grid, &reach, &Cell { promise, provenance }, &span);
        }
        self.check_complete(&mut grid);
        self.check_words(&mut grid);
        let unsaid = Cell { promise: Promise::NotOffered, provenance: Provenance::default() };
        grid.cells.into_iter().map(|cell| cell.unwrap_or_else(|| unsaid.clone())).collect()
    }

    fn read_reach(&self, section: &mut Section<'_, '_>) -> Reach {
        let tiers = self.tier_positions(section);
        let (channels, severities) = (section.texts("channels"), section.texts("severities"));
        let is_sweeping = channels.iter().chain(&severities).any(|text| text.get_ref() == "*");
        let ids: Vec<_> = self.channels.iter().map(|channel| channel.id.as_str()).collect();
        let channels = self.positions(channels, "channel", &ids);
        let ids: Vec<_> = self.severities.iter().map(|severity| severity.id.as_str()).collect();
        let severities = self.positions(severities, "severity", &ids);
        Reach { tiers, channels, severities, is_sweeping }
    }

    /// A row with `within` is a target; any other says its `kind`.
    fn read_promise(&self, section: &mut Section<'_, '_>) -> Option<Promise> {
        if section.has("within") {
            return self.read_target(section).map(Promise::Target);
        }
        let kind = section.text("kind")?;
        match kind.get_ref().as_str() {
            "none" => Some(Promise::None),
            "express" => self.target_of_express(section).map(Promise::Target),
            "not_offered" => Some(Promise::NotOffered),
            "best_effort" => {
                let coverage = section.text("coverage");
                Some(Promise::BestEffort { coverage: self.coverage_id(coverage)? })
            }
            "periodic" => self.read_every(section).map(|every| Promise::Periodic { every }),
            "contract" => {
                let coverages = section.texts("coverages").into_iter();
                let coverages = coverages.filter_map(|text| self.coverage_id(Some(text))).collect();
                Some(Promise::Contract { coverages })
            }
            _ => {
                let help = "write `within = …`, or kind none, best_effort, periodic, contract, express, not_offered";
                self.problems.add_with_help(kind.span(), "this is not a kind of promise", help);
                None
            }
        }
    }

    fn read_every(&self, section: &mut Section<'_, '_>) -> Option<Every> {
        let every = section.text("every")?;
        match every.get_ref().as_str() {
            "month" => Some(Every::Month),
            "agreed" => Some(Every::Agreed),
            _ => {
                self.problems.add(every.span(), "`every` is `month` or `agreed`");
                None
            }
        }
    }

    fn fill(&self, grid: &mut Grid, reach: &Reach, cell: &Cell, span: &Range<usize>) {
        for (tier, channel, severity) in reach.cells() {
            let (known, on) = (&self.severities[severity], &self.channels[channel].id);
            if known.rank_on(on).is_none() {
                if !reach.is_sweeping {
                    let message = format!("`{}` has no rank on channel `{on}`", known.id);
                    self.problems.add(span.clone(), message);
                }
                continue;
            }
            if grid.at(tier, channel, severity).replace(cell.clone()).is_some() {
                let tier = &self.tiers[tier].id;
                let message = format!("a second promise for `{}` on `{on}` in `{tier}`", known.id);
                self.problems.add(span.clone(), message);
            }
        }
    }

    /// A cell nobody mentions would be refused to a customer in trouble; so it has to be said.
    fn check_complete(&self, grid: &mut Grid) {
        for (t, tier) in self.tiers.iter().enumerate() {
            for (c, channel) in self.channels.iter().enumerate() {
                let ranked = self
                    .severities
                    .iter()
                    .enumerate()
                    .filter(|(_, s)| s.rank_on(&channel.id).is_some());
                let unsaid: Vec<_> = ranked
                    .filter(|(s, _)| grid.at(t, c, *s).is_none())
                    .map(|(_, severity)| severity.id.as_str())
                    .collect();
                if !unsaid.is_empty() {
                    let unsaid = unsaid.join(", ");
                    let message = format!(
                        "nothing is promised for {unsaid} on {} in {}",
                        channel.id, tier.id
                    );
                    let help = "add a [[promise]]; `kind = \"not_offered\"` where the tier does not have it";
                    self.problems.add_with_help(self.tier_spans[t].clone(), message, help);
                }
            }
        }
    }

    /// What a customer types has to mean one severity of those offered to them.
    fn check_words(&self, grid: &mut Grid) {
        for (t, tier) in self.tiers.iter().enumerate() {
            for (c, channel) in self.channels.iter().enumerate() {
                let is_offered = |cell: &Option<Cell>| {
                    cell.as_ref().is_some_and(|cell| cell.promise.is_offered())
                };
                let offered: Vec<_> = (0..self.severities.len())
                    .filter(|s| is_offered(grid.at(t, c, *s)))
                    .map(|s| &self.severities[s])
                    .collect();
                let shared = shared_words(&offered).into_iter().map(|word| format!("`{word}`"));
                let ranks = shared_ranks(&offered, &channel.id)
                    .into_iter()
                    .map(|rank| format!("rank {rank}"));
                for shared in shared.chain(ranks) {
                    let message =
                        format!("{shared} names two severities on {} in {}", channel.id, tier.id);
                    self.problems.add(self.tier_spans[t].clone(), message);
                }
            }
        }
    }
}

impl Reach {
    fn cells(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        self.tiers.iter().flat_map(move |tier| {
            self.channels.iter().flat_map(move |channel| {
                self.severities.iter().map(move |severity| (*tier, *channel, *severity))
            })
        })
    }
}

fn shared_words(severities: &[&crate::domain::plan::Severity]) -> Vec<String> {
    let words = severities.iter().flat_map(|severity| {
        let words: std::collections::BTreeSet<_> =
            severity.words().map(str::to_lowercase).collect();
        words
    });
    repeated(words)
}

fn shared_ranks(
    severities: &[&crate::domain::plan::Severity],
    on: &crate::ids::ChannelId,
) -> Vec<u8> {
    repeated(severities.iter().filter_map(|severity| severity.rank_on(on)))
}

fn repeated<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<_> = items.collect();
    items.sort();
    let mut seen_twice = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        if items.peek() == Some(&item) && seen_twice.last() != Some(&item) {
            seen_twice.push(item);
        }
    }
    seen_twice
}

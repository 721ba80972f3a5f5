//! What a document holds, before it has a form.

use chat::Span;
use chrono::{DateTime, Utc};

use crate::domain::directory::{Directory, Side};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Actor, Fact, Incident, IncidentState, TimelineEntry, Visibility};
use crate::domain::transcript::{Attribution, TranscriptLine};
use crate::render::context::{Acts, Audience, IncidentView, RenderContext};
use crate::render::lang::{Language, Languages};
use crate::render::parts::{facts, headline};
use crate::render::{customer_guard, zone};

/// Everything that a document is made from.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub incident: &'a Incident,
    pub timeline: &'a [TimelineEntry],
    pub lines: &'a [TranscriptLine],
    pub directory: &'a Directory,
    /// The promises in force, for the names of levels.
    pub entitlement: Option<&'a Entitlement>,
    /// Who is to read it.
    pub audience: Side,
    pub language: Language,
}

/// One thing that was said or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) at: DateTime<Utc>,
    pub(super) kind: Kind,
    /// The name to show.
    pub(super) by: String,
    pub(super) side: &'static str,
    /// The name of the room, where it was said in one.
    pub(super) room: Option<String>,
    pub(super) visibility: Visibility,
    pub(super) attribution: Option<Attribution>,
    pub(super) text: String,
}

/// Where a piece comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Kind {
    Said,
    Done,
}

impl Kind {
    pub(super) fn word(self) -> &'static str {
        self.into()
    }
}

impl<'a> Record<'a> {
    /// The heading: number and title.
    pub(super) fn title(&self) -> String {
        let number = self.incident.number.to_string();
        self.language.say(
            "record-title",
            &[("number", number.into()), ("title", self.shown(&self.incident.title).into())],
        )
    }

    /// What is known of the incident as a whole, each with its name.
    pub(super) fn summary(&self) -> Vec<(String, String)> {
        let (incident, context) = (self.incident, self.context());
        let view = IncidentView { context: &context, incident };
        let closed_at = match &incident.state {
            IncidentState::Closed { at, .. } => Some(self.instant(*at)),
            _ => None,
        };
        let audience = match self.audience {
            Side::Customer => "record-audience-customer",
            Side::Support => "record-audience-staff",
        };
        let facts = [
            ("record-level", Some(headline::level_of(&view, self.language))),
            ("record-state", Some(headline::state(incident, self.language))),
            ("record-customer", Some(view.customer_name(self.language).into_owned())),
            ("record-opened", Some(self.instant(incident.opened_at))),
            ("record-closed", closed_at),
            ("record-reporter", Some(self.name_of(&incident.reporter))),
            ("record-owner", incident.owner.as_ref().map(|owner| context.name(owner).to_owned())),
            ("record-audience", Some(self.language.say(audience, &[]))),
        ];
        let named =
            facts.into_iter().filter_map(|(key, fact)| Some((self.language.say(key, &[]), fact?)));
        named.collect()
    }

    /// The heading over what was said and done, which names the zone once for all.
    pub(super) fn heading(&self) -> String {
        let zone = zone::name(self.language, self.incident.zone, self.incident.opened_at);
        self.language.say("record-said", &[("zone", zone.into())])
    }

    /// Everything this audience may read, in its order; what was done before what was said about
    /// it.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let may_read =
            |visibility| self.audience == Side::Support || visibility == Visibility::Customer;
        let context = self.context();
        let view = IncidentView { context: &context, incident: self.incident };
        let done = self.timeline.iter().filter(|entry| may_read(entry.visibility));
        let said = self.lines.iter().filter(|line| may_read(line.visibility));
        let done = done.map(|entry| self.done(&view, entry));
        let mut pieces: Vec<Piece> =
            done.chain(said.map(|line| self.said(&context, line))).collect();
        // Stable, so that what belongs together stays in the order in which it was kept.
        pieces.sort_by_key(|piece| piece.at);
        pieces
    }

    /// Everything that was done and that this audience may read: when, by whom, and what in full.
    pub(in crate::render) fn entries(&self) -> Vec<(DateTime<Utc>, String, String)> {
        let done = self.pieces().into_iter().filter(|piece| piece.kind == Kind::Done);
        done.map(|piece| (piece.at, piece.by, piece.text)).collect()
    }

    /// To the second, in the customer's zone.
    pub(super) fn instant(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.incident.zone).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// Remarks beside a piece: that it is internal, that it may be about something else.
    pub(super) fn remarks(&self, piece: &Piece) -> Vec<String> {
        let inside = (piece.visibility == Visibility::Internal).then_some("record-inside");
        let unsure = (piece.attribution == Some(Attribution::Room)).then_some("record-unsure");
        inside.into_iter().chain(unsure).map(|key| self.language.say(key, &[])).collect()
    }

    fn done(&self, view: &IncidentView<'_>, entry: &TimelineEntry) -> Piece {
        let told = facts::fact(view, self.language, &entry.fact).write(raw);
        // A line of the timeline holds the beginning of long words; here they are told in full.
        let full = words_in_full(&entry.fact).filter(|words| !told.contains(words));
        let text = full.map_or_else(|| told.clone(), |words| format!("{told}\n{words}"));
        Piece {
            at: entry.at,
            kind: Kind::Done,
            by: self.name_of(&entry.actor),
            side: side_of(&entry.actor),
            room: None,
            visibility: entry.visibility,
            attribution: None,
            text: self.shown(text.trim()),
        }
    }

    fn said(&self, context: &RenderContext<'_>, line: &TranscriptLine) -> Piece {
        let room = self.directory.group_in(&line.room).and_then(|group| context.room(&group.id));
        Piece {
            at: line.at,
            kind: Kind::Said,
            by: self.name_of(&line.speaker),
            side: side_of(&line.speaker),
            room: room.map(str::to_owned),
            visibility: line.visibility,
            attribution: Some(line.attribution),
            text: self.shown(&line.words),
        }
    }

    /// Typed words as this audience may read them.
    pub(super) fn shown(&self, words: &str) -> String {
        match self.audience {
            Side::Customer => customer_guard::hidden(words),
            Side::Support => words.to_owned(),
        }
    }

    fn name_of(&self, actor: &Actor) -> String {
        match actor {
            Actor::Person { id, name, .. } => self
                .directory
                .people
                .get(id)
                .map_or_else(|| name.clone(), |person| person.name.clone()),
            Actor::Guest { name, .. } => name.clone(),
            Actor::Bot => self.language.say("the-bot", &[]),
        }
    }

    /// What sentences may look at. Seen from the beginning of time every instant is told with its
    /// date, whenever the document is made.
    fn context(&self) -> RenderContext<'a> {
        let language = self.language.pick(Languages::Zh, Languages::En);
        RenderContext {
            now: DateTime::UNIX_EPOCH,
            directory: self.directory,
            entitlement: self.entitlement,
            incident: Some(self.incident),
            audience: Audience {
                language,
                platform: "",
                side: self.audience,
                keeps_cards: false,
                reader: None,
                group: None,
                acts: Acts::default(),
            },
        }
    }
}

fn raw(span: &Span) -> String {
    match span {
        Span::Text(words) | Span::Typed(words) => words.clone(),
        Span::Mention(mention) => mention.display.clone(),
    }
}

/// The words of a fact that a line of the timeline may cut.
fn words_in_full(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::Opened { title: words, .. }
        | Fact::Said { text: words }
        | Fact::Noted { text: words }
        | Fact::Updated { text: words, .. }
        | Fact::HandoffOffered { summary: words, .. }
        | Fact::Resolved { solution: words, .. }
        | Fact::Rejected { reason: words }
        | Fact::Reopened { reason: words }
        | Fact::Escalated { reason: words, .. }
        | Fact::Closed { reason: words, .. } => Some(words),
        _ => None,
    }
}

fn side_of(actor: &Actor) -> &'static str {
    match actor {
        Actor::Bot => "bot",
        actor if actor.is_support() => "support",
        _ => "customer",
    }
}

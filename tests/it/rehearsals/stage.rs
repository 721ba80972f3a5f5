//! A platform and the bot as two processes, people between them, and the story of what each of them
//! saw.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use simulator::{FaultRequest, PressRequest, SayRequest, VisibleMessage};
use tempfile::TempDir;

use super::phone::{Dials, Phones};
use super::place::{Place, configuration, write_plan};
use super::watch::{Due, Watch};
use crate::crash::BINARY;
use crate::kit::polling::look_for;
use crate::kit::program::{Home, Program, free_address};

/// Long enough for a busy machine, and for an update that is due every minute.
const PATIENCE: Duration = Duration::from_secs(150);

const BOT_LOG: &str = "bot.log";
const PLATFORM_LOG: &str = "platform.log";

/// Everything that one rehearsal is made of.
pub(super) struct Stage {
    place: Place,
    phones: Phones,
    acts: RefCell<Vec<String>>,
    /// How many messages got an id from here.
    named: Cell<u32>,
    bot_address: SocketAddr,
    platform_address: SocketAddr,
    _bot: Program,
    _platform: Program,
    folder: TempDir,
}

impl Stage {
    /// Starts the platform, and the bot with the very section that the platform recommends.
    pub(super) fn set(place: Place) -> Self {
        let (folder, bot, platform) =
            (tempfile::tempdir().unwrap(), free_address(), free_address());
        let (simulator, section) = start_platform(folder.path(), place, platform, bot);
        let home = furnish(folder.path(), bot, place, &section);
        home.apply_directory();
        let program = start_bot(folder.path(), &home);
        home.wait_until_ready();
        Self {
            place,
            phones: Phones::of(platform),
            acts: RefCell::default(),
            named: Cell::default(),
            bot_address: bot,
            platform_address: platform,
            _bot: program,
            _platform: simulator,
            folder,
        }
    }

    /// From now on; an error where this platform cannot do that.
    pub(super) fn platform_misbehaves(&self, how: &FaultRequest) -> Result<(), String> {
        self.note(self.place.kind, &format!("{how:?}"));
        self.phones.misbehave(how)
    }

    /// Somebody who looks on, with screens of their own.
    pub(super) fn watch(&self, due: Vec<Due>) -> Watch {
        Watch::new(Phones::of(self.platform_address), Dials::of(self.bot_address), due)
    }

    pub(super) fn customer_says(&self, text: &str) {
        self.says(self.in_group(self.place.customer, text));
    }

    pub(super) fn engineer_says(&self, text: &str) {
        self.says(self.in_group(self.place.engineer, text));
    }

    /// In the direct chat with the bot.
    pub(super) fn engineer_answers(&self, text: &str) {
        self.says(self.in_private(self.place.engineer, text));
    }

    pub(super) fn customer_presses(&self, message: &VisibleMessage, button: &str) {
        self.presses(message, button, self.place.customer);
    }

    pub(super) fn engineer_presses(&self, message: &VisibleMessage, button: &str) {
        self.presses(message, button, self.place.engineer);
    }

    /// The message in the group that holds all these words.
    pub(super) fn group_reads(&self, words: &[&str]) -> VisibleMessage {
        self.reads(self.place.group, words)
    }

    /// The message to the engineer alone that holds all these words.
    pub(super) fn engineer_reads(&self, words: &[&str]) -> VisibleMessage {
        self.reads(self.place.engineer, words)
    }

    /// Whether nobody woke the duty manager.
    pub(super) fn manager_sleeps(&self) {
        let pages = self.phones.read(self.place.manager);
        assert!(!pages.iter().any(|page| page.text.contains("呼叫您")), "{}", self.story());
    }

    fn reads(&self, room: &str, words: &[&str]) -> VisibleMessage {
        let holds_all = |shown: &VisibleMessage| words.iter().all(|word| shown.text.contains(word));
        let seen = look_for(PATIENCE, || self.phones.read(room).into_iter().rfind(holds_all));
        seen.unwrap_or_else(|| panic!("nobody in {room} reads {words:?}\n{}", self.story()))
    }

    /// Says it again, as the same message, until the bot receives it; as a platform and people do
    /// when something is slow or wrong.
    fn says(&self, said: SayRequest) {
        let said = SayRequest { id: Some(self.next_id()), ..said };
        self.note(&said.account, &said.text);
        self.insists(|| self.phones.say(&said));
    }

    fn presses(&self, message: &VisibleMessage, button: &str, account: &str) {
        self.note(account, &format!("[{button}]"));
        let (message, button, account) =
            (message.id.clone(), button.to_owned(), account.to_owned());
        let pressed = PressRequest { message, button, account };
        self.insists(|| self.phones.press(&pressed));
    }

    fn insists(&self, act: impl Fn() -> Result<(), String>) {
        let mut outcome = Ok(());
        look_for(PATIENCE, || {
            outcome = act();
            outcome.is_ok().then_some(())
        });
        if let Err(why) = outcome {
            panic!("{why}\n{}", self.story());
        }
    }

    fn in_group(&self, account: &str, text: &str) -> SayRequest {
        let (room, account, text) =
            (self.place.group.to_owned(), account.to_owned(), text.to_owned());
        SayRequest { room, account, text, ..SayRequest::default() }
    }

    fn in_private(&self, account: &str, text: &str) -> SayRequest {
        SayRequest { room: account.to_owned(), direct: true, ..self.in_group(account, text) }
    }

    /// An id of a message as Discord makes them; the other platforms take any.
    fn next_id(&self) -> String {
        self.named.set(self.named.get() + 1);
        format!("5000000000000{:05}", self.named.get())
    }

    fn note(&self, account: &str, act: &str) {
        self.acts.borrow_mut().push(format!("{account}: {act}"));
    }

    /// What everybody did, and what each of them can read, for whoever has to find out what went
    /// wrong.
    pub(super) fn story(&self) -> String {
        let mut story =
            format!("--- done on {}\n{}\n", self.place.name(), self.acts.borrow().join("\n"));
        let Place { group, customer, engineer, manager, .. } = self.place;
        for room in [group, customer, engineer, manager] {
            let _ = writeln!(story, "--- read by {room}");
            for VisibleMessage { text, buttons, only_for, edits, .. } in self.phones.read(room) {
                let _ = writeln!(story, "{text}\n    {buttons:?}, for {only_for:?}, {edits} edits");
            }
        }
        let logged =
            |name| std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        story
            + "--- log of the bot\n"
            + &logged(BOT_LOG)
            + "--- log of the platform\n"
            + &logged(PLATFORM_LOG)
    }
}

/// Starts the bot as operators do, with the usual log lines: they come from every thread.
fn start_bot(folder: &Path, home: &Home) -> Program {
    let mut command = Command::new(BINARY);
    command.arg("serve").arg("--config").arg(&home.configuration);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(folder.join(BOT_LOG)).unwrap());
    Program(command.spawn().unwrap())
}

/// Starts a simulator, and reads the section of a configuration that it prints.
fn start_platform(
    folder: &Path,
    place: Place,
    listen: SocketAddr,
    bot: SocketAddr,
) -> (Program, String) {
    let mut command = Command::new(BINARY);
    command.args(["simulate", place.kind, "--listen", &listen.to_string()]);
    command.args(["--bot", &format!("http://{bot}/")]);
    command.args(place.receive.iter().flat_map(|receive| ["--receive", receive]));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(folder.join(PLATFORM_LOG)).unwrap());
    let mut program = Program(command.spawn().unwrap());
    let introduction =
        BufReader::new(program.0.stdout.as_mut().unwrap()).lines().map(Result::unwrap);
    let section = introduction.skip(1).take_while(|line| !line.starts_with("Then act"));
    let section = section.collect::<Vec<_>>().join("\n");
    (program, section)
}

/// Writes all files of a bot that talks to the platform of `section`.
fn furnish(folder: &Path, address: SocketAddr, place: Place, section: &str) -> Home {
    write_plan(folder);
    let written = |name: &str, text: &str| -> PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let text = configuration(folder, address) + section;
    Home {
        address,
        database: folder.join("watchbell.db"),
        configuration: written("watchbell.toml", &text),
        binary: BINARY.into(),
        directory: written("directory.toml", &place.directory()),
    }
}

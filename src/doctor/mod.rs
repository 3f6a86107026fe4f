//! What stands between the files and a database, and what to do: a checklist with its evidence and the next command.
//!
//! Nothing is changed: every question reads the catalog. How the list is shown does not belong here.
//!
//! ```text
//! environment which of the configured environments it is
//! session     who is connected to what, and whether it can write
//! between     a pooler or a forwarded port on the way to the server
//! sight       the files beside the catalog: what exists, what differs
//! case        never ran, half ran, drifted, in step
//! sequences   which of them are behind the rows they number
//! elsewhere   where else the missing things may be
//! privileges  what the role lacks to run the repair
//! access      what the role may not see of what exists
//! api         what the roles of an API, and those of policies, may do with it
//! security    what the rules of lint find
//! complaint   an error message, read back into its SQLSTATE and what it names
//! denied      what the role may do with the table of such a message
//! ```

mod access;
mod api;
mod between;
mod case;
mod clients;
mod complaint;
mod denied;
mod elsewhere;
mod environment;
mod privileges;
mod security;
mod sequences;
mod session;
mod sight;

use postgres::Client;

pub use between::Line;
pub use case::{Case, Why};
pub use complaint::{Complaint, Named};
pub use environment::Environment;
pub use session::Session;

use crate::compare::CompareError;
use crate::desired::Scripts;
use crate::kind::words;
use crate::lint::Exposure;
use crate::live::Reach;
use crate::model::Files;
use api::Hold;
use sight::Sight;

/// What is examined.
pub struct Subject<'a> {
    /// The desired files.
    pub scripts: &'a Scripts,
    /// How far to look beyond what they name.
    pub reach: &'a Reach,
    /// The error that somebody met, if one is told.
    pub complaint: Option<&'a Complaint>,
    /// Which of the configured environments it is.
    pub environment: Environment,
    /// What an API shows.
    pub exposure: &'a Exposure,
    /// The server's host and port; nothing for a socket of this machine.
    pub server: Option<String>,
    /// How the server was reached; nothing for a throwaway server.
    pub line: Option<Line>,
    /// The commands to type next.
    pub commands: &'a Commands,
    /// Opens another database of the same server.
    pub open: &'a mut dyn FnMut(&str) -> Option<Client>,
}

/// The commands that repair, with the arguments of this run.
#[derive(Debug, Clone, Default)]
pub struct Commands {
    /// Shows what differs.
    pub diff: String,
    /// Tries the patch.
    pub dry_run: String,
    /// Applies it.
    pub apply: String,
    /// Lists all findings of the rules.
    pub lint: String,
}

/// What was found.
#[derive(Debug)]
pub struct Diagnosis {
    /// Who is connected to what.
    pub session: Session,
    /// The server's host and port; nothing for a socket of this machine.
    pub server: Option<String>,
    /// Which of the cases it is.
    pub case: Case,
    /// What was looked at, by topic.
    pub items: Vec<Item>,
    /// What to type, in this order.
    pub next: Vec<Step>,
    /// The topics in which something must be mended first.
    pub first: Vec<Topic>,
}

/// What an item is about; the topics stand in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The error that was told.
    Error,
    /// What the files describe.
    Objects,
    /// What the files need and do not describe.
    Requirements,
    /// The session and the server.
    Connection,
    /// What the role may change.
    Privileges,
    /// What the role may see.
    Access,
    /// What is unsafe in the files or beside them.
    Security,
    /// Programs that remember how the schema was.
    Clients,
}

impl Topic {
    /// All of them.
    pub const ALL: [Topic; 8] = [
        Topic::Error,
        Topic::Objects,
        Topic::Requirements,
        Topic::Connection,
        Topic::Privileges,
        Topic::Access,
        Topic::Security,
        Topic::Clients,
    ];

    /// Returns its heading.
    pub fn title(self) -> &'static str {
        match self {
            Topic::Error => "The error",
            Topic::Objects => "What the files describe",
            Topic::Requirements => "What the files need",
            Topic::Connection => "The connection",
            Topic::Privileges => "What the role may change",
            Topic::Access => "What the role may see",
            Topic::Security => "What is unsafe or slow; mend it in the files",
            Topic::Clients => "Programs that remember the schema",
        }
    }

    /// Returns its heading as words within a sentence.
    fn words(self) -> String {
        let title = self.title();
        format!("{}{}", title[..1].to_lowercase(), &title[1..])
    }
}

/// How it stands with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing is wrong.
    Good,
    /// It may be meant so, or it may be the cause.
    Doubtful,
    /// It is in the way.
    Wrong,
}

/// One line of the checklist.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is about.
    pub topic: Topic,
    /// How it stands.
    pub mark: Mark,
    /// Its name, for programs: `missing`, `no-usage`.
    pub rule: &'static str,
    /// What was found, in one sentence.
    pub says: String,
    /// The evidence and what it means.
    pub because: Vec<String>,
    /// What mends it.
    pub then: Vec<Step>,
    /// Where the files speak of it, as `file:line`.
    pub place: Option<String>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A command line.
    Command(String),
    /// Statements, and the role that can run them.
    Sql {
        /// The role; nothing where any role can.
        by: Option<String>,
        /// The statements.
        sql: String,
    },
}

impl Item {
    fn new(topic: Topic, mark: Mark, rule: &'static str, says: impl Into<String>) -> Item {
        Item {
            topic,
            mark,
            rule,
            says: says.into(),
            because: Vec::new(),
            then: Vec::new(),
            place: None,
        }
    }

    /// Returns whether no patch can be made or run before it is mended.
    fn is_in_the_way(&self) -> bool {
        let topics = [Topic::Requirements, Topic::Connection, Topic::Privileges];
        self.mark == Mark::Wrong && topics.contains(&self.topic)
    }

    fn because(mut self, evidence: impl Into<String>) -> Item {
        self.because.push(evidence.into());
        self
    }

    fn then(mut self, step: Step) -> Item {
        self.then.push(step);
        self
    }

    fn sql(self, by: Option<String>, sql: impl Into<String>) -> Item {
        let sql = sql.into();
        self.then(Step::Sql { by, sql })
    }
}

impl Diagnosis {
    /// Returns the heading of what to type.
    pub fn heading(&self) -> String {
        let topics: Vec<String> = self.first.iter().map(|t| t.words()).collect();
        match topics.is_empty() {
            true => "Next".into(),
            false => format!("Next, once this is mended: {}", words::list(&topics)),
        }
    }

    /// Says which database it is, and as whom it was asked.
    pub fn at(&self) -> String {
        let Session { database, role, .. } = &self.session;
        let server = self.server.as_ref().map(|s| format!(" at {s}"));
        format!(
            "database {database}{}, as {role}",
            server.unwrap_or_default()
        )
    }

    /// Returns whether nothing is in the way.
    pub fn is_well(&self) -> bool {
        self.items.iter().all(|i| i.mark != Mark::Wrong)
    }
}

/// Examines a database.
///
/// # Errors
/// When the files are wrong by themselves, or the server refuses a query.
pub fn examine(client: &mut Client, subject: &mut Subject) -> Result<Diagnosis, CompareError> {
    let session = Session::ask(client)?;
    let sight = Sight::see(client, subject, &session)?;
    let mut items = Vec::new();
    let elsewhere = elsewhere::find(client, &sight, &session, subject)?;
    let case = Case::of(&sight, &elsewhere.found);
    items.extend(case::items(&case, &sight, subject));
    items.extend(sight.requirements(&subject.scripts.files));
    items.extend(session::items(&session));
    items.extend(environment::item(&subject.environment));
    items.extend(elsewhere.items);
    items.extend(privileges::items(&sight, &session, &subject.scripts.files));
    items.extend(access::items(client, &sight, &session)?);
    let hold = Hold::ask(client, &sight, subject.exposure)?;
    items.extend(hold.items(&sight, subject.exposure));
    let numbered = sequences::items(client, &sight, &session, subject.complaint)?;
    items.extend(numbered);
    items.extend(between::item(client, &session, subject.line.as_ref())?);
    items.extend(security::items(&sight, &hold, &session.role, subject));
    let repairs = !matches!(case, Case::InStep { .. } | Case::Nothing);
    let complaint = subject.complaint;
    items.extend(clients::items(&session, &sight, repairs, complaint));
    if let Some(complaint) = complaint {
        items.extend(complaint::items(client, complaint, &sight, &session)?);
    }
    items.sort_by_key(|item| item.topic);
    let mut first: Vec<Topic> = items
        .iter()
        .filter(|i| i.is_in_the_way())
        .map(|i| i.topic)
        .collect();
    first.dedup();
    let mut next = Vec::new();
    if repairs {
        let commands = subject.commands;
        let all = [&commands.diff, &commands.dry_run, &commands.apply];
        next.extend(all.map(|c| Step::Command(c.clone())));
    }
    Ok(Diagnosis {
        server: subject.server.clone(),
        session,
        case,
        items,
        next,
        first,
    })
}

/// Explains an error without a database.
pub fn explained(complaint: &Complaint) -> Item {
    complaint::explained(complaint)
}

/// Returns a place as `file:line`.
fn shown(place: Option<&crate::model::Place>, files: &Files) -> Option<String> {
    place.map(|p| files.show(p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named_unless_it_is_on_a_socket() {
        let mut diagnosis = Diagnosis {
            session: Session {
                database: "app".into(),
                role: "ann".into(),
                ..Session::default()
            },
            server: None,
            case: Case::Nothing,
            items: Vec::new(),
            next: Vec::new(),
            first: Vec::new(),
        };
        assert_eq!(diagnosis.at(), "database app, as ann");
        diagnosis.server = Some("db.example.com:5432".into());
        let at = "database app at db.example.com:5432, as ann";
        assert_eq!(diagnosis.at(), at);
    }
}

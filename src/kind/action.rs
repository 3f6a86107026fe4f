//! One statement of a patch, with what orders it among the others and what it costs.

use std::sync::Arc;

use crate::model::{Fact, Id, KindName, Origin, Place, State};

use super::{Demand, Hazard, Privileges, whole};

/// What an action does to the thing that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Removes it.
    Drop,
    /// Renames it.
    Rename,
    /// Changes it in place.
    Alter,
    /// Makes it.
    Create,
}

/// The strongest lock that a statement takes on a relation that exists, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    /// No relation that others use is locked.
    None,
    /// Reads and writes go on; what builds an index, or locks out writes, waits.
    RowExclusive,
    /// Reads and writes go on; other schema changes wait.
    ShareUpdateExclusive,
    /// Reads go on, writes wait.
    Share,
    /// Reads go on, writes wait, and so do other statements of this lock.
    ShareRowExclusive,
    /// Reads and writes wait.
    AccessExclusive,
}

impl Lock {
    /// Returns the name that the manual gives the lock.
    pub fn name(self) -> &'static str {
        match self {
            Lock::None => "none",
            Lock::RowExclusive => "row exclusive",
            Lock::ShareUpdateExclusive => "share update exclusive",
            Lock::Share => "share",
            Lock::ShareRowExclusive => "share row exclusive",
            Lock::AccessExclusive => "access exclusive",
        }
    }
}

/// The words of an action, in a shape that lets several be folded into one statement.
#[derive(Debug, Clone)]
pub enum Text {
    /// A statement as it stands.
    Plain(String),
    /// A CREATE TABLE whose list of columns and constraints can take more elements.
    NewTable {
        /// `create table public.t`.
        head: String,
        /// What follows the list, with its leading space.
        tail: String,
        /// Whether the list is left out where it is empty, as it must be for a partition.
        bare: bool,
    },
    /// A clause of ALTER TABLE.
    Clause {
        /// `alter table public.t`.
        head: String,
        /// The table.
        table: Id,
        /// `add column c integer`.
        clause: String,
        /// The same as an element of CREATE TABLE, where that is possible.
        element: Option<String>,
    },
    /// Privileges that are given or taken.
    Privileges(Privileges),
    /// A statement with secrets; see [`super::Wording`].
    Secret {
        /// What is shown, and runs in psql with the secrets as variables.
        shown: String,
        /// What is run.
        run: String,
    },
}

/// One statement of a patch.
#[derive(Debug, Clone)]
pub struct Action {
    /// What it does.
    pub verb: Verb,
    /// What it is about.
    pub about: Id,
    /// Its words.
    pub text: Text,
    /// What exists after it.
    pub makes: Vec<Id>,
    /// What must exist before it.
    pub needs: Vec<Id>,
    /// What exists no more after it.
    pub breaks: Vec<Id>,
    /// What it changes in place.
    pub touches: Vec<Id>,
    /// The kinds of things that must go before it, where they use what it touches, and come back after it.
    pub rebuilds: &'static [KindName],
    /// The kinds of what must end before it, or begin after it, where that uses or is a part of what it touches; all if there is no list.
    pub stands_between: Option<&'static [KindName]>,
    /// Whether what uses the things that it touches may go after it too, but for statements that name them: it renames them.
    pub renames_aside: bool,
    /// Whether what is altered so that it uses what this one touches comes after it; always so where something is rebuilt around it.
    pub precedes_uses: bool,
    /// Whether what it breaks or makes stays what it is, and only loses a part of what it says, or gets it back.
    pub stays: bool,
    /// The strongest lock that it takes.
    pub lock: Lock,
    /// Whether it reads a whole table.
    pub scans: bool,
    /// Whether it writes a whole table again.
    pub rewrites: bool,
    /// Whether no rollback undoes it, so that a dry run leaves it out; nothing behind it may need it.
    pub lasts: bool,
    /// The rows of the files that it writes: where the words of each end in its text, and where it stands. With the words of those behind one
    /// of them left out, it writes only the first ones.
    pub rows: Vec<(usize, Place)>,
    /// Its dangers.
    pub hazards: Vec<Hazard>,
    /// The definition that caused it.
    pub origin: Origin,
    /// The search path under which its names mean what the file says; nothing if it names all in full.
    pub path: Option<Arc<str>>,
    /// What the role must be or have to run it.
    pub demands: Vec<Demand>,
    /// Its place among actions that nothing else orders.
    pub order: u32,
}

impl Action {
    fn of(verb: Verb, fact: &Fact, text: Text) -> Action {
        Action {
            verb,
            about: fact.id.clone(),
            text,
            makes: Vec::new(),
            needs: Vec::new(),
            breaks: Vec::new(),
            touches: Vec::new(),
            rebuilds: &[],
            stands_between: None,
            renames_aside: false,
            precedes_uses: false,
            stays: false,
            lock: Lock::None,
            scans: false,
            rewrites: false,
            lasts: false,
            rows: Vec::new(),
            hazards: Vec::new(),
            origin: fact.origin.clone(),
            path: None,
            demands: Vec::new(),
            order: fact.order,
        }
    }

    /// Makes the action that creates a fact: it needs what the fact uses, and its parent.
    pub fn create(fact: &Fact, text: Text) -> Action {
        let needs = fact.uses.iter().chain(&fact.parent).cloned().collect();
        Action {
            makes: vec![fact.id.clone()],
            needs,
            ..Action::of(Verb::Create, fact, text)
        }
    }

    /// Makes the action that drops a fact.
    pub fn drop(fact: &Fact, text: Text) -> Action {
        Action {
            breaks: vec![fact.id.clone()],
            ..Action::of(Verb::Drop, fact, text)
        }
    }

    /// Makes an action that changes a fact in place into the desired one given.
    pub fn alter(desired: &Fact, text: Text) -> Action {
        let needs = desired
            .uses
            .iter()
            .chain(&desired.parent)
            .cloned()
            .collect();
        Action {
            touches: vec![desired.id.clone()],
            needs,
            ..Action::of(Verb::Alter, desired, text)
        }
    }

    /// Makes the action that renames a fact.
    pub fn rename(from: &Fact, to: &Fact, text: Text) -> Action {
        let (makes, breaks) = (vec![to.id.clone()], vec![from.id.clone()]);
        Action {
            makes,
            breaks,
            ..Action::of(Verb::Rename, to, text)
        }
        .lock(Lock::AccessExclusive)
    }

    /// Takes it back that a table is written again.
    pub fn rewrites_nothing(&mut self) {
        self.rewrites = false;
        self.hazards.clear();
    }

    /// Sets the lock.
    pub fn lock(mut self, lock: Lock) -> Action {
        self.lock = lock;
        self
    }

    /// Adds a danger.
    pub fn hazard(mut self, hazard: Hazard) -> Action {
        self.hazards.push(hazard);
        self
    }

    /// Says what must be dropped and made again around it.
    pub fn rebuilds(mut self, kinds: &'static [KindName]) -> Action {
        self.rebuilds = kinds;
        self
    }

    /// Says for which users and parts of what it touches its place matters: for the others it may come at any time.
    pub fn stands_between(mut self, kinds: &'static [KindName]) -> Action {
        self.stands_between = Some(kinds);
        self
    }

    /// Returns whether users and parts of a kind end before it or begin after it.
    pub fn concerns(&self, kind: KindName) -> bool {
        self.stands_between
            .is_none_or(|kinds| kinds.contains(&kind))
    }

    /// Says that it only renames what it touches, or makes what takes its place.
    pub fn renames_aside(mut self) -> Action {
        self.renames_aside = true;
        self
    }

    /// Says that what begins to use what it touches finds it as it will be: a type changes only while no column is of it.
    pub fn precedes_uses(mut self) -> Action {
        self.precedes_uses = true;
        self
    }

    /// Says that the thing which it breaks or makes loses only a part of what it says, or gets it back.
    pub fn stays(mut self) -> Action {
        self.stays = true;
        self
    }

    /// Says that it reads a whole table.
    pub fn scans(mut self) -> Action {
        self.scans = true;
        self
    }

    /// Says that it writes a whole table again.
    pub fn rewrites(mut self) -> Action {
        self.rewrites = true;
        self
    }

    /// Adds something that exists after it.
    pub fn makes(mut self, ids: impl IntoIterator<Item = Id>) -> Action {
        self.makes.extend(ids);
        self
    }

    /// Adds something that must exist before it.
    pub fn needs(mut self, ids: impl IntoIterator<Item = Id>) -> Action {
        self.needs.extend(ids);
        self
    }

    /// Returns the statement as it is run, which nobody is shown.
    pub fn run(&self) -> String {
        match &self.text {
            Text::Secret { run, .. } => run.clone(),
            Text::Plain(_) | Text::NewTable { .. } | Text::Clause { .. } | Text::Privileges(_) => {
                self.sql()
            }
        }
    }

    /// Returns the statement as SQL to be shown, without the semicolon.
    pub fn sql(&self) -> String {
        match &self.text {
            Text::Plain(sql) => sql.clone(),
            Text::NewTable { head, tail, bare } => {
                format!("{head}{}{tail}", if *bare { "" } else { " ()" })
            }
            Text::Clause { head, clause, .. } if clause.starts_with('\n') => {
                format!("{head}{clause}")
            }
            Text::Clause { head, clause, .. } => format!("{head} {clause}"),
            Text::Privileges(list) => list.sql(),
            Text::Secret { shown, .. } => shown.clone(),
        }
    }
}

/// How a difference is removed.
pub enum Alter {
    /// By these statements, the thing staying what it is.
    InPlace(Vec<Action>),
    /// By dropping and making it again, because PostgreSQL cannot change it; the reason in words.
    Replace(&'static str),
    /// By no statement that a patch may hold.
    Impossible {
        /// What stands in the way.
        message: String,
        /// What to do about it.
        help: String,
    },
}

/// What a kind may look at while it words statements.
pub struct Scene<'a> {
    /// The live facts, those that are not managed among them.
    pub live: &'a State,
    /// The desired facts, and the live ones that stay.
    pub desired: &'a State,
    /// The server's version as `server_version_num` gives it, 150018.
    pub version: u32,
}

impl Scene<'_> {
    /// Returns what something is a part of.
    pub fn whole(&self, id: &Id) -> Id {
        whole(id, [self.desired, self.live])
    }
}

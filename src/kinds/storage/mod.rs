//! How and where the rows of a table or materialized view are kept: access method, parameters, tablespace.
//!
//! Indexes have parameters and a tablespace too; their access method is a part of their definition.

pub mod options;

use crate::diagnostic::Result;
use crate::kind::{Action, Draft, Hazard, Lock, Row, Scene, Text, World};
use crate::kinds::access_method;
use crate::model::{Fact, Id, State};
use crate::text::quote;
use crate::text::sql::Reader;

pub use options::Options;

/// How rows are kept; what the database has by itself is left out.
#[derive(Debug, Clone, Default)]
pub struct Storage {
    /// The access method, where it is not `heap`.
    pub method: Option<String>,
    /// Its parameters, those of the TOAST table among them.
    pub options: Options,
    /// The tablespace, where it is not the database's own.
    pub tablespace: Option<String>,
    /// Whether there is no TOAST table, so that the server forgets its parameters; not compared.
    pub no_toast: bool,
}

impl PartialEq for Storage {
    fn eq(&self, other: &Storage) -> bool {
        let options = match self.no_toast || other.no_toast {
            true => self.options.without_toast() == other.options.without_toast(),
            false => self.options == other.options,
        };
        options && self.method == other.method && self.tablespace == other.tablespace
    }
}

/// The catalogs that [`COLUMNS`] reads, to stand behind `pg_class c`.
pub const JOINS: &str = "left join pg_am am on am.oid = c.relam \
                         left join pg_tablespace space on space.oid = c.reltablespace";
/// The columns that [`Storage::from_catalog`] takes.
pub const COLUMNS: &str = "c.reloptions, case when c.reltoastrelid <> 0 then (select t.reloptions from pg_class t where t.oid = c.reltoastrelid) end, \
                           am.amname, space.spcname, c.reltoastrelid = 0";

impl Storage {
    /// Takes [`COLUMNS`].
    pub fn from_catalog(row: &mut Row) -> Storage {
        Storage {
            options: Options::from_catalog(&row.list()).with_toast(&row.list()),
            method: row.opt().filter(|m| *m != HEAP).map(str::to_string),
            tablespace: row.opt().map(str::to_string),
            no_toast: row.bool(),
        }
    }

    /// Starts with what a definition has that says nothing, by the settings of its file.
    pub fn of_draft(draft: &Draft) -> Storage {
        Storage {
            method: draft.settings.access_method.clone(),
            tablespace: draft.settings.tablespace.clone(),
            ..Storage::default()
        }
    }

    /// Reads `USING`, `WITH`, `WITHOUT OIDS` or `TABLESPACE` of a definition; false if none stands here.
    ///
    /// # Errors
    /// For what no supported version of PostgreSQL takes: OIDs.
    pub fn read(&mut self, reader: &mut Reader, world: &World) -> Result<bool> {
        if reader.accept("using") {
            self.method = method(reader.ident()?);
        } else if reader.accept("without oids") {
            return Ok(true);
        } else if reader.at("with oids") {
            return Err(oids(reader));
        } else if reader.accept("with") {
            let place = reader.here();
            self.options = Options::read(reader)?;
            if self.options.take("oids").is_some_and(|v| v != "off") {
                let message = "tables WITH OIDS are gone since PostgreSQL 12";
                return Err(reader.error_at("unsupported", message, place));
            }
        } else if reader.accept("tablespace") {
            self.tablespace = tablespace(reader.ident()?, world);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Reads `SET (…)`, `RESET (…)`, `SET ACCESS METHOD` or `SET TABLESPACE`; false if none stands here.
    pub fn alter(&mut self, reader: &mut Reader, world: &World) -> Result<bool> {
        let set_list = reader.at("set") && *reader.peek_nth(1) == LPAREN;
        if set_list {
            reader.skip();
            self.options.set_all(&Options::read(reader)?);
        } else if reader.accept("reset") {
            for name in options::names(reader)? {
                self.options.unset(&name);
            }
        } else if reader.accept("set access method") {
            self.method = match reader.accept("default") {
                true => None,
                false => method(reader.ident()?),
            };
        } else if reader.accept("set tablespace") {
            self.tablespace = tablespace(reader.ident()?, world);
            if reader.at("nowait") {
                return Err(reader.unexpected("the end of the clause"));
            }
        } else if reader.at("set with oids") {
            return Err(oids(reader));
        } else {
            return Ok(reader.accept("set without oids"));
        }
        Ok(true)
    }

    /// Takes from a partitioned table what a partition has where its definition says nothing.
    pub fn inherit(&mut self, parent: &Storage) {
        for (own, theirs) in [
            (&mut self.method, &parent.method),
            (&mut self.tablespace, &parent.tablespace),
        ] {
            if theirs.is_some() {
                own.clone_from(theirs);
            }
        }
    }

    /// Words the same for a partition, which says also what the database has by itself where its parent has it otherwise.
    pub fn words_below(&self, parent: Option<&Storage>, scene: &Scene) -> String {
        let mut said = self.clone();
        if parent.is_some_and(|p| p.method.is_some()) {
            said.method.get_or_insert_with(|| HEAP.to_string());
        }
        if parent.is_some_and(|p| p.tablespace.is_some()) {
            said.tablespace.get_or_insert_with(|| own_space(scene));
        }
        said.words()
    }

    /// Returns the access method, if it is a fact.
    pub fn uses(&self, state: &State) -> Option<Id> {
        access_method::named(self.method.as_ref()?, state)
    }

    /// Words what follows the columns of a definition, with its leading space.
    pub fn words(&self) -> String {
        let mut out = String::new();
        if let Some(method) = &self.method {
            out.push_str(&format!(" using {}", quote::ident(method)));
        }
        out.push_str(&self.options.with());
        if let Some(space) = &self.tablespace {
            out.push_str(&format!(" tablespace {}", quote::ident(space)));
        }
        out
    }

    /// Words the change of a table or view in place, each clause made into a statement by `text`.
    ///
    /// Nothing comes back where the server is too old to change the access method.
    pub fn changes(
        &self,
        desired: &Fact,
        to: &Storage,
        scene: &Scene,
        text: impl Fn(String) -> Text,
    ) -> Option<Vec<Action>> {
        let action = |clause: String| {
            let action = Action::alter(desired, text(clause)).needs([desired.id.clone()]);
            action.stands_between(&[])
        };
        let rewriting = |clause: String| {
            action(clause)
                .lock(Lock::AccessExclusive)
                .rewrites()
                .hazard(Hazard::rewrites(&desired.id))
        };
        let mut out = Vec::new();
        if self.method != to.method {
            if scene.version < METHOD_CHANGES {
                return None;
            }
            let method = quote::ident(to.method.as_deref().unwrap_or(HEAP));
            out.push(rewriting(format!("set access method {method}")));
        }
        let clauses = self.options.changes(&to.options);
        out.extend(clauses.into_iter().map(|clause| {
            let lock = options::lock(&clause);
            action(clause).lock(lock)
        }));
        if self.tablespace != to.tablespace {
            out.push(rewriting(set_tablespace(&to.tablespace, scene)));
        }
        Some(out)
    }
}

/// The access method that a database has unless it was given another.
const HEAP: &str = "heap";
/// The version from which an access method can change.
const METHOD_CHANGES: u32 = 150_000;
/// The tablespace that a database has unless it was made in another.
const DEFAULT_SPACE: &str = "pg_default";
const LPAREN: sqlparser::tokenizer::Token = sqlparser::tokenizer::Token::LParen;

/// Why a table is made anew for another access method.
pub const METHOD_IS_FIXED: &str = "PostgreSQL can change an access method only since version 15";

/// Returns an access method as it is compared: `heap` is nothing.
pub fn method(name: String) -> Option<String> {
    Some(name).filter(|m| m != HEAP)
}

/// Returns a tablespace as it is compared: the database's own is nothing.
pub fn tablespace(name: String, world: &World) -> Option<String> {
    let own = world.tablespace.as_deref().unwrap_or(DEFAULT_SPACE);
    Some(name).filter(|s| s != own && !s.is_empty())
}

/// Words the move to a tablespace, or to the database's own.
pub fn set_tablespace(to: &Option<String>, scene: &Scene) -> String {
    let name = to.clone().unwrap_or_else(|| own_space(scene));
    format!("set tablespace {}", quote::ident(&name))
}

fn own_space(scene: &Scene) -> String {
    let own = scene.live.tablespace.as_deref();
    own.unwrap_or(DEFAULT_SPACE).to_string()
}

fn oids(reader: &Reader) -> Box<crate::diagnostic::Problem> {
    let message = "tables WITH OIDS are gone since PostgreSQL 12";
    reader.error_at("unsupported", message, reader.here())
}

//! User mappings: as whom a role goes to a foreign server, with the password that it uses there.
//!
//! Only those that a file declares are managed. The options of one that the connected role may not see are not compared.

use super::{Options, missing, server};
use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Query, Row, Scene, Target,
    Text, Wording, edit, names,
};
use crate::kinds::grant::role::Role;
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `user-mapping`.
pub struct MappingKind;

/// What a user mapping is.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The name of the server.
    pub server: String,
    /// Whose it is.
    pub role: Role,
    /// Its options; nothing where they cannot be seen.
    pub options: Option<Options>,
}

impl PartialEq for Mapping {
    /// Compares what both sides know.
    fn eq(&self, other: &Mapping) -> bool {
        match (&self.options, &other.options) {
            (Some(a), Some(b)) => a == b,
            (None, _) | (_, None) => true,
        }
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[Attribute::in_place("options")];

fn address(server: &str, role: &Role) -> Id {
    Id::printed(
        names::USER_MAPPING,
        format!("{}.{role}", quote::ident(server)),
    )
}

impl Kind for MappingKind {
    fn name(&self) -> KindName {
        names::USER_MAPPING
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create user mapping",
                read: create,
            },
            Grammar {
                words: "alter user mapping",
                read: alter,
            },
            Grammar {
                words: "drop user mapping",
                read: drop,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let role =
            "case when m.umuser = 0 then 'public' else quote_ident(pg_get_userbyid(m.umuser)) end";
        let name = format!("quote_ident(m.srvname) || '.' || {role}");
        let class = ("pg_user_mapping", "m.umid");
        let Some(scope) = target.of_database(self.name(), &name, class) else {
            return Vec::new();
        };
        let sql = format!(
            "select m.umid, m.srvname, case when m.umuser <> 0 then pg_get_userbyid(m.umuser) end, m.umoptions, \
             m.umoptions is null and not has_table_privilege('pg_catalog.pg_user_mapping', 'select') \
             from pg_user_mappings m where {scope}"
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let server = server::address(&fact.body::<Mapping>().server);
        state.has(&server).then_some(server).into_iter().collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let mut name = None;
        fact.change(|m: &mut Mapping| {
            if let Some(new) = moved(&server::address(&m.server)) {
                m.server = new.last();
                name = Some(address(&m.server, &m.role));
            }
        });
        fact.id = name.unwrap_or(fact.id.clone());
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let body: &Mapping = fact.body();
        let mut words = Wording::new(format!("create {}", head(body)));
        if let Some(options) = &body.options {
            options.word(&fact.id, &mut words);
        }
        vec![Action::create(fact, words.done())]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop {}", head(fact.body()));
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&Mapping, &Mapping) = (live.body(), desired.body());
        let mut words = Wording::new(format!("alter {}", head(to)));
        if let Some((from, to)) = from.options.as_ref().zip(to.options.as_ref()) {
            from.word_change(to, &desired.id, &mut words);
        }
        Alter::InPlace(vec![Action::alter(desired, words.done())])
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let fact = scene.desired.get(&action.about);
        let mapping = fact
            .or_else(|| scene.live.get(&action.about))
            .and_then(Fact::get::<Mapping>);
        let server = |m: &Mapping| Id::new(names::SERVER, &[&m.server]);
        mapping
            .map(|m| Demand::Own(server(m)))
            .into_iter()
            .collect()
    }

    fn describe(&self, fact: &Fact) -> String {
        head(fact.body())
    }
}

fn head(body: &Mapping) -> String {
    format!(
        "user mapping for {} server {}",
        body.role,
        quote::ident(&body.server)
    )
}

/// Reads `FOR role SERVER name`.
fn whose(reader: &mut Reader, draft: &Draft) -> Result<Mapping> {
    reader.expect("for")?;
    let role = match reader.accept("user") {
        true => Role::Named(draft.user().to_string()),
        false => Role::read(reader, draft)?,
    };
    reader.expect("server")?;
    Ok(Mapping {
        server: reader.ident()?,
        role,
        options: Some(Options::default()),
    })
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create user mapping")?;
    let lenient = reader.accept("if not exists");
    let mark = reader.mark();
    let mut body = whose(reader, draft)?;
    let place = reader.since(mark);
    body.options = Some(Options::read(reader)?);
    reader.done()?;
    let id = address(&body.server, &body.role);
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    draft.add(id, None, body, place)
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter user mapping")?;
    let mark = reader.mark();
    let whose = whose(reader, draft)?;
    let id = address(&whose.server, &whose.role);
    let Some(mut body) = draft.state.body::<Mapping>(&id).cloned() else {
        return Err(missing(&id, reader.since(mark)));
    };
    if let Some(options) = &mut body.options {
        options.alter(reader)?;
    }
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|m: &mut Mapping| *m = body);
    }
    Ok(())
}

fn drop(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("drop user mapping")?;
    let lenient = reader.accept("if exists");
    let mark = reader.mark();
    let whose = whose(reader, draft)?;
    let place = reader.since(mark);
    reader.done()?;
    let id = address(&whose.server, &whose.role);
    match draft.state.has(&id) {
        true => edit::drop(draft, &id, &[], false, &place),
        false if lenient => Ok(()),
        false => Err(missing(&id, place)),
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, server, role) = (row.number(), row.text().to_string(), Role::of(row.opt()));
    let options = Options::of_catalog(&row.list());
    let hidden = row.bool();
    let id = address(&server, &role);
    if hidden {
        let message = format!(
            "the options of the user mapping {} cannot be seen by this role, so they are not compared",
            id.name()
        );
        let problem = Problem::warning("not-compared", message);
        catalog
            .warnings
            .push(problem.help("run as a superuser or as the owner of the server"));
    }
    let body = Mapping {
        server,
        role,
        options: (!hidden).then_some(options),
    };
    catalog.know(Class::Other("pg_user_mapping"), oid, 0, id.clone());
    catalog.add(Fact::new(id, None, body));
}

//! Foreign servers: where the data of others is, by a wrapper and options.

use super::{Options, missing};
use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Query, Row, Scene, Target,
    Text, Verb, Wording, names,
};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `server`.
pub struct ServerKind;

/// What a foreign server is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Server {
    /// The name of its wrapper.
    pub wrapper: String,
    /// Its type, which only its wrapper knows the meaning of.
    pub ty: Option<String>,
    /// Its version, likewise.
    pub version: Option<String>,
    /// Its options.
    pub options: Options,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("wrapper"),
    Attribute::replaced("type"),
    Attribute::in_place("version"),
    Attribute::in_place("options"),
];

/// Returns the address of a server.
pub fn address(name: &str) -> Id {
    Id::new(names::SERVER, &[name])
}

impl Kind for ServerKind {
    fn name(&self) -> KindName {
        names::SERVER
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("server")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(address(&reader.ident()?))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create server",
                read: create,
            },
            Grammar {
                words: "alter server",
                read: alter,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let class = ("pg_foreign_server", "s.oid");
        let Some(scope) = target.of_database(self.name(), "quote_ident(s.srvname)", class) else {
            return Vec::new();
        };
        let sql = format!(
            "select s.oid, s.srvname, w.fdwname, s.srvtype, s.srvversion, s.srvoptions \
             from pg_foreign_server s join pg_foreign_data_wrapper w on w.oid = s.srvfdw where {scope}"
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let wrapper = &fact.body::<Server>().wrapper;
        let id = Id::new(names::FOREIGN_DATA_WRAPPER, &[wrapper]);
        state.has(&id).then_some(id).into_iter().collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|server: &mut Server| {
            let wrapper = Id::new(names::FOREIGN_DATA_WRAPPER, &[&server.wrapper]);
            if let Some(new) = moved(&wrapper) {
                server.wrapper = new.last();
            }
        });
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let body: &Server = fact.body();
        let mut words = Wording::new(format!("create server {}", fact.id.name()));
        words.text(&attributes(body));
        body.options.word(&fact.id, &mut words);
        vec![Action::create(fact, words.done())]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop server {}", fact.id.name());
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&Server, &Server) = (live.body(), desired.body());
        if from.wrapper != to.wrapper || from.ty != to.ty {
            return Alter::Replace("a foreign server cannot change its wrapper or type");
        }
        let mut words = Wording::new(format!("alter server {}", desired.id.name()));
        if from.version != to.version {
            let version = to.version.as_deref().map_or("null".into(), quote::literal);
            words.text(&format!(" version {version}"));
        }
        from.options
            .word_change(&to.options, &desired.id, &mut words);
        Alter::InPlace(vec![Action::alter(desired, words.done())])
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let sql = format!("alter server {} rename to {}", from.id.name(), to.id.name());
        let action = Action::rename(from, to, Text::Plain(sql));
        Some(vec![action.lock(crate::kind::Lock::None)])
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let server: Option<&Server> = scene.desired.body(&action.about);
        match (action.verb, server) {
            (Verb::Create, Some(server)) => {
                let wrapper = Id::new(names::FOREIGN_DATA_WRAPPER, &[&server.wrapper]);
                vec![Demand::Privilege("usage", wrapper)]
            }
            _ => vec![Demand::Own(action.about.clone())],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("server{}", attributes(fact.body()))
    }
}

fn attributes(server: &Server) -> String {
    let mut out = String::new();
    for (word, value) in [("type", &server.ty), ("version", &server.version)] {
        if let Some(value) = value {
            out.push_str(&format!(" {word} {}", quote::literal(value)));
        }
    }
    out + &format!(" foreign data wrapper {}", quote::ident(&server.wrapper))
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create server")?;
    let lenient = reader.accept("if not exists");
    let mark = reader.mark();
    let id = ServerKind.address(reader, draft)?;
    let place = reader.since(mark);
    let mut body = Server::default();
    if reader.accept("type") {
        body.ty = Some(reader.string()?);
    }
    if reader.accept("version") {
        body.version = version(reader)?;
    }
    reader.expect("foreign data wrapper")?;
    body.wrapper = reader.ident()?;
    body.options = Options::read(reader)?;
    reader.done()?;
    if lenient && draft.state.has(&id) {
        return Ok(());
    }
    draft.add(id.clone(), None, body, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

fn version(reader: &mut Reader) -> Result<Option<String>> {
    match reader.accept("null") {
        true => Ok(None),
        false => reader.string().map(Some),
    }
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter server")?;
    let mark = reader.mark();
    let id = ServerKind.address(reader, draft)?;
    let place = reader.since(mark);
    let Some(mut body) = draft.state.body::<Server>(&id).cloned() else {
        return Err(missing(&id, place));
    };
    if reader.accept("version") {
        body.version = version(reader)?;
    }
    body.options.alter(reader)?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|s: &mut Server| *s = body);
    }
    Ok(())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let body = Server {
        wrapper: row.text().to_string(),
        ty: row.opt().map(String::from),
        version: row.opt().map(String::from),
        options: Options::of_catalog(&row.list()),
    };
    let id = address(name);
    catalog.know(Class::Other("pg_foreign_server"), oid, 0, id.clone());
    catalog.add(Fact::new(id, None, body));
}

//! Foreign data wrappers. One that an extension brings is the extension's.

use super::{Options, import, missing};
use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Grammar, Kind, Query, Row, Scene, Target, Text,
    Wording, link, names,
};
use crate::kinds::routine;
use crate::model::{Fact, Id, KindName, State, split_name};
use crate::text::quote;
use crate::text::sql::Reader;
use crate::text::typename;

/// The kind `foreign-data-wrapper`.
pub struct WrapperKind;

/// What a foreign data wrapper is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wrapper {
    /// The function that gives its routines, qualified and quoted.
    pub handler: Option<String>,
    /// The function that checks options.
    pub validator: Option<String>,
    /// Its options.
    pub options: Options,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("handler"),
    Attribute::in_place("validator"),
    Attribute::in_place("options"),
];

/// The arguments of the two functions, as addresses have them.
const ARGUMENTS: [&str; 2] = ["", "text[], oid"];

impl Wrapper {
    fn functions(&self) -> [(&'static str, &Option<String>); 2] {
        [("handler", &self.handler), ("validator", &self.validator)]
    }
}

impl Kind for WrapperKind {
    fn name(&self) -> KindName {
        names::FOREIGN_DATA_WRAPPER
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("foreign data wrapper")
    }

    fn address(&self, reader: &mut Reader, _draft: &Draft) -> Result<Id> {
        Ok(Id::new(names::FOREIGN_DATA_WRAPPER, &[&reader.ident()?]))
    }

    fn statements(&self) -> &'static [Grammar] {
        &[
            Grammar {
                words: "create foreign data wrapper",
                read: create,
            },
            Grammar {
                words: "alter foreign data wrapper",
                read: alter,
            },
            Grammar {
                words: "import foreign schema",
                read: import,
            },
        ]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let class = ("pg_foreign_data_wrapper", "w.oid");
        let Some(scope) = target.of_database(self.name(), "quote_ident(w.fdwname)", class) else {
            return Vec::new();
        };
        let name = |alias| {
            format!(
                "case {alias}n.nspname when 'pg_catalog' then '' else quote_ident({alias}n.nspname) || '.' end || quote_ident({alias}.proname)"
            )
        };
        let sql = format!(
            "select w.oid, w.fdwname, {}, {}, w.fdwoptions from pg_foreign_data_wrapper w \
             left join pg_proc h on h.oid = w.fdwhandler left join pg_namespace hn on hn.oid = h.pronamespace \
             left join pg_proc v on v.oid = w.fdwvalidator left join pg_namespace vn on vn.oid = v.pronamespace \
             where {scope}",
            name("h"),
            name("v")
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let functions = fact
            .body::<Wrapper>()
            .functions()
            .into_iter()
            .zip(ARGUMENTS);
        let used = functions.filter_map(|((_, name), arguments)| {
            let name = name.as_ref()?;
            Some(Id::printed(names::FUNCTION, format!("{name}({arguments})")))
        });
        used.filter(|id| state.has(id)).collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|w: &mut Wrapper| {
            for (name, arguments) in [&mut w.handler, &mut w.validator]
                .into_iter()
                .zip(ARGUMENTS)
            {
                if let Some(name) = name {
                    *name = routine::moved_name(name, &format!("({arguments})"), moved);
                }
            }
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id).cloned() else {
            return Ok(());
        };
        let mut body = fact.body::<Wrapper>().clone();
        let functions = [&mut body.handler, &mut body.validator].into_iter();
        for (name, arguments) in functions.zip(ARGUMENTS) {
            let Some(name) = name else { continue };
            *name = found(name, arguments, &link::path_of(&fact), draft);
        }
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|w: &mut Wrapper| *w = body);
        }
        Ok(())
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let body: &Wrapper = fact.body();
        let mut words = Wording::new(format!("create {}", head(&fact.id)));
        for (word, function) in body.functions() {
            if let Some(name) = function {
                words.text(&format!(" {word} {name}"));
            }
        }
        body.options.word(&fact.id, &mut words);
        vec![Action::create(fact, words.done())]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop {}", head(&fact.id));
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&Wrapper, &Wrapper) = (live.body(), desired.body());
        let mut words = Wording::new(format!("alter {}", head(&desired.id)));
        for ((word, old), (_, new)) in from.functions().into_iter().zip(to.functions()) {
            match new {
                _ if old == new => {}
                Some(name) => words.text(&format!(" {word} {name}")),
                None => words.text(&format!(" no {word}")),
            }
        }
        from.options
            .word_change(&to.options, &desired.id, &mut words);
        Alter::InPlace(vec![Action::alter(desired, words.done())])
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        let sql = format!("alter {} rename to {}", head(&from.id), to.id.name());
        let action = Action::rename(from, to, Text::Plain(sql));
        Some(vec![action.lock(crate::kind::Lock::None)])
    }

    fn describe(&self, fact: &Fact) -> String {
        let functions = fact.body::<Wrapper>().functions().into_iter();
        let words = functions.filter_map(|(word, f)| Some(format!(" {word} {}", f.as_ref()?)));
        format!("foreign data wrapper{}", words.collect::<String>())
    }
}

/// Returns the name of a function with its schema, but that of one of `pg_catalog`. What is not known (an extension that is not there
/// yet may bring it) stays as it is written, and means under the path of the file what the server finds.
fn found(written: &str, arguments: &str, path: &[String], draft: &Draft) -> String {
    let parts = split_name(written);
    let last = quote::ident(parts.last().map_or("", |l| l));
    let [name] = parts.as_slice() else {
        return if parts[0] == "pg_catalog" {
            last
        } else {
            written.into()
        };
    };
    if draft
        .outside_schema(name, path)
        .is_some_and(|s| s == "pg_catalog")
    {
        return last;
    }
    let guess = || {
        let schema = (!draft.world.known).then(|| draft.function_schema(name, path))?;
        Some(typename::in_schema(&schema, name))
    };
    let known = routine::find_function(&parts, arguments, path, draft);
    known.or_else(guess).unwrap_or(last)
}

fn head(id: &Id) -> String {
    format!("foreign data wrapper {}", id.name())
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let hint = reader.hint();
    reader.expect("create foreign data wrapper")?;
    let mark = reader.mark();
    let id = WrapperKind.address(reader, draft)?;
    let place = reader.since(mark);
    let mut body = Wrapper::default();
    functions(reader, &mut body)?;
    body.options = Options::read(reader)?;
    reader.done()?;
    draft.add(id.clone(), None, body, place)?;
    draft.note_rename(&id, hint);
    Ok(())
}

fn functions(reader: &mut Reader, body: &mut Wrapper) -> Result<()> {
    loop {
        match () {
            () if reader.accept("no handler") => body.handler = None,
            () if reader.accept("handler") => body.handler = Some(reader.name()?.show()),
            () if reader.accept("no validator") => body.validator = None,
            () if reader.accept("validator") => body.validator = Some(reader.name()?.show()),
            () => return Ok(()),
        }
    }
}

fn alter(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("alter foreign data wrapper")?;
    let mark = reader.mark();
    let id = WrapperKind.address(reader, draft)?;
    let place = reader.since(mark);
    let Some(mut body) = draft.state.body::<Wrapper>(&id).cloned() else {
        return Err(missing(&id, place));
    };
    functions(reader, &mut body)?;
    body.options.alter(reader)?;
    reader.done()?;
    if let Some(fact) = draft.state.get_mut(&id) {
        fact.change(|w: &mut Wrapper| *w = body);
    }
    Ok(())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, name) = (row.number(), row.text());
    let body = Wrapper {
        handler: row.opt().map(String::from),
        validator: row.opt().map(String::from),
        options: Options::of_catalog(&row.list()),
    };
    let id = Id::new(names::FOREIGN_DATA_WRAPPER, &[name]);
    catalog.know(Class::Other("pg_foreign_data_wrapper"), oid, 0, id.clone());
    catalog.add(Fact::new(id, None, body));
}

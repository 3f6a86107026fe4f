//! Identity columns: `GENERATED … AS IDENTITY`.
//!
//! The sequence behind one belongs to it and is no fact of its own.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Catalog, Draft, Kind, Lock, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, KindName, Place};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `identity`.
pub struct IdentityKind;

/// What an identity is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Whether it is ALWAYS, and not BY DEFAULT.
    pub always: bool,
}

impl Kind for IdentityKind {
    fn name(&self) -> KindName {
        names::IDENTITY
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let sql = format!(
            "select attrelid, attnum, attidentity from pg_attribute \
             where attrelid = any('{}'::oid[]) and attidentity <> '' and attnum > 0",
            target.relations
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let clause = format!("add {}", words(fact.body()));
        vec![alter_column(fact, &clause, Action::create)]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![alter_column(fact, "drop identity", Action::drop)]
    }

    fn alter(&self, _live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let clause = format!("set generated {}", when(desired.body()));
        Alter::InPlace(vec![alter_column(desired, &clause, Action::alter)])
    }

    fn describe(&self, fact: &Fact) -> String {
        words(fact.body())
    }
}

/// Words an identity as a part of a column's definition.
pub fn words(identity: &Identity) -> String {
    format!("generated {} as identity", when(identity))
}

fn when(identity: &Identity) -> &'static str {
    if identity.always {
        "always"
    } else {
        "by default"
    }
}

fn alter_column(fact: &Fact, words: &str, make: fn(&Fact, Text) -> Action) -> Action {
    let parts = fact.id.parts();
    let table = Id::new(names::TABLE, &[&parts[0], &parts[1]]);
    let clause = format!("alter column {} {words}", quote::ident(&parts[2]));
    make(fact, alter_table(&table, clause, None)).lock(Lock::AccessExclusive)
}

/// Reads what follows `GENERATED … AS IDENTITY`.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    column: &Id,
    always: bool,
    place: Place,
) -> Result<()> {
    if reader.at_sign(&Token::LParen) {
        return Err(reader.unexpected("no options: those of an identity are not supported yet"));
    }
    draft.add(
        column.as_kind(names::IDENTITY),
        Some(column.clone()),
        Identity { always },
        place,
    )
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (relation, number, always) = (row.number(), row.number(), row.text() == "a");
    let Some(column) = catalog.find(Class::Relation, relation, number).cloned() else {
        return;
    };
    let id = column.as_kind(names::IDENTITY);
    catalog.add(Fact::new(id, Some(column), Identity { always }));
}

/// Reads the forms of `ALTER COLUMN` about an identity.
pub fn alter(reader: &mut Reader, draft: &mut Draft, column: &Id) -> Result<()> {
    let id = column.as_kind(names::IDENTITY);
    let place = reader.here();
    if reader.accept("drop identity") {
        reader.accept("if exists");
        draft.remove(&id);
        return Ok(());
    }
    if reader.accept("add generated") {
        let always = reader.accept("always");
        if !always {
            reader.expect("by default")?;
        }
        reader.expect("as identity")?;
        return read(reader, draft, column, always, place);
    }
    if reader.accept("set generated") {
        let always = reader.accept("always");
        if !always {
            reader.expect("by default")?;
        }
        if let Some(fact) = draft.state.get_mut(&id) {
            fact.change(|i: &mut Identity| i.always = always);
        }
        return Ok(());
    }
    Err(reader.unexpected("a form of ALTER COLUMN that trueup knows"))
}

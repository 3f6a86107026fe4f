//! Identity columns: `GENERATED … AS IDENTITY`, with the options of the sequence behind it.
//!
//! That sequence belongs to the identity and is no fact of its own; its type is always that of the column.

use sqlparser::tokenizer::Token;

use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Kind, Lock, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::column::Column;
use crate::kinds::sequence::{self, Given, Options};
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, KindName, Place};
use crate::text::sql::Reader;
use crate::text::{self, quote};

/// The kind `identity`.
pub struct IdentityKind;

/// What an identity is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Whether it is ALWAYS, and not BY DEFAULT.
    pub always: bool,
    /// How it counts.
    pub options: Options,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::in_place("generated always"),
    Attribute::in_place("increment"),
    Attribute::in_place("minimum"),
    Attribute::in_place("maximum"),
    Attribute::in_place("start"),
    Attribute::in_place("cache"),
    Attribute::in_place("cycle"),
];

impl Kind for IdentityKind {
    fn name(&self) -> KindName {
        names::IDENTITY
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.identities.is_empty() {
            return Vec::new();
        }
        let sql = format!(
            "select seqrelid, format_type(seqtypid, null), seqincrement, seqmin, seqmax, seqstart, seqcache, seqcycle \
             from pg_sequence where seqrelid = any('{}'::oid[])",
            target.identities
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        let parts = fact.id.parts();
        let sequence = text::name::make(&parts[1], Some(&parts[2]), Some("seq"));
        Some(format!(
            "relation {}",
            Id::new("", &[&parts[0], &sequence]).name()
        ))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let clause = format!("add {}", words(fact.body()));
        let mut actions = vec![alter_column(fact, &clause, Action::create)];
        if fact
            .parent
            .as_ref()
            .is_some_and(|column| scene.live.has(column))
        {
            actions.push(catch_up(fact));
        }
        actions
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![alter_column(fact, "drop identity", Action::drop)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let (from, to): (&Identity, &Identity) = (live.body(), desired.body());
        let mut clauses = Vec::new();
        if from.always != to.always {
            clauses.push(format!("set generated {}", when(to)));
        }
        // A new type of the column is the new type of its sequence.
        let follows = Given {
            ty: Some(to.options.ty.clone()),
            ..Given::default()
        };
        let from = if from.options.ty == to.options.ty {
            from.options.clone()
        } else {
            from.options.altered(&follows)
        };
        clauses.extend(
            from.changes(&to.options)
                .iter()
                .map(|words| format!("set {words}")),
        );
        let all = clauses.join(" ");
        let action = (!all.is_empty()).then(|| alter_column(desired, &all, Action::alter));
        Alter::InPlace(action.into_iter().collect())
    }

    fn describe(&self, fact: &Fact) -> String {
        words(fact.body())
    }
}

/// Words that a new identity of a column which is there goes on after the values that it has.
fn catch_up(fact: &Fact) -> Action {
    let parts = fact.id.parts();
    let table = Id::new("", &[&parts[0], &parts[1]]);
    let (name, literal) = (quote::literal(table.name()), quote::literal(&parts[2]));
    let sequence = format!("pg_get_serial_sequence({name}, {literal})");
    let column = table.child(names::COLUMN, &parts[2]);
    sequence::go_on(fact, &sequence, &column).needs([fact.id.clone()])
}

/// Words an identity as a part of a column's definition.
pub fn words(identity: &Identity) -> String {
    let options: Vec<String> = identity
        .options
        .words()
        .into_iter()
        .filter(|w| !w.starts_with("as "))
        .collect();
    let list = if options.is_empty() {
        String::new()
    } else {
        format!(" ({})", options.join(" "))
    };
    format!("generated {} as identity{list}", when(identity))
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
    let mut given = Given {
        ty: type_of(draft, column),
        ..Given::default()
    };
    if reader.accept_sign(&Token::LParen) {
        while !reader.accept_sign(&Token::RParen) {
            if reader.at("sequence name") {
                name(reader, draft, column)?;
            } else if !given.read(reader)? {
                return Err(reader.unexpected("an option of a sequence or `)`"));
            }
        }
    }
    let options = Options::new(&given);
    options.check(place.clone())?;
    draft.add(
        column.as_kind(names::IDENTITY),
        Some(column.clone()),
        Identity { always, options },
        place,
    )
}

/// Reads the name of the sequence, as a dump writes it; only the one that the server chooses is followed.
fn name(reader: &mut Reader, draft: &Draft, column: &Id) -> Result<()> {
    reader.expect("sequence name")?;
    let name = reader.name()?;
    let own = sequence_of(column);
    if draft.new_id(names::SEQUENCE, &name)? == own {
        return Ok(());
    }
    let message = "another name for an identity's sequence than the server's own is not supported";
    let problem = Problem::error("unsupported", message).at(name.place, "");
    Err(Box::new(problem.help(format!(
        "leave it out: the server chooses {}",
        own.name()
    ))))
}

/// Returns the address of the sequence behind an identity column, by that of the column or of the identity.
pub fn sequence_of(column: &Id) -> Id {
    let parts = column.parts();
    let name = text::name::make(&parts[1], Some(&parts[2]), Some("seq"));
    Id::new(names::SEQUENCE, &[&parts[0], &name])
}

fn type_of(draft: &Draft, column: &Id) -> Option<String> {
    draft.state.body::<Column>(column).map(|c| c.ty.to_string())
}

/// Takes over a new type of the column.
pub fn set_type(draft: &mut Draft, column: &Id) {
    let ty = type_of(draft, column);
    if let Some(fact) = draft.state.get_mut(&column.as_kind(names::IDENTITY)) {
        let given = Given {
            ty,
            ..Given::default()
        };
        fact.change(|i: &mut Identity| i.options = i.options.altered(&given));
    }
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
        let always = always(reader)?;
        reader.expect("as identity")?;
        return read(reader, draft, column, always, place);
    }
    let mut any = false;
    let mut given = Given::default();
    while reader.at_any(&["set", "restart"]) {
        any = true;
        if reader.accept("set generated") {
            let always = always(reader)?;
            change(draft, &id, |i| i.always = always);
        } else if reader.accept("set") {
            given.read(reader)?;
        } else {
            reader.expect("restart")?;
            if reader.accept("with") || matches!(reader.peek(), Token::Number(..)) {
                reader.number()?;
            }
        }
    }
    change(draft, &id, |i| i.options = i.options.altered(&given));
    if any {
        Ok(())
    } else {
        Err(reader.unexpected("a form of ALTER COLUMN that trueup knows"))
    }
}

fn always(reader: &mut Reader) -> Result<bool> {
    let always = reader.accept("always");
    if !always {
        reader.expect("by default")?;
    }
    Ok(always)
}

fn change(draft: &mut Draft, id: &Id, change: impl FnOnce(&mut Identity)) {
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(change);
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(at) = catalog.identities.get(&row.number()).copied() else {
        return;
    };
    let always = catalog.always.contains(&at);
    let options = Options {
        ty: row.text().to_string(),
        increment: row.number(),
        min: row.number(),
        max: row.number(),
        start: row.number(),
        cache: row.number(),
        cycle: row.bool(),
    };
    let Some(column) = catalog.find(Class::Relation, at.0, at.1).cloned() else {
        return;
    };
    let id = column.as_kind(names::IDENTITY);
    catalog.add(Fact::new(id, Some(column), Identity { always, options }));
}

//! Identity columns: `GENERATED … AS IDENTITY`, with the options of the sequence behind it.
//!
//! That sequence belongs to the identity and is no fact of its own; its type is always that of the column, its schema that of
//! the table.

use sqlparser::tokenizer::Token;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Kind, Lock, Query, Row, Scene, Since, Target, Text,
    names,
};
use crate::kinds::column::Column;
use crate::kinds::sequence::{self, Given, Options, logged, restarted};
use crate::kinds::table::{Table, alter_table};
use crate::model::{Fact, Id, KindName, Place, State};
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
    /// The name of its sequence, which stands in the schema of the table.
    pub sequence: String,
    /// Whether the sequence is unlogged, where that is not as the table is.
    pub unlogged: Option<bool>,
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
    Attribute::in_place("sequence name"),
    Attribute::in_place("logged apart from its table").since(15),
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
        Some(format!("relation {}", sequence_within(fact).name()))
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let clause = format!("add {}", words(fact));
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

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let mut action = alter_column(fact, "drop identity", Action::drop);
        if !stays_integer(fact, scene) {
            // Within one ALTER TABLE the sequence would be given the new type before it is dropped.
            action.text = Text::Plain(action.sql());
        }
        vec![action]
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let unlogged = fact.body::<Identity>().unlogged;
        Since::of(&[
            (unlogged == Some(true), "UNLOGGED", 15),
            (unlogged == Some(false), "LOGGED", 15),
        ])
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Identity, &Identity) = (live.body(), desired.body());
        let apart = from.unlogged != to.unlogged;
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
        if from.restarts(&to.options) {
            clauses.push("restart".into());
        }
        let all = clauses.join(" ");
        let renamed = renaming(live, desired);
        let change = (!all.is_empty()).then(|| {
            let action = alter_column(desired, &all, Action::alter);
            let sequence = sequence_within(desired);
            sequence::within_bounds(action, &sequence, &from, &to.options)
        });
        let change = change.into_iter().flatten();
        let logged = apart.then(|| logged::set_apart(&sequence_within(desired), desired, scene));
        let all = renamed.into_iter().chain(change).chain(logged.flatten());
        Alter::InPlace(all.collect())
    }

    fn describe(&self, fact: &Fact) -> String {
        words(fact)
    }
}

/// Returns whether the column keeps a type that a sequence can have, if it is kept at all.
fn stays_integer(fact: &Fact, scene: &Scene) -> bool {
    const INTEGERS: [&str; 3] = ["smallint", "integer", "bigint"];
    let column = fact.parent.as_ref().and_then(|id| scene.desired.body(id));
    column.is_none_or(|c: &Column| INTEGERS.contains(&c.ty.to_string().as_str()))
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
pub fn words(fact: &Fact) -> String {
    let identity: &Identity = fact.body();
    let named = identity.sequence != chosen_name(&fact.id);
    let name = named.then(|| format!("sequence name {}", sequence_within(fact).name()));
    let options = identity.options.words().into_iter();
    let options = options.filter(|w| !w.starts_with("as "));
    let logged = identity.unlogged.map(|u| logged::word(u).to_string());
    let options: Vec<String> = name.into_iter().chain(logged).chain(options).collect();
    let list = if options.is_empty() {
        String::new()
    } else {
        format!(" ({})", options.join(" "))
    };
    format!("generated {} as identity{list}", when(identity))
}

/// Words the new name of the sequence.
fn renaming(live: &Fact, desired: &Fact) -> Option<Action> {
    let (from, to) = (sequence_within(live), sequence_within(desired));
    let sql = format!(
        "alter sequence {} rename to {}",
        from.name(),
        quote::ident(&to.last())
    );
    let action = || Action::alter(desired, Text::Plain(sql)).lock(Lock::AccessExclusive);
    (from.last() != to.last()).then(action)
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
    let (mut sequence, mut unlogged) = (None, None);
    if reader.accept_sign(&Token::LParen) {
        while !reader.accept_sign(&Token::RParen) {
            if reader.at("sequence name") {
                sequence = Some(name(reader, draft, column)?);
            } else if reader.at_any(&["logged", "unlogged"]) {
                unlogged = Some(reader.ident()? == "unlogged");
            } else if !given.read(reader)? {
                return Err(reader.unexpected("an option of a sequence or `)`"));
            }
        }
    }
    let options = Options::new(&given);
    options.check(place.clone())?;
    let identity = Identity {
        always,
        options,
        sequence: sequence.unwrap_or_else(|| free_name(draft, column)),
        unlogged: unlogged.filter(|u| logged::is_apart(&draft.state, column, *u)),
    };
    draft.add(
        column.as_kind(names::IDENTITY),
        Some(column.clone()),
        identity,
        place,
    )
}

/// Reads the name of the sequence, which stands in the schema of the table.
fn name(reader: &mut Reader, draft: &Draft, column: &Id) -> Result<String> {
    reader.expect("sequence name")?;
    let name = reader.name()?;
    let schema = column.parts().swap_remove(0);
    if name.schema().is_some_and(|s| s != schema) {
        let message = "the sequence of an identity column is in the schema of its table";
        return Err(reader.error_at("other-schema", message, name.place));
    }
    let id = Id::new(names::SEQUENCE, &[&schema, name.last()]);
    draft.free_relation(&id, &name.place)?;
    Ok(name.last().to_string())
}

/// Reads the forms of ALTER SEQUENCE about the sequence of an identity.
pub fn alter_sequence(reader: &mut Reader, draft: &mut Draft, column: &Id) -> Result<()> {
    let id = column.as_kind(names::IDENTITY);
    let place = reader.here();
    let unlogged = match () {
        () if reader.accept("set unlogged") => true,
        () if reader.accept("set logged") => false,
        () => {
            let mut given = Given::default();
            while !reader.is_done() {
                if reader.at("restart") {
                    restart(reader, draft)?;
                } else if !given.read(reader)? {
                    return Err(reader.unexpected("an option of the sequence of an identity"));
                }
            }
            change(draft, &id, |i| i.options = i.options.altered(&given));
            let options = draft.state.body::<Identity>(&id).map(|i| i.options.clone());
            return options.map_or(Ok(()), |o| o.check(place));
        }
    };
    let apart = logged::is_apart(&draft.state, column, unlogged);
    change(draft, &id, |i| i.unlogged = apart.then_some(unlogged));
    reader.done()
}

/// Returns the column whose identity has a sequence.
pub fn of_sequence(draft: &Draft, sequence: &Id) -> Option<Id> {
    let all = draft
        .state
        .iter()
        .filter(|f| f.id.kind() == names::IDENTITY);
    let mut with = all.filter(|f| sequence_within(f) == *sequence);
    with.next().and_then(|f| f.parent.clone())
}

/// Returns the address of the sequence behind an identity column, by that of the column or of the identity.
pub fn sequence_of(column: &Id, state: &State) -> Id {
    let fact = state.get(&column.as_kind(names::IDENTITY));
    fact.map_or_else(
        || Id::new(names::SEQUENCE, &[&column.parts()[0], &chosen_name(column)]),
        sequence_within,
    )
}

fn sequence_within(fact: &Fact) -> Id {
    let schema = fact.id.parts().swap_remove(0);
    Id::new(
        names::SEQUENCE,
        &[&schema, &fact.body::<Identity>().sequence],
    )
}

/// Returns the name that the server gives the sequence of a column, if nothing else has it.
fn chosen_name(column: &Id) -> String {
    let parts = column.parts();
    text::name::make(&parts[1], Some(&parts[2]), Some("seq"))
}

/// Gives a copied identity a sequence of its own, as `LIKE` does.
pub fn rename_copy(draft: &mut Draft, identity: &Id) {
    let sequence = free_name(draft, identity);
    if let Some(fact) = draft.state.get_mut(identity) {
        fact.change(|i: &mut Identity| i.sequence = sequence);
    }
}

fn free_name(draft: &Draft, column: &Id) -> String {
    let parts = column.parts();
    text::name::choose(&parts[1], Some(&parts[2]), "seq", |n| {
        draft.relation_exists(&parts[0], n)
    })
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
            restart(reader, draft)?;
        }
    }
    change(draft, &id, |i| i.options = i.options.altered(&given));
    if any {
        Ok(())
    } else {
        Err(reader.unexpected("a form of ALTER COLUMN that trueup knows"))
    }
}

/// Reads RESTART, which is about rows.
fn restart(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    draft.problems.push(restarted(reader.here()));
    reader.expect("restart")?;
    if reader.accept("with") || matches!(reader.peek(), Token::Number(..)) {
        reader.number()?;
    }
    Ok(())
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
    let Some(sequence) = catalog.identities.get(&row.number()).cloned() else {
        return;
    };
    let (relation, number) = sequence.column;
    let Some(column) = catalog.find(Class::Relation, relation, number).cloned() else {
        return;
    };
    let table = catalog.find(Class::Relation, relation, 0);
    let table = table.and_then(|id| catalog.state.body::<Table>(id));
    let as_table = table.is_some_and(|t| t.unlogged);
    let identity = Identity {
        always: catalog.always.contains(&sequence.column),
        options: Options::from_catalog(row),
        sequence: sequence.name,
        unlogged: sequence.unlogged.filter(|own| *own != as_table),
    };
    let id = column.as_kind(names::IDENTITY);
    catalog.add(Fact::new(id, Some(column), identity));
}

//! Exclusion constraints.

use super::attributes::{self, Allowed, Deferral};
use super::naming::{self, Header};
use super::{clause, element_of, key, place_of, table_of};
use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Hazard, Kind, Lock, Probe, Query, Row, Scene,
    Setting, Since, Target, names, probe,
};
use crate::kinds::index::{self, Element, Index, Loose, Marks, Options};
use crate::kinds::inheritance;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;
use crate::text::{Expr, quote};

/// The catalog of operators, of which only those of exclusion constraints are read.
/// The kind `exclusion`, which reads the catalog after `index`, whose operator classes and collations it shares.
pub struct ExclusionKind;

/// An exclusion constraint.
#[derive(Debug, Clone, PartialEq)]
pub struct Exclusion {
    /// The index behind it.
    pub index: Index,
    /// The operator of each key: no two rows may satisfy all of them.
    pub operators: Vec<Loose>,
    /// When it is checked.
    pub deferral: Deferral,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("elements"),
    Attribute::replaced("operators"),
    Attribute::replaced("access method"),
    Attribute::replaced("collation"),
    Attribute::replaced("operator class"),
    Attribute::replaced("order"),
    Attribute::replaced("included columns"),
    Attribute::replaced("predicate"),
    Attribute::replaced("deferral"),
    Attribute::in_place("storage parameters"),
    Attribute::in_place("tablespace"),
    Attribute::in_place("clustered on"),
];

impl Kind for ExclusionKind {
    fn name(&self) -> KindName {
        names::EXCLUSION
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some(super::NOUN)
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        super::address(self.name(), reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        super::reference(id)
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.tables.is_empty() {
            return Vec::new();
        }
        vec![query(target)]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        Some(key::slot(&fact.id))
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|e: &mut Exclusion| e.index.visit(relation, visit));
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        fact.body::<Exclusion>().index.uses(&table_of(fact), state)
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let table = table_of(fact);
        fact.change(|e: &mut Exclusion| e.index.relink(&table, moved));
    }

    fn since(&self, fact: &Fact, state: &State) -> Vec<Since> {
        let divided = inheritance::is_partitioned(state, &table_of(fact));
        Since::of(&[(divided, "EXCLUDE on a partitioned table", 17)])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        finish(id, draft)
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let temporary = stand_ins.relation(&table_of(fact))?;
        let fact = stand_ins.fact(fact)?;
        let exclusion: &Exclusion = fact.body();
        let prints = exclusion.index.prints();
        if prints.is_empty() {
            return None;
        }
        let element = element_of(&fact, &definition(exclusion));
        stand_ins
            .build
            .push(format!("alter table {temporary} add {element}"));
        let oid = probe::oid(&probe::name(&fact.id.last()));
        Some(stand_ins.probe(format!(
            "select {} from pg_index i where i.indexrelid = {oid}",
            prints.join(", ")
        )))
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let table = table_of(fact);
        let element = element_of(fact, &definition(fact.body()));
        let text = clause(&table, format!("add {element}"), Some(element));
        let mut action = Action::create(fact, text)
            .lock(Lock::AccessExclusive)
            .scans();
        if scene.live.has(&table) {
            let what = format!("building the index of {}", fact.id.name());
            let sentence = format!("fails if rows of {} exclude each other", table.name());
            action = action.hazard(Hazard::blocks_writes(&table, &what));
            action = action.hazard(Hazard::may_fail(&table, sentence, None));
        }
        let marks = index::mark::changes(Marks::default(), fact, scene);
        [action].into_iter().chain(marks).collect()
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![super::removal(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Exclusion, &Exclusion) = (live.body(), desired.body());
        let mut same = to.clone();
        same.index.options = from.index.options.clone();
        same.index.marks = from.index.marks;
        same.index.tablespace = from.index.tablespace.clone();
        if same != *from {
            return Alter::Replace("the definition of an exclusion constraint cannot change");
        }
        let mut actions = key::option_changes(&from.index.options, &to.index.options, desired);
        let (space, to) = (&from.index.tablespace, &to.index.tablespace);
        actions.extend(key::tablespace_change(space, to, (desired, scene)));
        actions.extend(index::mark::changes(from.index.marks, desired, scene));
        Alter::InPlace(actions)
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        super::renaming(from, to)
    }

    fn describe(&self, fact: &Fact) -> String {
        definition(fact.body())
    }
}

/// Reads what follows `EXCLUDE`.
pub fn read(reader: &mut Reader, draft: &mut Draft, table: &Id, header: Header) -> Result<()> {
    let method = index::read::method(reader)?;
    let pairs = reader.list(|r| {
        let element = index::element::read(r, draft, &method)?;
        r.expect("with")?;
        Ok((element, operator(r)?))
    })?;
    let (elements, operators): (Vec<Element>, Vec<Loose>) = pairs.into_iter().unzip();
    let include = index::read::include(reader)?;
    let mut index = Index {
        include,
        ..Index::new(&method, elements)
    };
    if reader.accept("with") {
        index.options = Options::read(reader)?;
    }
    index.tablespace = index::read::tablespace(reader, draft)?;
    if reader.accept("where") {
        index.predicate = Some(index::read::predicate(reader.in_parens()?, reader)?);
    }
    let what = "an exclusion constraint";
    let allowed = Allowed {
        what,
        deferral: true,
        not_valid: false,
        no_inherit: false,
        not_enforced: false,
    };
    let deferral = attributes::read(reader, allowed)?.deferral;
    naming::add(
        draft,
        table,
        names::EXCLUSION,
        header,
        Exclusion {
            index,
            operators,
            deferral,
        },
    )
    .map(|_| ())
}

/// Reads an operator, bare or as `OPERATOR(schema.op)`.
fn operator(reader: &mut Reader) -> Result<Loose> {
    use sqlparser::tokenizer::Token;
    if !reader.accept("operator") {
        let sign = signs(reader, |r| r.at_comma() || r.at_sign(&Token::RParen))?;
        return Ok(Loose {
            schema: None,
            name: sign,
        });
    }
    reader.expect_sign(&Token::LParen)?;
    let mut parts = Vec::new();
    while matches!(reader.peek(), Token::Word(_)) {
        parts.push(reader.ident()?);
        reader.expect_sign(&Token::Period)?;
    }
    parts.push(signs(reader, |r| r.at_sign(&Token::RParen))?);
    reader.expect_sign(&Token::RParen)?;
    Ok(Loose::new(&parts))
}

/// Reads the characters of an operator.
fn signs(reader: &mut Reader, stop: impl Fn(&Reader) -> bool) -> Result<String> {
    let text = reader.until(stop)?.sql;
    match text.is_empty() {
        true => Err(reader.unexpected("an operator")),
        false => Ok(text.to_string()),
    }
}

/// Checks that the columns are there, and leaves out collations that they have anyway.
fn finish(id: &Id, draft: &mut Draft) -> Result<()> {
    let Some(fact) = draft.state.get(id) else {
        return Ok(());
    };
    let (table, place) = (table_of(fact), place_of(fact, draft));
    let exclusion = fact.body::<Exclusion>().clone();
    index::read::known_columns(draft, &table, exclusion.index.columns(), &place)?;
    let index = index::read::with_own_collations(draft, &table, exclusion.index);
    if let Some(fact) = draft.state.get_mut(id) {
        fact.change(|e: &mut Exclusion| e.index = index);
    }
    Ok(())
}

fn definition(exclusion: &Exclusion) -> String {
    let index = &exclusion.index;
    let pairs = index.elements.iter().zip(&exclusion.operators);
    let keys: Vec<String> = pairs
        .map(|(e, o)| format!("{} with {}", e.sql(), operator_sql(o)))
        .collect();
    let mut out = format!(
        "exclude using {} ({})",
        quote::ident(&index.method),
        keys.join(", ")
    );
    if !index.include.is_empty() {
        out.push_str(&format!(" include ({})", quote::idents(&index.include)));
    }
    out.push_str(&index.options.with());
    out.push_str(&index::using_tablespace(&index.tablespace));
    if let Some(predicate) = &index.predicate {
        out.push_str(&format!(" where {}", predicate.parenthesised()));
    }
    out + exclusion.deferral.words()
}

fn operator_sql(operator: &Loose) -> String {
    match &operator.schema {
        Some(schema) => format!("operator({}.{})", quote::ident(schema), operator.name),
        None => operator.name.clone(),
    }
}

fn query(target: &Target) -> Query {
    let operators = "from unnest(k.conexclop) with ordinality u(oid, place) join pg_operator o on o.oid = u.oid \
                     join pg_namespace n on n.oid = o.oprnamespace order by u.place";
    let sql = format!(
        "select k.oid, k.conrelid, k.conindid, k.conname, k.condeferrable, k.condeferred, \
         array(select n.nspname {operators}), array(select o.oprname {operators}), {} from {} \
         join pg_constraint k on k.conindid = i.indexrelid \
         where k.contype = 'x' and k.conrelid in {} and k.conparentid = 0",
        index::live::columns(target.version),
        index::live::TABLES,
        target.tables.rows()
    );
    Query {
        sql,
        read: read_row,
    }
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let (oid, relation, index_oid, name) = (row.number(), row.number(), row.number(), row.text());
    let deferral = Deferral::from_catalog(row.bool(), row.bool());
    let operators = row.list().into_iter().zip(row.list());
    let operators = operators.map(|(schema, name)| Loose::new(&[schema, name]));
    let operators = operators.collect();
    let table = catalog.find(Class::Relation, relation, 0).cloned();
    let (Some(table), Some(index)) = (table, index::live::read(row, catalog, relation)) else {
        return;
    };
    let id = table.child(names::EXCLUSION, name);
    catalog.know(Class::Constraint, oid, 0, id.clone());
    catalog.know(Class::Relation, index_oid, 0, id.clone());
    catalog.add(Fact::new(
        id,
        Some(table),
        Exclusion {
            index,
            operators,
            deferral,
        },
    ));
}

//! Defaults of columns.
//!
//! The default of a new column is a part of its definition; see the column's words.

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Kind, Lock, Probe, Query, Row, Scene, Setting,
    Target, link, names,
};
use crate::kinds::column::Column;
use crate::kinds::sequence;
use crate::kinds::stand_in::StandIns;
use crate::kinds::table::alter_table;
use crate::model::{Fact, Id, KindName, Place};
use crate::text::refs;
use crate::text::typename::{self, TypeName};
use crate::text::{Expr, quote};

/// The kind `default`.
pub struct DefaultKind;

/// The default of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Default {
    /// Its expression.
    pub expr: Expr,
    /// The type of the column, which gives a literal its meaning.
    pub target: String,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[Attribute::in_place("expression")];

impl Default {
    /// Returns whether it names nothing but types, so that it is the same for all rows.
    pub fn is_constant(&self) -> bool {
        refs::scan(&self.expr.sql).names.iter().all(|n| n.cast)
    }
}

impl Kind for DefaultKind {
    fn name(&self) -> KindName {
        names::DEFAULT
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.tables.is_empty() {
            return Vec::new();
        }
        // Equal trees are printed once, and a row is of all defaults that have one; one with columns, which are those of a generated
        // column, stands for itself. To look at the relation costs ten times as much as to print the rest.
        let sql = format!(
            "select (select pg_get_expr(b.adbin, own) from pg_attrdef b where b.oid = min(d.oid)), \
             array_agg(oid), array_agg(adrelid), array_agg(adnum) \
             from (select oid, adrelid, adnum, tree, case when strpos(tree, '{{VAR ') > 0 then adrelid else 0 end as own \
              from (select oid, adrelid, adnum, adbin::text collate \"C\" as tree from pg_attrdef where adrelid = any('{}'::oid[]) \
              offset 0) t) d group by tree, own",
            target.tables
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        fact.change(|default: &mut Default| {
            let target = Some(default.target.clone());
            visit(
                &mut default.expr,
                Setting {
                    target,
                    ..Setting::default()
                },
            );
        });
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|default: &mut Default| {
            let ty = typename::from_format_type(&default.target);
            default.target = link::moved_type(&ty, moved).to_string();
        });
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let Default { expr, target } = fact.body();
        let ty = stand_ins.ty(&typename::from_format_type(target))?;
        let expr = stand_ins.rewritten(&expr.sql)?;
        stand_ins.build.push(format!(
            "create temporary table trueup_probe (c {ty} default {expr})"
        ));
        let print = "select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 'pg_temp.trueup_probe'::regclass";
        Some(stand_ins.probe(print.into()))
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let words = format!("set default {}", fact.body::<Default>().expr.sql);
        vec![clause(fact, &words, Action::create)]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![clause(fact, "drop default", Action::drop)]
    }

    fn alter(&self, _live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let words = format!("set default {}", desired.body::<Default>().expr.sql);
        let mut action = clause(desired, &words, Action::alter);
        // It is read when the column's type is what it will be.
        action.makes.push(desired.id.clone());
        Alter::InPlace(vec![action])
    }

    fn inherit(&self, child: &Fact, _before: &Fact, after: &Fact, _others: &[&Fact]) -> Fact {
        Fact {
            body: after.body.clone(),
            ..child.clone()
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("default {}", fact.body::<Default>().expr.sql)
    }
}

fn clause(fact: &Fact, words: &str, make: fn(&Fact, crate::kind::Text) -> Action) -> Action {
    let parts = fact.id.parts();
    let table = Id::new(names::TABLE, &[&parts[0], &parts[1]]);
    let text = alter_table(
        &table,
        format!("alter column {} {words}", quote::ident(&parts[2])),
        None,
    );
    make(fact, text).lock(Lock::AccessExclusive)
}

/// Gives a column its default.
pub fn add(draft: &mut Draft, column: &Id, expr: Expr, place: Place) -> Result<()> {
    if is_nothing(draft, column, &expr) {
        draft.without_default.push(column.clone());
        return Ok(());
    }
    let target = target_of(draft, column);
    draft.add(
        column.as_kind(names::DEFAULT),
        Some(column.clone()),
        Default { expr, target },
        place,
    )
}

/// Gives a column its default in the place of the one that it has.
pub fn set(draft: &mut Draft, column: &Id, expr: Expr, place: Place) {
    if is_nothing(draft, column, &expr) {
        draft.remove(&column.as_kind(names::DEFAULT));
        return;
    }
    let target = target_of(draft, column);
    draft.set(
        column.as_kind(names::DEFAULT),
        Some(column.clone()),
        Default { expr, target },
        place,
    );
}

/// Gives a column of a serial type its sequence, and the default that draws from it.
pub fn serial(draft: &mut Draft, column: &Id, ty: &TypeName, place: Place) -> Result<()> {
    let table = draft.state.get(column).and_then(|c| c.parent.clone());
    let Some(table) = table else {
        return Ok(());
    };
    let sequence = sequence::for_serial(draft, &table, &column.last(), ty, place.clone())?;
    let next = format!("nextval({}::regclass)", quote::literal(sequence.name()));
    add(draft, column, Expr::new(next), place)
}

/// Returns whether the server keeps no default: a plain NULL, unless it is coerced to a length or to a domain.
fn is_nothing(draft: &Draft, column: &Id, expr: &Expr) -> bool {
    let Some(ty) = draft.state.body::<Column>(column).map(|c| &c.ty) else {
        return false;
    };
    let printed = ty.to_string();
    let is_null = match expr.sql.trim().split_once("::") {
        Some((value, cast)) => value.eq_ignore_ascii_case("null") && cast == printed,
        None => expr.sql.trim().eq_ignore_ascii_case("null"),
    };
    let domain = Id::printed(names::DOMAIN, ty.name.as_str());
    let of_domain = ty.dimensions == 0 && draft.state.has(&domain);
    is_null && !of_domain && !printed.contains('(')
}

fn target_of(draft: &Draft, column: &Id) -> String {
    draft
        .state
        .body::<Column>(column)
        .map(|c| c.ty.to_string())
        .unwrap_or_default()
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let expr = Expr::new(row.text());
    let (oids, relations, numbers) = (row.list(), row.list(), row.list());
    let number = |text: &String| text.parse().unwrap_or(0);
    for (oid, column) in oids.iter().zip(relations.iter().zip(&numbers)) {
        let column = (number(column.0), number(column.1));
        note(number(oid), column, &expr, catalog);
    }
}

fn note(oid: i64, (relation, number): (i64, i64), expr: &Expr, catalog: &mut Catalog) {
    let Some(column) = catalog.find(Class::Relation, relation, number).cloned() else {
        return;
    };
    let body = catalog.state.body::<Column>(&column);
    if body.is_some_and(|c| c.generated.is_some()) {
        return;
    }
    let target = body.map(|c| c.ty.to_string());
    let id = column.as_kind(names::DEFAULT);
    catalog.know(Class::Other("pg_attrdef"), oid, 0, id.clone());
    let default = Default {
        expr: expr.clone(),
        target: target.unwrap_or_default(),
    };
    catalog.add(Fact::new(id, Some(column), default));
}

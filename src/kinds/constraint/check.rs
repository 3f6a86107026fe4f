//! Check constraints.

use super::attributes::{self, Allowed};
use super::naming::{self, Header};
use super::{clause, element_of, table_of};
use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Hazard, Kind, Lock, Probe, Query, Row, Scene,
    Setting, Since, Target, names, probe,
};
use crate::kinds::column;
use crate::kinds::stand_in::StandIns;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;
use crate::text::{Expr, quote};

/// The kind `check`.
pub struct CheckKind;

/// A check constraint.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What must not be false.
    pub expr: Expr,
    /// Whether child tables do not get it.
    pub no_inherit: bool,
    /// Whether all rows are known to satisfy it.
    pub valid: bool,
    /// Whether the server checks it at all; one that is not enforced is not valid either.
    pub enforced: bool,
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("expression"),
    Attribute::replaced("no inherit"),
    Attribute::replaced("enforced").since(18),
    Attribute::depends(
        "validity",
        "validated in place; NOT VALID again by a new constraint",
    ),
];

impl Kind for CheckKind {
    fn name(&self) -> KindName {
        names::CHECK
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
        let enforced = if target.version >= 180_000 {
            "conenforced"
        } else {
            "true"
        };
        // Equal trees over columns of the same names are printed alike: a row is of all checks that have one, which the server prints
        // once. To gather names costs more than to find the one that most checks have.
        let sql = format!(
            "select (select pg_get_expr(b.conbin, b.conrelid) from pg_constraint b where b.oid = min(k.oid)), \
             array_agg(oid), array_agg(conrelid), array_agg(conname), array_agg(connoinherit), array_agg(convalidated), array_agg(enforced) \
             from (select oid, conrelid, conname, connoinherit, convalidated, {enforced} as enforced, \
              hashtextextended(conbin::text, 0) as tree, hashtextextended(conbin::text, 1) as tree2, \
              (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first_column, \
              case when cardinality(conkey) > 1 \
               then array(select attname from pg_attribute where attrelid = conrelid and attnum = any(conkey) order by attnum) end as columns, \
              case when 0 = any(conkey) then conrelid end as whole_row \
              from pg_constraint where conrelid = any('{}'::oid[]) and contype = 'c') k \
             group by tree, tree2, first_column, columns, whole_row",
            target.tables
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn expressions(&self, fact: &mut Fact, visit: &mut dyn FnMut(&mut Expr, Setting)) {
        let relation = fact.parent.clone();
        fact.change(|check: &mut Check| {
            visit(
                &mut check.expr,
                Setting {
                    relation,
                    ..Setting::default()
                },
            )
        });
    }

    fn probe(&self, fact: &Fact, scene: &Scene) -> Option<Probe> {
        let mut stand_ins = StandIns::new(fact, scene);
        let temporary = stand_ins.relation(&table_of(fact))?;
        let mut fact = stand_ins.fact(fact)?;
        fact.change(|check: &mut Check| (check.valid, check.enforced) = (true, true));
        let element = element_of(&fact, &definition(fact.body()));
        stand_ins
            .build
            .push(format!("alter table {temporary} add {element}"));
        let print = format!(
            "select pg_get_expr(conbin, conrelid) from pg_constraint where conrelid = {} and conname = {}",
            probe::oid(&temporary),
            quote::literal(&fact.id.last())
        );
        Some(stand_ins.probe(print))
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        Since::of(&[(!fact.body::<Check>().enforced, "NOT ENFORCED", 18)])
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let (check, table) = (fact.body::<Check>(), table_of(fact));
        let element = element_of(fact, &definition(check));
        // CREATE TABLE would take it for valid.
        let in_table = (check.valid || !check.enforced).then(|| element.clone());
        let text = clause(&table, format!("add {element}"), in_table);
        let action = Action::create(fact, text).lock(Lock::AccessExclusive);
        vec![if check.valid {
            judged(action, fact, scene)
        } else {
            action
        }]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![super::removal(fact)]
    }

    fn alter(&self, live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let (from, to): (&Check, &Check) = (live.body(), desired.body());
        if from.expr != to.expr || from.no_inherit != to.no_inherit {
            return Alter::Replace("the expression of a check cannot change");
        }
        if from.enforced != to.enforced {
            return Alter::Replace("whether a check is enforced cannot change");
        }
        if from.valid {
            return Alter::Replace("a check that is valid cannot become NOT VALID again");
        }
        let text = clause(&table_of(desired), super::validation(desired), None);
        let action = Action::alter(desired, text)
            .lock(Lock::ShareUpdateExclusive)
            .scans();
        Alter::InPlace(vec![may_fail(action, desired, scene)])
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        super::renaming(from, to)
    }

    fn inherit(&self, child: &Fact, _before: &Fact, after: &Fact, _others: &[&Fact]) -> Fact {
        Fact {
            body: after.body.clone(),
            ..child.clone()
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        definition(fact.body())
    }
}

/// Reads what follows `CHECK`; only a constraint of the table can be NOT VALID.
pub fn read(
    reader: &mut Reader,
    draft: &mut Draft,
    table: &Id,
    header: Header,
    of_table: bool,
) -> Result<()> {
    let expr = Expr::new(reader.in_parens()?.bare());
    let allowed = Allowed {
        what: "a check constraint",
        deferral: false,
        not_valid: of_table,
        no_inherit: true,
        not_enforced: true,
    };
    let found = attributes::read(reader, allowed)?;
    let enforced = !found.not_enforced;
    let valid = enforced && (!found.not_valid || super::in_new_table(reader));
    naming::add(
        draft,
        table,
        names::CHECK,
        header,
        Check {
            expr,
            no_inherit: found.no_inherit,
            valid,
            enforced,
        },
    )
    .map(|_| ())
}

/// Words the constraint.
fn definition(check: &Check) -> String {
    let mut out = format!("check {}", check.expr.parenthesised());
    if check.no_inherit {
        out.push_str(" no inherit");
    }
    out.push_str(super::state(check.enforced, check.valid));
    out
}

/// Says what reading all rows costs.
fn judged(action: Action, fact: &Fact, scene: &Scene) -> Action {
    let table = table_of(fact);
    if !scene.live.has(&table) {
        return action.scans();
    }
    let hazard = Hazard::blocks_writes(&table, &format!("checking {}", fact.id.name()));
    may_fail(action.scans().hazard(hazard), fact, scene)
}

fn may_fail(action: Action, fact: &Fact, scene: &Scene) -> Action {
    let (check, table) = (fact.body::<Check>(), table_of(fact));
    let count = rows(fact, scene).map(|rows| {
        format!(
            "select count(*) from {rows} where not {}",
            check.expr.parenthesised()
        )
    });
    let sentence = format!(
        "fails if a row of {} does not satisfy {}",
        table.name(),
        check.expr.sql
    );
    let hazard = Hazard::may_fail(&table, sentence, count);
    let is_new = |id: &Id| id.kind() == names::COLUMN && !scene.live.has(id);
    let same_for_all = fact.uses.iter().any(is_new)
        && !fact
            .uses
            .iter()
            .any(|id| id.kind() == names::COLUMN && !is_new(id));
    action.hazard(match same_for_all {
        true => hazard.settled_by_count(),
        false => hazard,
    })
}

/// Returns the rows that a new check judges, new columns of theirs among them; nothing if only the patch gives those values.
fn rows(fact: &Fact, scene: &Scene) -> Option<String> {
    let table = table_of(fact);
    let used = fact.uses.iter().filter(|u| u.kind() == names::COLUMN);
    let new: Vec<String> = used
        .filter(|column| !scene.live.has(column))
        .map(|column| {
            let value = column::first::value(column, scene)?;
            Some(format!("{value} as {}", quote::ident(&column.last())))
        })
        .collect::<Option<_>>()?;
    let (name, alias) = (table.name(), quote::ident(&table.last()));
    let rows = match new.is_empty() {
        true => name.to_string(),
        false => format!("(select *, {} from {name}) as {alias}", new.join(", ")),
    };
    scene.live.has(&table).then_some(rows)
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let expr = Expr::new(Expr::new(row.text()).bare());
    let (oids, relations, names) = (row.list(), row.list(), row.list());
    let (no_inherit, valid, enforced) = (row.list(), row.list(), row.list());
    let is = |all: &[String], n: usize| all.get(n).is_some_and(|said| said == "t");
    for (n, (name, (oid, relation))) in names.iter().zip(oids.iter().zip(relations)).enumerate() {
        let check = Check {
            expr: expr.clone(),
            no_inherit: is(&no_inherit, n),
            valid: is(&valid, n),
            enforced: is(&enforced, n),
        };
        note(
            oid.parse().unwrap_or(0),
            relation.parse().unwrap_or(0),
            name,
            check,
            catalog,
        );
    }
}

fn note(oid: i64, relation: i64, name: &str, check: Check, catalog: &mut Catalog) {
    let Some(table) = catalog.find(Class::Relation, relation, 0).cloned() else {
        return;
    };
    let id = table.child(names::CHECK, name);
    catalog.know(Class::Constraint, oid, 0, id.clone());
    catalog.add(Fact::new(id, Some(table), check));
}

//! A rule about views that show what row security hides.

use super::look::Look;
use super::{Finding, Rule};
use crate::kind::names;
use crate::kinds::table::Table;
use crate::kinds::view::View;
use crate::model::{Fact, Id};

/// `view-bypasses-row-security`
pub const BYPASSES: Rule = Rule {
    name: "view-bypasses-row-security",
    finds: "a view that an API shows, over a table with row security, that reads as its owner",
    why: "A view reads with the privileges and the policies of its owner, whom row security does not bind where he owns the table too. \
          So it shows all rows to whoever may read the view. With security_invoker, which came with PostgreSQL 15, it reads as the \
          role that asks. A materialized view keeps the rows that its owner read, and has no such option.",
    manual: "sql-createview.html",
    found: "create table public.notes (id bigint primary key, author name);\n\
            alter table public.notes enable row level security;\n\
            create policy \"Authors read their notes\" on public.notes for select using (author = current_user);\n\
            create view public.recent as select id from public.notes;\n\
            grant select on public.recent to authenticated;",
    mended: "create table public.notes (id bigint primary key, author name);\n\
             alter table public.notes enable row level security;\n\
             create policy \"Authors read their notes\" on public.notes for select using (author = current_user);\n\
             create view public.recent with (security_invoker = true) as select id from public.notes;\n\
             grant select on public.recent to authenticated;",
    check: bypasses,
};

fn bypasses(look: &Look, out: &mut Vec<Finding>) {
    let views = look.of_kind(names::VIEW).into_iter();
    for fact in views.chain(look.of_kind(names::MATERIALIZED_VIEW)) {
        if invokes(fact) || !look.shows(&fact.id) {
            continue;
        }
        let Some(table) = behind(look, fact, &mut Vec::new()) else {
            continue;
        };
        let (noun, name) = (crate::kind::words::noun(fact.id.kind()), fact.id.name());
        let says = format!(
            "{noun} {name} shows rows that row security of {} hides",
            table.name()
        );
        let (because, write) = match fact.id.kind() == names::VIEW {
            true => (
                "It reads as its owner, not as the role that asks.",
                format!("alter view {name} set (security_invoker = true);"),
            ),
            false => (
                "It keeps what its owner read, for whoever may read it.",
                format!("revoke all on {name} from {};", look.bound().join(", ")),
            ),
        };
        out.push(Finding::of(fact, says, because).write(write));
    }
}

fn invokes(fact: &Fact) -> bool {
    let view = fact.get::<View>();
    view.is_some_and(|v| v.options.is_security_invoker())
}

/// Returns a table with row security that a view reads as its owner, be it through other views.
fn behind(look: &Look, fact: &Fact, seen: &mut Vec<Id>) -> Option<Id> {
    for used in &fact.uses {
        let relation = match used.kind() == names::COLUMN {
            true => look
                .state
                .get(used)
                .and_then(|column| column.parent.clone()),
            false => Some(used.clone()),
        };
        let Some(of) = relation.and_then(|id| look.state.get(&id)) else {
            continue;
        };
        if seen.contains(&of.id) {
            continue;
        }
        seen.push(of.id.clone());
        // Forced row security binds the owner too.
        if of
            .get::<Table>()
            .is_some_and(|t| t.row_security && !t.force_row_security)
        {
            return Some(of.id.clone());
        }
        let reads_on = of.id.kind() != names::TABLE && !invokes(of);
        if let Some(found) = reads_on.then(|| behind(look, of, seen)).flatten() {
            return Some(found);
        }
    }
    None
}

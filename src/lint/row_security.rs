//! Rules about row security: where it is missing, and where it and policies do not go together.

use super::look::{DATA, Look, bypasses};
use super::{Finding, Rule};
use crate::kind::names;
use crate::kinds::grant::Grant;
use crate::kinds::grant::role::Role;
use crate::kinds::inheritance;
use crate::kinds::policy::Policy;
use crate::kinds::table::Table;
use crate::model::{Fact, Id, State};

/// `row-security-off`
pub const OFF: Rule = Rule {
    name: "row-security-off",
    finds: "a table that an API shows and that has no row security",
    why: "An API such as PostgREST runs requests of strangers as the roles anon and authenticated. What such a role may do with a \
          table it may do with every row, unless row security is enabled and policies say which rows. What a platform gives by default is not given \
          where the files revoke it, on the table or before it by ALTER DEFAULT PRIVILEGES IN SCHEMA. A partition has row security \
          of its own: that of the table above it does not hold for who reads the partition by its name.",
    manual: "ddl-rowsecurity.html",
    found: "create table public.invoices (id text primary key, amount bigint not null);\n\
            grant select on public.invoices to anon;",
    mended: "create table public.invoices (id text primary key, amount bigint not null);\n\
             alter table public.invoices enable row level security;\n\
             create policy \"Everyone reads small invoices\" on public.invoices for select to anon using (amount < 100);\n\
             grant select on public.invoices to anon;",
    check: off,
};

/// `row-security-without-policy`
pub const WITHOUT_POLICY: Rule = Rule {
    name: "row-security-without-policy",
    finds: "a table with row security and no policy",
    why: "With row security and without a policy, every role but the table's owner and those with BYPASSRLS finds no row, and may \
          write none. A query meets no error, so that the table looks empty. Where only such roles have privileges on it, that is \
          meant, and nothing is found.",
    manual: "ddl-rowsecurity.html",
    found: "create table public.notes (id bigint primary key, body text);\n\
            alter table public.notes enable row level security;\n\
            grant select on public.notes to authenticated;",
    mended: "create table public.notes (id bigint primary key, body text);\n\
             alter table public.notes enable row level security;\n\
             create policy \"Members read notes\" on public.notes for select to authenticated using (true);\n\
             grant select on public.notes to authenticated;",
    check: without_policy,
};

/// `policy-without-row-security`
pub const POLICY_WITHOUT: Rule = Rule {
    name: "policy-without-row-security",
    finds: "a policy on a table whose row security is not enabled",
    why: "A policy is kept but not asked while row security is not enabled on its table: who may read the table reads all rows.",
    manual: "sql-createpolicy.html",
    found: "create table public.notes (id bigint primary key, author name);\n\
            create policy \"Authors read their notes\" on public.notes for select using (author = current_user);",
    mended: "create table public.notes (id bigint primary key, author name);\n\
             create policy \"Authors read their notes\" on public.notes for select using (author = current_user);\n\
             alter table public.notes enable row level security;",
    check: policy_without,
};

fn off(look: &Look, out: &mut Vec<Finding>) {
    for (fact, table) in tables(look) {
        let off = !table.row_security && table.foreign.is_none();
        let told = has_policy(look.state, &fact.id);
        if !off || told || !look.shows(&fact.id) {
            continue;
        }
        let name = fact.id.name();
        let says = format!("table {name} is shown by an API and has no row security");
        let because = match inheritance::is_partition(look.state, &fact.id) {
            true => {
                "Row security of the table above does not hold for who reads the partition by its name."
            }
            false => {
                "Whoever may use the API reads or writes every row, as far as grants on the table go."
            }
        };
        let write = format!("alter table {name} enable row level security;");
        out.push(Finding::of(fact, says, because).write(write));
    }
}

fn without_policy(look: &Look, out: &mut Vec<Finding>) {
    for (fact, table) in tables(look) {
        let bare = table.row_security && !has_policy(look.state, &fact.id);
        if !bare || is_closed(look, &fact.id) {
            continue;
        }
        let name = fact.id.name();
        let says = format!("table {name} has row security and no policy");
        let because =
            "All but its owner and roles with BYPASSRLS find it empty, and meet no error.";
        let write = format!("create policy \"…\" on {name} for select to … using (…);");
        out.push(Finding::of(fact, says, because).write(write));
    }
}

fn policy_without(look: &Look, out: &mut Vec<Finding>) {
    for fact in look.of_kind(names::POLICY) {
        let Some(on) = &fact.parent else { continue };
        let table: Option<&Table> = look.state.body(on);
        if table.is_none_or(|t| t.row_security) {
            continue;
        }
        let says = format!(
            "policy {} is not in force: row security of {} is not enabled",
            crate::text::quote::ident(&fact.id.last()),
            on.name()
        );
        let because = "Who may read the table reads every row, whatever the policy says.";
        let write = format!("alter table {} enable row level security;", on.name());
        out.push(Finding::of(fact, says, because).write(write));
    }
}

fn tables<'s>(look: &Look<'s>) -> Vec<(&'s Fact, &'s Table)> {
    let all = look.of_kind(names::TABLE).into_iter();
    all.filter_map(|f| Some((f, f.get::<Table>()?))).collect()
}

fn has_policy(state: &State, table: &Id) -> bool {
    let mut parts = state.parts(table);
    parts.any(|id| state.body::<Policy>(id).is_some())
}

/// Returns whether the files grant something on a table, all of it to roles that row security does not bind, so that no policy is
/// wanted.
fn is_closed(look: &Look, table: &Id) -> bool {
    let parts = look.state.parts(table);
    let grants: Vec<&Grant> = parts.filter_map(|id| look.state.body(id)).collect();
    let data = |g: &&&Grant| !g.revoked && DATA.contains(&g.privilege);
    let binds = |g: &&Grant| match &g.role {
        Role::Public => true,
        Role::Named(role) => !bypasses(look.state, role),
    };
    let mut given = grants.iter().filter(data).peekable();
    given.peek().is_some() && !given.any(binds)
}

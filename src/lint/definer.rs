//! Rules about routines that run with the privileges of their owner.

use super::look::Look;
use super::{Finding, Rule};
use crate::kind::names;
use crate::kinds::grant::role::Role;
use crate::kinds::grant::{self, Grant};
use crate::kinds::routine::{Routine, Source};
use crate::model::Fact;

/// `definer-without-search-path`
pub const WITHOUT_PATH: Rule = Rule {
    name: "definer-without-search-path",
    finds: "a SECURITY DEFINER routine that does not set its search_path",
    why: "The routine runs with the privileges of its owner but looks up names along the search_path of who calls it. A caller who puts a \
          schema of his own in front, or temporary tables, makes it read and run what he put there, as the owner. A body that the server \
          parsed when the routine was made (BEGIN ATOMIC, RETURN) is not looked up again.",
    manual: "sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY",
    found: "create table public.accounts (id bigint primary key, balance numeric not null);\n\
            create function public.total() returns numeric language sql stable security definer\n\
            as $$ select sum(balance) from accounts $$;",
    mended: "create table public.accounts (id bigint primary key, balance numeric not null);\n\
             create function public.total() returns numeric language sql stable security definer\n\
             set search_path = public, pg_temp\n\
             as $$ select sum(balance) from accounts $$;",
    check: without_path,
};

/// `definer-for-everyone`
pub const FOR_EVERYONE: Rule = Rule {
    name: "definer-for-everyone",
    finds: "a SECURITY DEFINER routine that an API shows and PUBLIC may run",
    why: "PUBLIC may run every new function, and an API serves the functions of its schemas. So a stranger runs this one with the \
          privileges of its owner, past row security. A function that returns trigger cannot be called and is not found.",
    manual: "sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY",
    found: "create function public.remove_user(which uuid) returns void language sql security definer set search_path = ''\n\
            as $$ delete from auth.users where id = which $$;",
    mended: "create function public.remove_user(which uuid) returns void language sql security definer set search_path = ''\n\
             as $$ delete from auth.users where id = which $$;\n\
             revoke execute on function public.remove_user(uuid) from public, anon, authenticated;",
    check: for_everyone,
};

/// The results of functions that cannot be called.
const TRIGGERS: &[&str] = &["trigger", "event_trigger"];

fn definers<'s>(look: &Look<'s>) -> Vec<(&'s Fact, &'s Routine)> {
    let both = [names::FUNCTION, names::PROCEDURE].into_iter();
    let all = both.flat_map(|kind| look.of_kind(kind));
    let definers = all.filter_map(|f| Some((f, f.get::<Routine>()?)));
    definers.filter(|(_, r)| r.security_definer).collect()
}

fn without_path(look: &Look, out: &mut Vec<Finding>) {
    for (fact, routine) in definers(look) {
        let looks_up = matches!(routine.source, Source::Text(_));
        if !looks_up || routine.settings.get("search_path").is_some() {
            continue;
        }
        let (noun, name) = (fact.id.kind(), fact.id.name());
        let says = format!("{noun} {name} is SECURITY DEFINER and does not set its search_path");
        let because =
            "Its names mean what the caller's search_path makes of them, and run as its owner.";
        let path = own_path(fact);
        let write = format!("alter {noun} {name} set search_path = {path};");
        out.push(Finding::of(fact, says, because).write(write));
    }
}

/// Returns the path under which the routine means what it means in its file, with temporary tables last.
fn own_path(fact: &Fact) -> String {
    let of_file = fact.origin.own_path().map(|path| &**path);
    match of_file.filter(|path| !path.is_empty() && *path != "''") {
        Some(path) => format!("{path}, pg_temp"),
        None => "public, pg_temp".into(),
    }
}

fn for_everyone(look: &Look, out: &mut Vec<Finding>) {
    if !look.has_api() {
        return;
    }
    for (fact, routine) in definers(look) {
        let result = routine.result.as_ref();
        let is_called = result.is_none_or(|r| !TRIGGERS.contains(&r.ty.name.as_str()));
        let revoked = grant::address(&fact.id, &Role::Public, "EXECUTE");
        let open = look.state.body(&revoked).is_none_or(|g: &Grant| !g.revoked);
        if !is_called || !open || !look.shows_schema_of(&fact.id) {
            continue;
        }
        let (noun, name) = (fact.id.kind(), fact.id.name());
        let says =
            format!("{noun} {name} is SECURITY DEFINER, shown by an API, and PUBLIC may run it");
        let because = "Strangers run it with the privileges of its owner, past row security.";
        let from = [&["public"][..], look.bound()].concat().join(", ");
        let write = format!("revoke execute on {noun} {name} from {from};");
        out.push(Finding::of(fact, says, because).write(write));
    }
}

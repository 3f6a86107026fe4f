//! A rule about privileges that all roles have.

use super::look::Look;
use super::{Finding, Rule};
use crate::kind::{names, words};
use crate::kinds::default_privilege::DefaultPrivilege;
use crate::kinds::grant::object::ObjectType;
use crate::kinds::grant::role::Role;
use crate::kinds::grant::{Grant, object};
use crate::model::{Fact, Id};

/// `grant-to-public`
pub const TO_PUBLIC: Rule = Rule {
    name: "grant-to-public",
    finds: "a privilege that is granted to PUBLIC",
    why: "PUBLIC is every role of the server, those to come among them: whoever can connect has the privilege. What PUBLIC has by itself \
          (EXECUTE on functions, USAGE on types and languages) is not found, nor is USAGE on a schema; CREATE on a schema is, since who \
          may put objects where others look them up can act as them.",
    manual: "ddl-priv.html",
    found: "create table public.prices (id text primary key);\n\
            grant select on public.prices to public;",
    mended: "create table public.prices (id text primary key);\n\
             grant select on public.prices to pg_read_all_data;",
    check: to_public,
};

fn to_public(look: &Look, out: &mut Vec<Finding>) {
    // One GRANT is many facts; it is told once for each object.
    let mut told: Vec<(Id, usize, Vec<&str>, &Fact)> = Vec::new();
    for fact in look.of_kind(names::GRANT) {
        let Some(grant) = fact.get::<Grant>().filter(|g| is_wide(look, fact, g)) else {
            continue;
        };
        let start = fact.origin.place().map_or(0, |p| p.bytes.start);
        match told.iter_mut().find(|t| t.0 == grant.on && t.1 == start) {
            Some(same) => same.2.push(grant.privilege),
            None => told.push((grant.on.clone(), start, vec![grant.privilege], fact)),
        }
    }
    for (on, _, privileges, fact) in told {
        let privileges = privileges.join(", ");
        let says = format!("PUBLIC has {privileges} on {}", words::called(&on));
        let because = "Every role of the server has it, those to come among them.";
        let list = privileges.to_lowercase();
        let write = match on.kind() == names::COLUMN {
            true => None,
            false => Some(format!(
                "revoke {list} on {} from public;",
                object::words(&on)
            )),
        };
        let mut finding = Finding::of(fact, says, because);
        finding.write = write;
        out.push(finding);
    }
    out.extend(
        look.of_kind(names::DEFAULT_PRIVILEGE)
            .into_iter()
            .filter_map(by_default),
    );
}

/// Returns whether a grant gives PUBLIC what it does not have by itself.
fn is_wide(look: &Look, fact: &Fact, grant: &Grant) -> bool {
    let Some(class) = ObjectType::of(grant.on.kind()) else {
        return false;
    };
    let written = grant.role == Role::Public && !grant.revoked;
    written && !look.state.implied.contains(&fact.id) && counts(class, grant.privilege)
}

fn counts(class: ObjectType, privilege: &str) -> bool {
    let harmless = class == ObjectType::Schema && privilege == "USAGE";
    !harmless && !class.of_public().contains(&privilege)
}

fn by_default(fact: &Fact) -> Option<Finding> {
    let given: &DefaultPrivilege = fact.get()?;
    let wide = given.role == Role::Public && !given.revoked;
    if !wide || !counts(given.objects, given.privilege) {
        return None;
    }
    let objects = given.objects.plural();
    let says = format!("PUBLIC gets {} on all {objects} to come", given.privilege);
    let because = "Every role of the server will have it.";
    Some(Finding::of(fact, says, because))
}

//! What the role may do with the table that a refusal names: its privileges, or its policies where row security refused a row.

use postgres::Client;

use super::sight::Object;
use super::{Complaint, Item, Mark, Session, Topic};
use crate::kind::{names, words};
use crate::live::{self, QueryError};
use crate::text::quote;

/// The privileges on rows.
const PRIVILEGES: [&str; 4] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/// How the role stands to a table.
#[derive(Default)]
struct Standing {
    owner: String,
    has: [bool; PRIVILEGES.len()],
    /// The policies that let the role write, where row security binds it.
    policies: Option<String>,
    secured: bool,
}

/// Says what the role has and lacks; nothing where the thing has no rows.
///
/// # Errors
/// When the server refuses a query.
pub(super) fn item(
    client: &mut Client,
    complaint: &Complaint,
    object: &Object,
    session: &Session,
) -> Result<Option<Item>, QueryError> {
    if !names::ROW_SOURCES.contains(&object.id.kind()) || complaint.text.contains("must be owner") {
        return Ok(None);
    }
    let standing = ask(client, object)?;
    let by_row = complaint.text.contains("row-level security");
    Ok(Some(match by_row {
        true => rows(object, &standing, session),
        false => privileges(object, &standing, session),
    }))
}

fn ask(client: &mut Client, object: &Object) -> Result<Standing, QueryError> {
    let has = PRIVILEGES.map(|p| format!("has_table_privilege(c.oid, '{p}')"));
    let sql = format!(
        "select {}, {}, row_security_active(c.oid), (select string_agg(quote_ident(polname), ', ' order by polname) from pg_policy \
         where polrelid = c.oid and polpermissive and polcmd in ('a', 'w', '*') \
         and exists (select from unnest(polroles) r where r = 0 or pg_has_role(r, 'usage'))) \
         from {} w(schema, name) join pg_namespace n on n.nspname = w.schema \
         join pg_class c on c.relnamespace = n.oid and c.relname = w.name",
        live::owner("c.relowner"),
        has.join(", "),
        live::names([&object.id])
    );
    let mut standing = Standing::default();
    live::query(client, &[sql], |_, cells| {
        let is = |i: usize| cells[i] == Some("t");
        standing = Standing {
            owner: cells[0].unwrap_or_default().to_string(),
            has: [is(1), is(2), is(3), is(4)],
            secured: is(5),
            policies: cells[6].map(str::to_string),
        };
    })?;
    Ok(standing)
}

fn privileges(object: &Object, standing: &Standing, session: &Session) -> Item {
    let (role, called) = (&session.role, words::called(&object.id));
    let of = |has: bool| -> Vec<String> {
        let all = PRIVILEGES.iter().zip(standing.has);
        all.filter(|p| p.1 == has)
            .map(|p| p.0.to_string())
            .collect()
    };
    let (has, lacks) = (of(true), of(false));
    let item = |mark, says: String| Item::new(Topic::Error, mark, "privileges", says);
    if lacks.is_empty() {
        let says = format!("{role} has {} on {called}", words::list(&has));
        return item(Mark::Doubtful, says).because(
            "So another role met the error: connect as the one that the application uses.",
        );
    }
    let has = match has.is_empty() {
        true => String::new(),
        false => format!("has {} on {called}, and ", words::list(&has)),
    };
    let on = if has.is_empty() {
        format!(" on {called}")
    } else {
        String::new()
    };
    let says = format!("{role} {has}lacks {}{on}", words::list(&lacks));
    let grant = format!(
        "grant {} on {} to {};",
        lacks.join(", ").to_lowercase(),
        object.id.name(),
        quote::ident(role)
    );
    item(Mark::Wrong, says)
        .because("Where another role met the error, connect as that one. Of these, what the application needs:")
        .sql(Some(standing.owner.clone()), grant)
}

fn rows(object: &Object, standing: &Standing, session: &Session) -> Item {
    let (role, called) = (&session.role, words::called(&object.id));
    let item = |mark, says: String| Item::new(Topic::Error, mark, "policies", says);
    match &standing.policies {
        _ if !standing.secured => {
            let says = format!("row security of {called} does not bind {role}");
            item(Mark::Doubtful, says).because(
                "So another role met the error: connect as the one that the application uses.",
            )
        }
        None => {
            let says = format!("no policy of {called} lets {role} write a row");
            item(Mark::Wrong, says)
                .because("Add a policy for INSERT or UPDATE to the files, or write as a role that row security does not bind.")
        }
        Some(policies) => {
            let says =
                format!("{role} may write the rows of {called} that a policy allows: {policies}");
            item(Mark::Doubtful, says).because(
                "The new row fulfils the WITH CHECK (without one, the USING) of none of them.",
            )
        }
    }
}

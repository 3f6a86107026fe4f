//! The programs that must be told of a repair: they remember the schema as it was.

use super::sight::{Object, Sight};
use super::{Complaint, Item, Mark, Session, Step, Topic};
use crate::kind::{names, words};

/// What a message says of what a program remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stale {
    /// PostgREST's picture of the schema.
    SchemaCache,
    /// A statement that was prepared before a table changed.
    CachedPlan,
    /// A statement that was prepared in another session than the one that a pooler gives.
    OtherSession,
}

/// Says which programs must be told, if there is a repair, and what a message has to do with them.
pub(super) fn items(
    session: &Session,
    sight: &Sight,
    repairs: bool,
    complaint: Option<&Complaint>,
) -> Vec<Item> {
    let stale = complaint.and_then(Complaint::stale);
    let cache = postgrest(session, repairs, stale);
    cache
        .into_iter()
        .chain(prepared(session, sight, stale))
        .collect()
}

fn postgrest(session: &Session, repairs: bool, stale: Option<Stale>) -> Option<Item> {
    let told = stale == Some(Stale::SchemaCache);
    if !session.postgrest && !told {
        return None;
    }
    let mark = if told { Mark::Wrong } else { Mark::Doubtful };
    let says = match repairs {
        true => "PostgREST keeps the schema in memory: after the repair it must read it again",
        false => "PostgREST keeps the schema in memory, and may not know yet what is there",
    };
    let item = Item::new(Topic::Clients, mark, "postgrest-cache", says);
    Some(item.then(Step::Sql {
        by: None,
        sql: "notify pgrst, 'reload schema';".into(),
    }))
}

fn prepared(session: &Session, sight: &Sight, stale: Option<Stale>) -> Option<Item> {
    let item = |mark, says: String| Item::new(Topic::Clients, mark, "prepared-statements", says);
    match stale {
        Some(Stale::CachedPlan) => {
            let says =
                "a session has prepared a statement before a table that it reads got other columns";
            Some(anew(item(Mark::Wrong, says.into())))
        }
        Some(Stale::OtherSession) => {
            let says = "a statement was prepared in another session than the one that runs it";
            let item = item(Mark::Wrong, says.into()).because(
                "A pooler in transaction mode gives each transaction any session. Use its session mode or the direct port, or turn prepared \
                 statements off in the driver (`prepare: false`, `prepareThreshold=0`, `pgbouncer=true`, by its manual).",
            );
            Some(item)
        }
        Some(Stale::SchemaCache) | None => {
            let tables: Vec<&Object> = sight
                .objects
                .iter()
                .filter(|o| changes_columns(o))
                .collect();
            let first = tables.first().filter(|_| session.others > 0)?;
            let more = match tables.len() {
                1 => String::new(),
                all => format!(" and {} more", all - 1),
            };
            let are = if session.others == 1 { "is" } else { "are" };
            let says = format!(
                "{} {are} connected, and the repair changes columns of {}{more}",
                words::count(session.others, "other session"),
                words::called(&first.id),
            );
            Some(anew(item(Mark::Doubtful, says)))
        }
    }
}

/// Says what such a session meets, and what lets it forget.
fn anew(item: Item) -> Item {
    let item = item.because(
        "A statement prepared before fails with \"cached plan must not change result type\" where it reads `*` or a column whose type changes.",
    );
    item.because("It ends when the application connects anew, or runs in that session:")
        .sql(None, "deallocate all;")
}

/// Returns whether a table that exists gets or loses columns, or columns of it another type.
fn changes_columns(object: &Object) -> bool {
    let mut differs = object.differs.iter();
    object.exists && differs.any(|d| d.id().kind() == names::COLUMN)
}

//! An error message as an application logs it, read back into its SQLSTATE and the thing that it names.
//!
//! The messages are those that PostgreSQL and PostgREST write in English; of others only a SQLSTATE that they carry is understood.

use postgres::Client;

use super::clients::Stale;
use super::sight::{Object, Sight};
use super::{Item, Mark, Session, Topic, denied, session};
use crate::diagnostic::did_you_mean;
use crate::kind::{names, words};
use crate::live::{QueryError, sqlstate};
use crate::model::{Id, split_name};
use crate::text::quote;

/// An error message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The message, in one line.
    pub text: String,
    /// Its code, as it says or as the words tell.
    pub code: Option<String>,
    /// What it names.
    pub named: Option<Named>,
}

/// What a message names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is, in the message's word: `relation`.
    pub noun: &'static str,
    /// Its name as the message prints it.
    pub name: String,
    /// The table that it is a part of.
    pub of: Option<String>,
}

/// A message with holes for names, its code, and what the holes are.
struct Pattern {
    words: &'static str,
    code: &'static str,
    noun: &'static str,
}

const fn pattern(words: &'static str, code: &'static str, noun: &'static str) -> Pattern {
    Pattern { words, code, noun }
}

/// What PostgreSQL says to a session that prepared a statement before a table changed.
const CACHED_PLAN: &str = "cached plan must not change result type";

/// The code of what a role may not do.
const DENIED: &str = "42501";

/// The messages; `{}` is the name, `{of}` the table that it is a part of, `{_}` anything.
const PATTERNS: &[Pattern] = &[
    pattern(
        "column \"{}\" of relation \"{of}\" does not exist",
        "42703",
        "column",
    ),
    pattern("relation \"{}\" does not exist", "42P01", "relation"),
    pattern(
        "missing FROM-clause entry for table \"{}\"",
        "42P01",
        "relation",
    ),
    pattern("column \"{}\" does not exist", "42703", "column"),
    pattern("column {of}.{} does not exist", "42703", "column"),
    pattern("type \"{}\" does not exist", "42704", "type"),
    pattern("function {}(", "42883", "function"),
    pattern("schema \"{}\" does not exist", "3F000", "schema"),
    pattern("database \"{}\" does not exist", "3D000", "database"),
    pattern("role \"{}\" does not exist", "42704", "role"),
    pattern("extension \"{}\" does not exist", "42704", "extension"),
    pattern("relation \"{}\" already exists", "42P07", "relation"),
    pattern("type \"{}\" already exists", "42710", "type"),
    pattern(
        "policy \"{}\" for table \"{of}\" already exists",
        "42710",
        "policy",
    ),
    pattern(
        "trigger \"{}\" for relation \"{of}\" already exists",
        "42710",
        "trigger",
    ),
    pattern(
        "new row violates row-level security policy for table \"{}\"",
        "42501",
        "relation",
    ),
    pattern("permission denied for table {}", "42501", "relation"),
    pattern("permission denied for view {}", "42501", "relation"),
    pattern("permission denied for sequence {}", "42501", "relation"),
    pattern("permission denied for relation {}", "42501", "relation"),
    pattern("permission denied for schema {}", "42501", "schema"),
    pattern("permission denied for function {}", "42501", "function"),
    pattern("must be owner of table {}", "42501", "relation"),
    pattern("must be owner of relation {}", "42501", "relation"),
    pattern("permission denied", "42501", ""),
    pattern(
        "null value in column \"{}\" of relation \"{of}\" violates not-null constraint",
        "23502",
        "column",
    ),
    pattern(
        "insert or update on table \"{of}\" violates foreign key constraint \"{}\"",
        "23503",
        "constraint",
    ),
    pattern(
        "update or delete on table \"{_}\" violates foreign key constraint \"{}\" on table \"{of}\"",
        "23503",
        "constraint",
    ),
    pattern(
        "duplicate key value violates unique constraint \"{}\"",
        "23505",
        "constraint",
    ),
    pattern(
        "new row for relation \"{of}\" violates check constraint \"{}\"",
        "23514",
        "constraint",
    ),
    pattern("canceling statement due to lock timeout", "55P03", ""),
    pattern(
        "could not obtain lock on relation \"{}\"",
        "55P03",
        "relation",
    ),
    pattern("canceling statement due to", "57014", ""),
    pattern("deadlock detected", "40P01", ""),
    pattern("in a read-only transaction", "25006", ""),
    pattern(
        "password authentication failed for user \"{}\"",
        "28P01",
        "role",
    ),
    pattern("no pg_hba.conf entry", "28000", ""),
    pattern("is not permitted to log in", "28000", ""),
    pattern("remaining connection slots are reserved", "53300", ""),
    pattern("too many clients already", "53300", ""),
    pattern("the database system is", "57P03", ""),
    pattern(
        "Could not find the table '{}' in the schema cache",
        "PGRST205",
        "relation",
    ),
    pattern(
        "Could not find the '{}' column of '{of}' in the schema cache",
        "PGRST204",
        "column",
    ),
    pattern("Could not find the function {}(", "PGRST202", "function"),
    pattern(CACHED_PLAN, "0A000", ""),
    pattern(
        "prepared statement \"{}\" does not exist",
        "26000",
        "prepared statement",
    ),
    pattern(
        "prepared statement \"{}\" already exists",
        "42P05",
        "prepared statement",
    ),
    pattern("Connection refused", "08001", ""),
    pattern("could not translate host name", "08001", ""),
    pattern("server closed the connection unexpectedly", "08006", ""),
    pattern("terminating connection", "08006", ""),
];

impl Complaint {
    /// Reads a message.
    pub fn read(text: &str) -> Complaint {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = PATTERNS
            .iter()
            .find_map(|p| Some((p, matched(p.words, &text)?)));
        let said = code_in(&text);
        let (code, named) = match found {
            Some((pattern, holes)) => {
                let name = holes.name.map(|name| Named {
                    noun: pattern.noun,
                    name,
                    of: holes.of,
                });
                (said.or_else(|| Some(pattern.code.to_string())), name)
            }
            None => (said, None),
        };
        Complaint { text, code, named }
    }

    /// Returns what it says of a program that remembers the schema as it was.
    pub(super) fn stale(&self) -> Option<Stale> {
        match self.code.as_deref()? {
            "0A000" if self.text.contains(CACHED_PLAN) => Some(Stale::CachedPlan),
            "26000" | "42P05" => Some(Stale::OtherSession),
            code => code.starts_with("PGRST").then_some(Stale::SchemaCache),
        }
    }
}

/// The names in the holes of a message.
#[derive(Debug, Default, PartialEq, Eq)]
struct Holes {
    name: Option<String>,
    of: Option<String>,
}

/// Finds the words in a text, and the names in their holes.
fn matched(words: &str, text: &str) -> Option<Holes> {
    let (first, rest) = words.split_once('{').unwrap_or((words, ""));
    let mut starts = text.match_indices(first).map(|(at, _)| at + first.len());
    if rest.is_empty() {
        return starts.next().map(|_| Holes::default());
    }
    starts.find_map(|at| filled(&format!("{{{rest}"), &text[at..]))
}

/// Fills the holes of words that begin with one.
fn filled(words: &str, text: &str) -> Option<Holes> {
    let (mut words, mut text) = (words, text);
    let mut holes = Holes::default();
    while let Some(rest) = words.strip_prefix('{') {
        let (hole, after) = rest.split_once('}')?;
        let literal = after.split('{').next().unwrap_or_default();
        let end = match literal {
            "" => text.find([' ', ',', ';']).unwrap_or(text.len()),
            literal => text.find(literal)?,
        };
        let name = text[..end].trim_end_matches(['.', ':']).to_string();
        if name.is_empty() || literal.starts_with('.') && name.contains(' ') {
            return None;
        }
        match hole {
            "" => holes.name = Some(name),
            "of" => holes.of = Some(name),
            _ => {}
        }
        text = &text[end + literal.len()..];
        words = &after[literal.len()..];
    }
    Some(holes)
}

/// Returns the SQLSTATE, or PostgREST's code, that a text carries as a word of its own.
fn code_in(text: &str) -> Option<String> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_code = |word: &&str| {
        let postgrest = word.strip_prefix("PGRST").is_some_and(|n| n.len() == 3);
        let plain = word.len() == 5
            && word
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        postgrest || plain && sqlstate::on(word).is_some()
    };
    words.find(is_code).map(str::to_string)
}

/// Explains the error by its code alone.
pub(super) fn explained(complaint: &Complaint) -> Item {
    let meaning = complaint.code.as_deref().and_then(sqlstate::on);
    let Some(meaning) = meaning else {
        let says = match &complaint.code {
            Some(code) => format!("{code} is an error that trueup has no page for"),
            None => "the message is none that trueup knows".into(),
        };
        let item = Item::new(Topic::Error, Mark::Doubtful, "unknown-error", says);
        return item.because(format!("It says: {}", complaint.text));
    };
    let code = complaint.code.as_deref().unwrap_or(meaning.code);
    let says = match &complaint.named {
        Some(named) if !named.noun.is_empty() => format!(
            "{code} ({}) about {} {}",
            meaning.name, named.noun, named.name
        ),
        _ => format!("{code} ({})", meaning.name),
    };
    let item = Item::new(Topic::Error, Mark::Wrong, "error", says);
    item.because(meaning.says).because(meaning.look)
}

/// Explains the error, and says how it stands with what it names.
///
/// # Errors
/// When the server refuses a query.
pub(super) fn items(
    client: &mut Client,
    complaint: &Complaint,
    sight: &Sight,
    session: &Session,
) -> Result<Vec<Item>, QueryError> {
    let mut items = vec![explained(complaint)];
    let Some(named) = &complaint.named else {
        return Ok(items);
    };
    let Some((about, parts)) = named.about() else {
        return Ok(items);
    };
    let is_named = |o: &&Object| {
        let own = o.id.parts();
        own.ends_with(&parts) || parts.len() > own.len() && parts.ends_with(&own)
    };
    let Some(object) = sight.objects.iter().find(is_named) else {
        items.push(unknown(about, &parts, sight));
        return Ok(items);
    };
    let denied = match complaint.code.as_deref() == Some(DENIED) && object.exists {
        true => denied::item(client, complaint, object, session)?,
        false => None,
    };
    let absent = complaint.code.as_deref().is_some_and(is_absence);
    let column = named.column_of(object).filter(|_| absent);
    let unknown = column.and_then(|column| unknown_column(&column, object, sight));
    let standing = || standing(object, &parts, session, absent);
    let mut item = denied.or(unknown).unwrap_or_else(standing);
    let place = object.place.as_ref();
    item.place = place.map(|p| sight.desired.files.show(p));
    items.push(item);
    Ok(items)
}

impl Named {
    /// Returns the object that is meant, as it is written and in its parts; nothing where the message names none.
    fn about(&self) -> Option<(&str, Vec<String>)> {
        let about = match self.noun {
            "relation" | "type" | "function" => self.name.as_str(),
            _ => self.of.as_deref()?,
        };
        let parts = split_name(about);
        (!parts.is_empty()).then_some((about, parts))
    }

    /// Returns the address of the column that is meant, as one of an object.
    fn column_of(&self, object: &Object) -> Option<Id> {
        let column = split_name(&self.name).pop()?;
        let mut parts = object.id.parts();
        parts.push(column);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        (self.noun == "column").then(|| Id::new(names::COLUMN, &parts))
    }
}

/// Returns whether a code says that something is not there.
fn is_absence(code: &str) -> bool {
    ["42P01", "42703", "42704", "42883", "3F000"].contains(&code) || code.starts_with("PGRST2")
}

/// Says that the files give a table no such column; nothing if they do, or do not have the table.
fn unknown_column(column: &Id, object: &Object, sight: &Sight) -> Option<Item> {
    let of_table = sight.desired.children(&object.id).into_iter();
    let of_table = of_table.filter(|f| f.id.kind() == names::COLUMN);
    let columns: Vec<String> = of_table.map(|f| f.id.last()).collect();
    if columns.is_empty() || sight.desired.has(column) {
        return None;
    }
    let says = format!(
        "the files give {} no column {}",
        words::called(&object.id),
        quote::ident(&column.last())
    );
    let item = Item::new(Topic::Error, Mark::Doubtful, "not-described", says);
    let near = did_you_mean(&column.last(), columns.iter().map(String::as_str));
    Some(item.because(near.unwrap_or_else(|| {
        "Add it to them if the application is right, and the repair makes it.".into()
    })))
}

/// Says how it stands with an object; `absent` where the error says that something is not there.
fn standing(object: &Object, parts: &[String], session: &Session, absent: bool) -> Item {
    let called = words::called(&object.id);
    let item = |mark, rule, says: String| Item::new(Topic::Error, mark, rule, says);
    let schema = object.id.parts().into_iter().next().unwrap_or_default();
    let by_path = parts.len() == 1 && object.exists && !session.path.contains(&schema);
    match object.exists {
        false => item(Mark::Wrong, "described-and-missing", format!("the files describe {called}, and this database lacks it"))
            .because("The repair makes it."),
        true if by_path && session.searches(&schema) => closed(&object.id, session),
        true if by_path => out_of_path(&object.id, session),
        true if !object.differs.is_empty() => item(Mark::Wrong, "described-and-differs", format!("{called} exists and is not as the files describe it"))
            .because("The repair changes what differs."),
        true if !absent => item(Mark::Good, "described-and-there", format!("{called} is there, as the files describe it")),
        true => item(Mark::Doubtful, "described-and-there", format!("{called} is there, as the files describe it"))
            .because("The error came from another database or role, or from a time before it was made; or from a program that remembers how the schema was."),
    }
}

/// Says that the search path leads to a schema which the role may not enter: the server passes over it without a word.
fn closed(id: &Id, session: &Session) -> Item {
    let (role, schema) = (&session.role, id.container());
    let says = format!(
        "{} exists, and {role} lacks USAGE on schema {schema}",
        words::called(id)
    );
    let item = Item::new(Topic::Error, Mark::Wrong, "schema-closed", says);
    item.because(format!(
        "A name without a schema is looked for only in those that the role may use. The GRANT stands below: {}.",
        Topic::Access.title()
    ))
}

fn out_of_path(id: &Id, session: &Session) -> Item {
    let schema = id.container();
    let says = format!(
        "{} exists, but schema {schema} is not in the search_path of {}: {}",
        words::called(id),
        session.role,
        session.search_path
    );
    let role = quote::ident(&session.role);
    let item = Item::new(Topic::Error, Mark::Wrong, "not-in-search-path", says);
    item.because("Name it with its schema in the application, or set the path for the role:")
        .sql(
            None,
            format!(
                "alter role {role} set search_path = {};",
                session::with_schema(session, &schema)
            ),
        )
}

fn unknown(about: &str, parts: &[String], sight: &Sight) -> Item {
    let last = parts.last().map_or("", |last| last);
    let names: Vec<String> = sight.objects.iter().map(|o| o.id.last()).collect();
    let item = Item::new(
        Topic::Error,
        Mark::Doubtful,
        "not-described",
        format!("the files do not describe {about}"),
    );
    match did_you_mean(last, names.iter().map(String::as_str)) {
        Some(near) => item.because(near),
        None => item.because("It is not of this set-up: look for the files that make it."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<(String, Option<String>)>) {
        let complaint = Complaint::read(text);
        (complaint.code, complaint.named.map(|n| (n.name, n.of)))
    }

    fn some(
        code: &str,
        name: &str,
        of: Option<&str>,
    ) -> (Option<String>, Option<(String, Option<String>)>) {
        (
            Some(code.into()),
            Some((name.into(), of.map(str::to_string))),
        )
    }

    #[test]
    fn messages_are_read_back() {
        assert_eq!(
            read("ERROR:  relation \"public.stripe_customers\" does not exist\nLINE 1: select"),
            some("42P01", "public.stripe_customers", None)
        );
        assert_eq!(
            read("column \"plan\" of relation \"prices\" does not exist"),
            some("42703", "plan", Some("prices"))
        );
        assert_eq!(
            read("column p.plan does not exist"),
            some("42703", "plan", Some("p"))
        );
        assert_eq!(
            read("permission denied for table prices"),
            some("42501", "prices", None)
        );
        assert_eq!(
            read(
                "{\"code\":\"PGRST205\",\"message\":\"Could not find the table 'public.x' in the schema cache\"}"
            ),
            some("PGRST205", "public.x", None)
        );
        assert_eq!(
            read("function public.uuid_v7() does not exist"),
            some("42883", "public.uuid_v7", None)
        );
        assert_eq!(
            read(
                "update or delete on table \"a\" violates foreign key constraint \"k\" on table \"b\""
            ),
            some("23503", "k", Some("b"))
        );
    }

    #[test]
    fn a_code_counts_more_than_the_words() {
        assert_eq!(
            read("Relation »x« existiert nicht (SQLSTATE 42P01)"),
            (Some("42P01".into()), None)
        );
        assert_eq!(read("something else HTTPS 12345"), (None, None));
        assert_eq!(
            read("FATAL: 28000: role \"x\" does not exist"),
            some("28000", "x", None)
        );
    }
}

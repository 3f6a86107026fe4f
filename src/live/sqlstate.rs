//! What the SQLSTATEs mean: to an application whose schema is not as it expects, and to a statement of a patch.
//!
//! The codes and names are those of [appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html) of the manual; those
//! that begin with PGRST are PostgREST's. Why a connection failed is told by [`super::connect`], which knows more than the code.

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// The code; of a class, its first two characters.
    pub code: &'static str,
    /// Its name in the manual.
    pub name: &'static str,
    /// What it means, and the usual causes.
    pub says: &'static str,
    /// What to look at.
    pub look: &'static str,
    /// What to do when a statement of a patch meets it, in which `{lock}` and `{statement}` stand for the limits.
    pub patch: Option<&'static str>,
    /// What to do when a row of the files meets it.
    pub row: Option<&'static str>,
}

impl Meaning {
    const fn patch(self, patch: &'static str) -> Meaning {
        Meaning {
            patch: Some(patch),
            ..self
        }
    }

    const fn row(self, row: &'static str) -> Meaning {
        Meaning {
            row: Some(row),
            ..self
        }
    }
}

const fn meaning(
    code: &'static str,
    name: &'static str,
    says: &'static str,
    look: &'static str,
) -> Meaning {
    Meaning {
        code,
        name,
        says,
        look,
        patch: None,
        row: None,
    }
}

const fn unfit(code: &'static str, name: &'static str) -> Meaning {
    meaning(
        code,
        name,
        "A value cannot be what it should: it is too long, out of range, or no value of its type.",
        "Compare the type of the column with the files and with what the application writes.",
    )
    .patch(UNFIT)
    .row(UNFIT_IN_ROW)
}

const ABSENT: &str = "the server does not have it: describe it in the files, or make it first";
const MEANWHILE: &str =
    "it was made since the catalog was read: run the command again, which adopts what exists";
const UNFIT: &str = "a value that exists does not fit the new type: mend the rows first";
const UNFIT_IN_ROW: &str = "write a value that the type of the column takes";
const IN_THE_WAY: &str = "another session was in the way: run it again";
const FULL: &str = "the server has no room left for this";

/// The codes, and behind them the classes.
pub const MEANINGS: &[Meaning] = &[
    meaning(
        "42P01",
        "undefined_table",
        "No table, view or sequence has that name where the session looks for it: it was never made, was made in another schema or database, \
         or the role has no USAGE on its schema.",
        "Compare the files with the database that the application is connected to.",
    )
    .patch(ABSENT),
    meaning(
        "42703",
        "undefined_column",
        "The table is there and the column is not: the database is behind the application, or ahead of it.",
        "Compare the files with the database.",
    )
    .patch(ABSENT)
    .row("a value can read no column; a text stands between single quotes"),
    meaning(
        "42883",
        "undefined_function",
        "No function has that name and these types of arguments where the session looks for it.",
        "Compare the files with the database, and the types with those of the call; an extension may bring the function.",
    )
    .patch(ABSENT),
    meaning(
        "42704",
        "undefined_object",
        "A type, role, extension, collation or another such object is not there.",
        "Compare the files with the database; a role belongs to the server and is made before the schema.",
    )
    .patch(ABSENT),
    meaning(
        "3F000",
        "invalid_schema_name",
        "The schema is not there.",
        "Compare the files with the database.",
    )
    .patch(ABSENT),
    meaning(
        "42P07",
        "duplicate_table",
        "A set-up made what exists already: it ran before, wholly or half way, and CREATE without IF NOT EXISTS fails then.",
        "Do not drop it: trueup adopts what exists and makes only what is missing.",
    )
    .patch(MEANWHILE),
    meaning(
        "42710",
        "duplicate_object",
        "A set-up made what exists already: it ran before, wholly or half way.",
        "Do not drop it: trueup adopts what exists and makes only what is missing.",
    )
    .patch(MEANWHILE),
    meaning(
        "42501",
        "insufficient_privilege",
        "The role may not do this: it lacks a privilege, is not the owner, or row security refuses the row.",
        "Look at what the role may see, and at the policies of the table.",
    )
    .patch("the role may not do this: connect as the owner of what it changes, or as a superuser"),
    meaning(
        "55P03",
        "lock_not_available",
        "Another session held a lock for longer than lock_timeout.",
        "Run it again when the database is quieter; pg_stat_activity and pg_blocking_pids() show who is in the way.",
    )
    .patch("another session held a lock for longer than {lock}: run it again when the database is quieter, or wait longer:\n  --lock-timeout 1min"),
    meaning(
        "57014",
        "query_canceled",
        "The statement was stopped: by statement_timeout, or by somebody.",
        "Give it more time, or find out why it is slow: an index may be missing.",
    )
    .patch("the statement was stopped, by somebody or by statement_timeout, which is {statement} (0 is none): run it again, with more time:\n  --statement-timeout 10min"),
    meaning(
        "23502",
        "not_null_violation",
        "A row lacks a value that the column demands: the application does not fill it, or a default is missing.",
        "Compare the defaults and NOT NULL of the table with the files.",
    )
    .patch("rows that exist have a null here: give them a value first, or give the column a default")
    .row("give the row a value for this column, or the column a default"),
    meaning(
        "23503",
        "foreign_key_violation",
        "A row refers to one that is not there, or one that is referred to was to go.",
        "Look whether the referred row was made first, and what ON DELETE says.",
    )
    .patch("rows that exist refer to nothing: mend them first, or declare the foreign key `not valid`")
    .row("add the row that it refers to, or mend this one"),
    meaning(
        "23505",
        "unique_violation",
        "A row with the same key exists, such as a second customer for one user or an event that was delivered twice.",
        "Use INSERT … ON CONFLICT where it may happen.",
    )
    .patch("rows that exist have the same key: make them differ first")
    .row("another row of the files or of the database has this key: make them differ"),
    meaning(
        "23514",
        "check_violation",
        "A value is outside of what a check allows.",
        "Compare the check with the files and with what the application writes.",
    )
    .patch("rows that exist violate the check: mend them first, or declare the constraint `not valid`")
    .row("mend the row, or what the check allows; of a partitioned table: add a partition that takes it"),
    meaning(
        "40P01",
        "deadlock_detected",
        "Two transactions waited for each other, and one was rolled back.",
        "Run it again; take locks in the same order everywhere.",
    )
    .patch(IN_THE_WAY),
    meaning(
        "23P01",
        "exclusion_violation",
        "A row that exists excludes this one, such as another booking of the same time.",
        "Compare the constraint with the files and with what the application writes.",
    )
    .patch("rows that exist exclude each other: mend them first")
    .row("another row of the files or of the database excludes this one: make them differ"),
    meaning(
        "2BP01",
        "dependent_objects_still_exist",
        "Something else uses what was to go.",
        "The message names what depends on it.",
    )
    .patch("something that is not in the files depends on it: describe it too, or drop it first"),
    meaning(
        "0A000",
        "feature_not_supported",
        "This server cannot do that: its version may be too old. Of a cached plan: a statement was prepared before a table changed.",
        "Look at the version of the server; with a cached plan, let the application connect anew.",
    )
    .patch("this server cannot do that: its version may be too old"),
    meaning(
        "42804",
        "datatype_mismatch",
        "An expression has another type than its place demands.",
        "Compare the types of the columns with the files.",
    )
    .patch(UNFIT)
    .row(UNFIT_IN_ROW),
    meaning(
        "42846",
        "cannot_coerce",
        "No cast leads from one type to the other.",
        "Compare the types of the columns with the files.",
    )
    .patch(UNFIT)
    .row(UNFIT_IN_ROW),
    unfit("22001", "string_data_right_truncation"),
    unfit("22003", "numeric_value_out_of_range"),
    unfit("22007", "invalid_datetime_format"),
    unfit("22008", "datetime_field_overflow"),
    unfit("22P02", "invalid_text_representation"),
    meaning(
        "40001",
        "serialization_failure",
        "Another transaction changed the same rows.",
        "Run the transaction again; that is how SERIALIZABLE and REPEATABLE READ are meant to be used.",
    )
    .patch(IN_THE_WAY),
    meaning(
        "53100",
        "disk_full",
        "The server's disk is full.",
        "Make room on the server.",
    )
    .patch(FULL),
    meaning(
        "53200",
        "out_of_memory",
        "The server has no memory left for this.",
        "Look at work_mem and maintenance_work_mem, and at the memory of the machine.",
    )
    .patch(FULL),
    meaning(
        "25006",
        "read_only_sql_transaction",
        "The session can only read: a standby, or default_transaction_read_only.",
        "Connect to the primary.",
    )
    .patch("the server only reads here, such as a standby: connect to the primary"),
    meaning(
        "28000",
        "invalid_authorization_specification",
        "The server does not let this role in: the role is not there, may not log in, or pg_hba.conf has no entry for it.",
        "Look at the user, the database and the host of the connection string.",
    ),
    meaning(
        "28P01",
        "invalid_password",
        "The password is not that of the role.",
        "Look at the connection string and at ~/.pgpass; the password may have been changed.",
    ),
    meaning(
        "26000",
        "invalid_sql_statement_name",
        "The session does not know the prepared statement: it was prepared in another one, as behind a pooler in transaction mode.",
        "Use the pooler's session mode or the direct port, or turn prepared statements off in the driver.",
    ),
    meaning(
        "42P05",
        "duplicate_prepared_statement",
        "The session has a prepared statement of that name: another client left it there, as behind a pooler in transaction mode.",
        "Use the pooler's session mode or the direct port, or turn prepared statements off in the driver.",
    ),
    meaning(
        "3D000",
        "invalid_catalog_name",
        "The server has no database of that name.",
        "Look at the database of the connection string.",
    ),
    meaning(
        "53300",
        "too_many_connections",
        "The server has no connection left.",
        "Close some, use a pooler, or raise max_connections.",
    ),
    meaning(
        "57P03",
        "cannot_connect_now",
        "The server is starting or stopping.",
        "Try again in a moment.",
    ),
    meaning(
        "PGRST202",
        "function not in the schema cache",
        "PostgREST does not know the function: it is not there, or was made after PostgREST read the schema.",
        "Compare the files with the database, then let PostgREST read the schema again.",
    ),
    meaning(
        "PGRST204",
        "column not in the schema cache",
        "PostgREST does not know the column: it is not there, or was added after PostgREST read the schema.",
        "Compare the files with the database, then let PostgREST read the schema again.",
    ),
    meaning(
        "PGRST205",
        "table not in the schema cache",
        "PostgREST does not know the table: it is not there, was made after PostgREST read the schema, or its schema is not exposed.",
        "Compare the files with the database, then let PostgREST read the schema again.",
    ),
    meaning(
        "08",
        "connection_exception",
        "There is no connection, or it broke: the server was not reached.",
        "Look at host and port, and whether the server runs.",
    )
    .patch("the connection broke: look whether the server still runs, and run the command again"),
];

/// Returns what a code means, by itself or by its class.
pub fn on(code: &str) -> Option<&'static Meaning> {
    let exact = MEANINGS.iter().find(|m| m.code == code);
    let class = || {
        MEANINGS
            .iter()
            .find(|m| m.code.len() == 2 && code.starts_with(m.code))
    };
    exact.or_else(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_by_itself_and_by_its_class() {
        assert_eq!(on("42P01").map(|m| m.name), Some("undefined_table"));
        assert_eq!(on("08006").map(|m| m.name), Some("connection_exception"));
        assert_eq!(on("XX000"), None);
    }

    #[test]
    fn a_code_stands_in_the_table_once() {
        let codes: std::collections::BTreeSet<&str> = MEANINGS.iter().map(|m| m.code).collect();
        assert_eq!(codes.len(), MEANINGS.len());
    }
}

//! Rows of (as written, as `format_type` prints it); the second members are PostgreSQL's own.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

use crate::text::sql::Cursor;

use super::{TypeError, TypeName, from_format_type, parse};

const ROWS: &[(&str, &str)] = &[
    ("int", "integer"),
    ("INT4", "integer"),
    ("int2", "smallint"),
    ("Int8[]", "bigint[]"),
    ("float", "double precision"),
    ("float(24)", "real"),
    ("float(53)", "double precision"),
    ("float4", "real"),
    ("double precision", "double precision"),
    ("dec(10)", "numeric(10,0)"),
    ("decimal", "numeric"),
    ("numeric(10, 2)", "numeric(10,2)"),
    ("bool", "boolean"),
    ("varchar(255)", "character varying(255)"),
    ("character varying", "character varying"),
    ("char", "character(1)"),
    ("char(3)", "character(3)"),
    ("nchar varying(4)", "character varying(4)"),
    ("national character(4)", "character(4)"),
    ("bpchar", "bpchar"),
    ("bpchar(7)", "character(7)"),
    ("\"char\"", "\"char\""),
    ("pg_catalog.\"char\"", "\"char\""),
    ("bit", "bit(1)"),
    ("bit varying(5)", "bit varying(5)"),
    ("varbit", "bit varying"),
    ("\"bit\"", "\"bit\""),
    ("pg_catalog.int4", "integer"),
    ("pg_catalog.timestamptz(3)", "timestamp(3) with time zone"),
    ("time", "time without time zone"),
    ("time(0) with time zone", "time(0) with time zone"),
    ("timestamp(3)", "timestamp(3) without time zone"),
    ("TIMESTAMP WITH TIME ZONE", "timestamp with time zone"),
    ("timestamptz(9)", "timestamp(6) with time zone"),
    ("interval", "interval"),
    ("interval(3)", "interval(3)"),
    ("interval day to second(3)", "interval day to second(3)"),
    ("interval year to month", "interval year to month"),
    ("text array", "text[]"),
    ("text array[3]", "text[]"),
    ("int[3][]", "integer[]"),
    ("varchar(5)[]", "character varying(5)[]"),
    ("timestamp(2)[]", "timestamp(2) without time zone[]"),
    ("_text", "text[]"),
    ("_varchar", "character varying[]"),
    ("jsonb", "jsonb"),
    ("regclass", "regclass"),
    ("pg_lsn", "pg_lsn"),
    ("int4multirange", "int4multirange"),
    ("Status", "public.status"),
    ("public.status[]", "public.status[]"),
    ("\"My Schema\".\"T (1)\"", "\"My Schema\".\"T (1)\""),
];

fn read(text: &str) -> Result<TypeName, TypeError> {
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, text)
        .tokenize_with_location()
        .expect("the rows are tokens");
    let mut cursor = Cursor::new(&tokens);
    let found = parse(&mut cursor, &mut |parts| match parts {
        [name] if name == "status" => Some("public.status".into()),
        [schema, name] if schema == "public" => Some(format!("public.{name}")),
        [schema, name] if schema == "My Schema" => Some(format!("\"{schema}\".\"{name}\"")),
        _ => None,
    });
    assert!(
        found.is_err() || cursor.peek().token == Token::EOF,
        "{text}: not read to its end"
    );
    found
}

#[test]
fn every_spelling_is_printed_as_format_type_does() {
    for (written, printed) in ROWS {
        assert_eq!(
            read(written).map(|t| t.to_string()).as_deref(),
            Ok(*printed),
            "{written}"
        );
    }
}

#[test]
fn what_format_type_prints_is_read_back_whole() {
    for (_, printed) in ROWS {
        assert_eq!(from_format_type(printed).to_string(), *printed);
        if !printed.contains('.') {
            assert_eq!(read(printed), Ok(from_format_type(printed)));
        }
    }
}

#[test]
fn modifiers_of_a_user_defined_type_stay_as_written() {
    assert_eq!(
        read("public.geometry(Point, 4326)")
            .map(|t| t.to_string())
            .as_deref(),
        Ok("public.geometry(Point,4326)")
    );
}

#[test]
fn an_unknown_name_is_given_back_as_written() {
    match read("auth.\"Kind\"") {
        Err(TypeError::Unknown { name, index, .. }) => {
            assert_eq!((name.as_str(), index), ("auth.\"Kind\"", 0))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_type_is_an_error() {
    for text in [
        "setof int",
        "t.c%type",
        "text(5)",
        "varchar(a)",
        "int[",
        "numeric(1,2,3)",
        "(",
        "",
        "varchar(1",
        "a.",
        "1",
    ] {
        assert!(
            matches!(read(text), Err(TypeError::Syntax { .. })),
            "{text}"
        );
    }
}

//! Where the SQL of a file says that it stands.

use proptest::prelude::*;

use super::*;
use crate::text::sql::statements;

/// Returns what the file holds where some words of the SQL say that they stand.
fn origin<'t>(text: &'t str, words: &str) -> &'t str {
    let script = script(text);
    let at = script.text().find(words).expect("the words are there");
    &text[script.place(at..at + words.len()).bytes]
}

#[test]
fn a_fragment_stands_where_it_was_written() {
    let text = "tables:\n  t:\n    columns:\n      a: {type: text, check: \"a ~ '^x'\"}\n";
    assert_eq!(origin(text, "'^x'"), "'^x'");
    assert_eq!(origin(text, "text"), "text");
    assert_eq!(origin(text, "check"), "check");
    assert_eq!(origin(text, "create table t"), "t");
    assert_eq!(origin(text, "a text"), "a: {type: text");
}

#[test]
fn a_fragment_in_a_block_stands_in_its_own_line() {
    let text = "views:\n  v: |\n    select é,\n      wrong\n    from t\n";
    assert_eq!(origin(text, "wrong"), "wrong");
    assert_eq!(origin(text, "é,\n  wrong"), "é,\n      wrong");
    let folded = "views:\n  v: >-\n    select a,\n    b from\n\n    wrong\n";
    assert_eq!(origin(folded, "wrong"), "wrong");
}

#[test]
fn a_fragment_behind_an_escape_keeps_its_place() {
    let single = "views: {v: 'select ''a'', wrong'}\n";
    assert_eq!(origin(single, "wrong"), "wrong");
    assert_eq!(origin(single, "'a'"), "''a''");
    let double = "views: {v: \"select \\\"A\\\", \\u00e9, \\\n   wrong\"}\n";
    assert_eq!(origin(double, "wrong"), "wrong");
    assert_eq!(origin(double, "é"), "\\u00e9");
}

#[test]
fn a_body_stands_where_it_was_written() {
    let text =
        "functions:\n  f():\n    returns: int\n    body: |\n      select 1;\n      select 2;\n";
    assert_eq!(origin(text, "select 2"), "select 2");
}

#[test]
fn what_an_alias_repeats_stands_at_its_anchor() {
    let text = "x-c: &c {type: int, check: n > 0}\ntables: {t: {columns: {n: *c}}}\n";
    assert_eq!(origin(text, "n > 0"), "n > 0");
    assert_eq!(origin(text, "n int check (n > 0)"), "n");
}

#[test]
fn an_error_of_the_sql_points_into_the_file() {
    let text = "tables:\n  t:\n    columns:\n      a: int chekc (a > 0)\n";
    let found = statements(script(text), &mut Problems::default());
    let statement = &found[0];
    let at = statement.script.text().find("chekc").expect("it is there");
    assert_eq!(&text[statement.script.place(at..at + 5).bytes], "chekc");
    assert_eq!(&text[statement.script.place(statement.bytes()).bytes], "t");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        read_text(&text);
    }

    #[test]
    fn no_yaml_makes_it_panic(text in "(tables|enums|views|functions|[a-z\"'&*!|>{}\\[\\],:#é -]|\n +|\n|: |- ){0,60}") {
        read_text(&text);
    }

    #[test]
    fn nothing_under_a_key_makes_it_panic(
        group in prop::sample::select(super::super::DOCUMENT.keys.iter().map(|k| k.name).collect::<Vec<_>>()),
        value in "[ a-z\"'(){}\\[\\];,:.$/|>é\n*-]{0,40}",
    ) {
        read_text(&format!("{group}:\n  t: {value}"));
        read_text(&format!("{group}:\n  t:\n    columns: {value}\n    body: {value}"));
        read_text(&format!("{group}: {value}"));
    }

    #[test]
    fn every_place_is_within_the_file(value in "[ a-z'()é\n]{0,40}", style in "[|>]") {
        let text = format!("views:\n  v: {style}\n    select {}\n", value.replace('\n', "\n    "));
        let (script, _) = read_text(&text);
        if let Some(script) = script {
            for at in (0..script.text().len()).filter(|i| script.text().is_char_boundary(*i)) {
                let place = script.place(at..at + 1).bytes;
                prop_assert!(place.start <= place.end && place.end <= text.len());
                prop_assert!(text.is_char_boundary(place.start));
            }
        }
    }
}

//! Nodes, their bytes, and what is no YAML.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::Problems;

/// Returns the problems as `bytes that they point at: message`.
fn faults(text: &str) -> Vec<String> {
    let mut problems = Problems::default();
    read(0, text, &mut problems);
    problems
        .iter()
        .map(|p| format!("{}: {p}", &text[p.place().expect("a place").bytes.clone()]))
        .collect()
}

fn node(text: &str) -> Node {
    let mut problems = Problems::default();
    let node = read(0, text, &mut problems).expect("it is YAML");
    assert!(problems.is_empty(), "{problems:?}");
    node
}

/// Prints a node in one line, with the bytes of each mapping and list.
fn show(text: &str, node: &Node) -> String {
    let bytes = &text[node.bytes()];
    match node.value() {
        Value::Scalar(s) if s.plain => s.text.clone(),
        Value::Scalar(s) => format!("{:?}", s.text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|n| show(text, n)).collect();
            format!("[{}]<{bytes}>", items.join(", "))
        }
        Value::Map(entries) => {
            let show = |e: &Entry| format!("{}: {}", show(text, &e.key), show(text, &e.value));
            let entries: Vec<String> = entries.iter().map(show).collect();
            format!("{{{}}}<{bytes}>", entries.join(", "))
        }
    }
}

#[test]
fn a_node_knows_its_bytes() {
    for (text, shown) in [
        ("", "{}<>"),
        ("a: b # c\n\n", "{a: b}<a: b>"),
        (
            "\u{feff}é:\n  - 'x'\n  -\n",
            "{é: [\"x\", ]<- 'x'\n  ->}<é:\n  - 'x'\n  ->",
        ),
        (
            "a: {b: [c, d]}  # e\n",
            "{a: {b: [c, d]<[c, d]>}<{b: [c, d]}>}<a: {b: [c, d]}>",
        ),
        (
            "a: &x\n  b: c\nd: *x\n",
            "{a: {b: c}<b: c>, d: {b: c}<b: c>}<a: &x\n  b: c\nd: *x>",
        ),
        ("a: !!str null\n", "{a: \"null\"}<a: !!str null>"),
        (
            "a: |\n  b\n   c\n\nd: e\n",
            "{a: \"b\\n c\\n\", d: e}<a: |\n  b\n   c\n\nd: e>",
        ),
        (
            "a:\r\n  b: |\r\n    c\r\n    d\r\n",
            "{a: {b: \"c\\nd\\n\"}<b: |\r\n    c\r\n    d>}<a:\r\n  b: |\r\n    c\r\n    d>",
        ),
        (
            "x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}\n",
            "{x: {a: 1, b: 2}<{a: 1, b: 2}>, y: {b: 3, a: 1}<{b: 3, <<: *x}>}<x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}>",
        ),
        (
            "<<: [{a: 1}, {a: 2, b: 3}]",
            "{a: 1, b: 3}<<<: [{a: 1}, {a: 2, b: 3}]>",
        ),
    ] {
        assert_eq!(show(text, &node(text)), shown, "{text:?}");
    }
}

#[test]
fn what_is_no_yaml_is_told_where_it_stands() {
    for (text, fault) in [
        (
            "a: [1, 2\nb: c",
            ":: this is no YAML: illegal placement of ':' indicator",
        ),
        (
            "a: b: c",
            ":: this is no YAML: mapping values are not allowed in this context",
        ),
        (
            "a: *b",
            "*: this is no YAML: while parsing node, found unknown anchor",
        ),
        (
            "'a",
            "': this is no YAML: while scanning a quoted scalar, found unexpected end of stream",
        ),
        ("é: 1\né: 2", "é: the key `é` stands twice in this mapping"),
        ("a: !t b", "!t b: a tag says nothing here; leave it out"),
        ("[a]: b", "[a]: a key is a text, not a list"),
        ("a: &a [*a]", "*a: an alias stands within its own anchor"),
        ("<<: a", "<<: `<<` merges a mapping, not a text"),
        ("a: 1\n---\nb: 2", "---: a file holds one YAML document"),
    ] {
        assert_eq!(faults(text), [fault], "{text:?}");
    }
}

#[test]
fn nesting_has_an_end() {
    let deep = |n| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert_eq!(faults(&deep(65)), ["[: this is nested too deep"]);
    assert_eq!(faults(&deep(100_000)).len(), 1);
    assert!(faults(&deep(64)).is_empty());
}

#[test]
fn aliases_of_aliases_do_not_grow() {
    let mut text = "a0: &a0 {k: v}\n".to_string();
    for n in 1..60 {
        text += &format!(
            "a{n}: &a{n} {{x: *a{p}, y: *a{p}, <<: [*a{p}, *a{p}]}}\n",
            p = n - 1
        );
    }
    node(&text);
}

/// Checks that each piece of equal length holds what the file holds there, and that pieces cover the text in order.
fn check_pieces(text: &str, node: &Node) {
    match node.value() {
        Value::List(items) => items.iter().for_each(|n| check_pieces(text, n)),
        Value::Map(entries) => entries.iter().for_each(|e| {
            check_pieces(text, &e.key);
            check_pieces(text, &e.value);
        }),
        Value::Scalar(scalar) => {
            let mut end = 0;
            for piece in &scalar.pieces {
                assert_eq!(piece.text.start, end, "{text:?}");
                end = piece.text.end;
                let read = &scalar.text[piece.text.clone()];
                let raw = &text[piece.file.clone()];
                let spaced = |t: &str| t.replace(['\n', '\r', '\t'], " ");
                let same = piece.text.len() == piece.file.len();
                let white = read.trim().is_empty();
                assert!(!same || white || spaced(read) == spaced(raw), "{text:?}");
            }
            assert_eq!(end, scalar.text.len(), "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        if let Some(node) = read(0, &text, &mut Problems::default()) {
            check_pieces(&text, &node);
        }
    }

    #[test]
    fn every_piece_holds_what_the_file_holds(text in "([a-zé'\"\\\\:#&*!|>?%@,{}\\[\\]\t -]|\n|\r\n|\n  |: |- |\\\\n|''){0,40}") {
        if let Some(node) = read(0, &text, &mut Problems::default()) {
            check_pieces(&text, &node);
        }
    }

    #[test]
    fn words_of_a_scalar_keep_their_place(
        words in prop::collection::vec("[a-zé]{1,4}", 1..6),
        gaps in prop::collection::vec(prop::sample::select(vec![" ", "  ", "\n    ", "\n\n    "]), 6),
        style in prop::sample::select(vec!["", "'", "\"", "|\n    ", ">\n    ", ">-\n    ", "|2\n    "]),
    ) {
        let mut inner = String::new();
        for (word, gap) in words.iter().zip(&gaps) {
            inner += word;
            inner += gap;
        }
        let inner = inner.trim();
        let close = style.trim_start_matches(['|', '>', '-', '2', '\n', ' ']);
        let text = format!("k: {style}{inner}{close}\nz: 1\n");
        let root = node(&text);
        let scalar = root.entries().expect("a mapping")[0].value.scalar().expect("a scalar");
        let whole = |w: &String| scalar.text.split_whitespace().any(|x| x == w);
        prop_assert!(words.iter().all(whole));
        let exact: usize = scalar.pieces.iter()
            .filter(|p| p.text.len() == p.file.len() && text[p.file.clone()] == scalar.text[p.text.clone()])
            .map(|p| scalar.text[p.text.clone()].chars().filter(|c| !c.is_whitespace()).count())
            .sum();
        prop_assert_eq!(exact, scalar.text.chars().filter(|c| !c.is_whitespace()).count());
    }
}

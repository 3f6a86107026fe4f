//! The reader never panics and never takes long, whatever the file holds: some thousand inputs grown from the cases.
//!
//! The inputs come from a fixed seed; `FUZZ_INPUTS` makes another number of them, `FUZZ_SEED` others. `scripts/fuzz` goes further, with
//! a fuzzer that sees which code an input reaches.

#[path = "../fuzz/read.rs"]
mod read;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use trueup::desired::files::Syntax;

/// How many inputs of each language are read.
const INPUTS: usize = 1500;
/// What a program's first thread has.
const STACK: usize = 8 << 20;
/// No input of a few kilobytes may take longer, in a build for tests on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);
const LONGEST_INPUT: usize = 4096;

/// What is put in where an input is broken.
const PIECES: &[&str] = &[
    "'",
    "\"",
    "$$",
    "$a$",
    "(",
    ")",
    ";",
    ",",
    ".",
    "::",
    "--",
    "/*",
    "*/",
    "\\",
    "\u{e9}",
    "\u{1f600}",
    "\0",
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "null",
    "not",
    "create ",
    "alter ",
    "drop ",
    "table ",
    "default ",
    "as ",
    "select ",
    "case when ",
    "E'",
    "U&\"",
    "-",
    "0x",
    "1e",
    "%",
    "<<: ",
    "|\n",
    "? ",
    "in (",
    "interval ",
];

#[test]
fn no_file_of_sql_makes_the_reader_panic() {
    hold(Syntax::Sql, "sql");
}

#[test]
fn no_file_of_yaml_makes_the_reader_panic() {
    hold(Syntax::Yaml, "yaml");
}

#[test]
fn what_is_nested_deeply_is_refused_or_read() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(600), close.repeat(600));
    let mut texts = Vec::new();
    for (open, close) in [
        ("(", ")"),
        ("(select ", ")"),
        ("not ", ""),
        ("- ", ""),
        ("case when ", " end"),
        ("a[", "]"),
        ("f(", ")"),
        ("array[", "]"),
        ("1 + ", ""),
        ("a::", "int"),
        ("coalesce(", ")"),
        ("(1 + ", ")"),
        ("+ ", ""),
    ] {
        let deep = deep(open, close);
        texts.push((
            format!("create table t (a int default {deep})"),
            Syntax::Sql,
        ));
        texts.push((
            format!("create table t (a int, check ({deep}))"),
            Syntax::Sql,
        ));
        texts.push((format!("create view v as select {deep}"), Syntax::Sql));
        texts.push((
            format!("create view v as select 1 from {deep}"),
            Syntax::Sql,
        ));
        texts.push((format!("create index on t ({deep})"), Syntax::Sql));
        texts.push((
            format!("do $$ begin if {deep} then end if; end $$"),
            Syntax::Sql,
        ));
    }
    texts.push((
        format!("do $$ {} end $$", "begin ".repeat(600)),
        Syntax::Sql,
    ));
    texts.push((format!("select {} 1", "/*".repeat(3_000)), Syntax::Sql));
    for open in ["[", "{a: ", "- ", "? ", "a: {"] {
        texts.push((open.repeat(5_000), Syntax::Yaml));
    }
    texts.push((format!("tables: {}", "[".repeat(5_000)), Syntax::Yaml));
    texts.push((
        format!("tables:\n  t:\n    columns: {}", "{a: ".repeat(5_000)),
        Syntax::Yaml,
    ));
    let doubled: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1))
        .collect();
    texts.push((format!("a0: &a0 [x, x]\n{doubled}"), Syntax::Yaml));
    on_a_stack(move || {
        texts
            .iter()
            .for_each(|(text, syntax)| try_one(text, *syntax))
    });
}

#[test]
fn what_is_long_is_read_in_time() {
    const MANY: usize = 3_000;
    let list = |item: &str, sign: &str| vec![item; MANY].join(sign);
    let each = |item: &str, sign: &str| {
        let items = (0..MANY).map(|n| item.replace('#', &n.to_string()));
        items.collect::<Vec<_>>().join(sign)
    };
    let expressions = [
        list("1", " + "),
        list("a > 1", " and "),
        list("abs(a)", " + "),
        list("'é'", " || "),
        format!("a in ({})", each("('x#')", ", ")),
        format!("case {} end", each("when a = # then 1", " ")),
        format!("a{}", "::integer".repeat(MANY)),
        format!("a{}", "[1]".repeat(MANY)),
    ];
    let mut texts: Vec<String> = Vec::new();
    for expression in expressions {
        texts.push(format!("create table t (a int default {expression})"));
        texts.push(format!("create table t (a int, check ({expression}))"));
        texts.push(format!("create view v as select {expression} as a, 2 as b"));
    }
    texts.push(each("create function f#() returns int return 1", ";\n"));
    texts.push(format!(
        "create table t ({})",
        each("c# int default 1", ", ")
    ));
    texts.push(format!("do $$ begin {} end $$", "perform 1; ".repeat(MANY)));
    on_a_stack(move || texts.iter().for_each(|text| try_one(text, Syntax::Sql)));
}

fn hold(syntax: Syntax, ending: &str) {
    let seeds = seeds(ending);
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse().ok());
    let count = number("FUZZ_INPUTS").unwrap_or(INPUTS);
    let mut random = Random(number("FUZZ_SEED").unwrap_or(1) as u64 * 2 + 1);
    on_a_stack(move || {
        for _ in 0..count {
            try_one(&mutated(&seeds, &mut random), syntax);
        }
    });
}

fn on_a_stack(body: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(body);
    let ended = thread.expect("a thread starts").join();
    assert!(ended.is_ok(), "an input makes the reader panic");
}

/// Reads one input; where that panics or takes long, the input is told.
fn try_one(text: &str, syntax: Syntax) {
    let before = Instant::now();
    let outcome = catch_unwind(|| read::read(text, syntax));
    let start: String = text.chars().take(LONGEST_INPUT).collect();
    assert!(outcome.is_ok(), "this panics:\n{start}");
    let took = before.elapsed();
    assert!(took < LONGEST, "this takes {took:?}:\n{start}");
}

fn seeds(ending: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![
        root.join("tests"),
        root.join("schema"),
        root.join("examples"),
    ];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of tests can be read") {
            let path = entry.expect("a folder of tests can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    let texts = files
        .iter()
        .map(|file| fs::read_to_string(file).expect("a case can be read"));
    let texts: Vec<String> = texts.collect();
    assert!(!texts.is_empty(), "there are files of {ending}");
    texts
}

/// A small generator of numbers (xorshift), the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

/// Returns a part of a seed, broken in a few places.
fn mutated(seeds: &[String], random: &mut Random) -> String {
    let mut text = part(&seeds[random.below(seeds.len())], LONGEST_INPUT, random);
    for _ in 0..=random.below(5) {
        let at = boundary(&text, random.below(text.len() + 1));
        let end = boundary(&text, (at + random.below(24)).min(text.len()));
        let new = match random.below(8) {
            0..3 => PIECES[random.below(PIECES.len())].to_string(),
            3 => String::new(),
            4 => part(&seeds[random.below(seeds.len())], 60, random),
            5 => text[at..end].repeat(2 + random.below(3)),
            6 => PIECES[random.below(PIECES.len())].repeat(1 + random.below(40)),
            _ => word(&seeds[random.below(seeds.len())], random),
        };
        // A whole word in the place of another breaks the meaning, not the form.
        let (at, end) = if random.below(2) == 0 {
            word_around(&text, at)
        } else {
            (at, end)
        };
        text.replace_range(at..end, &new);
    }
    text.truncate(boundary(&text, LONGEST_INPUT.min(text.len())));
    text
}

fn part(text: &str, longest: usize, random: &mut Random) -> String {
    let start = match text.len() > longest || random.below(4) == 0 {
        true => boundary(text, random.below(text.len())),
        false => 0,
    };
    let end = boundary(text, (start + longest).min(text.len()));
    text[start..end].to_string()
}

fn word(text: &str, random: &mut Random) -> String {
    let (start, end) = word_around(text, boundary(text, random.below(text.len() + 1)));
    text[start..end].to_string()
}

fn word_around(text: &str, at: usize) -> (usize, usize) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let start = text[..at].trim_end_matches(is_part).len();
    let rest = &text[at..];
    (
        start,
        at + rest.len() - rest.trim_start_matches(is_part).len(),
    )
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

//! The reader never panics and never takes long, whatever the file holds: some thousand inputs grown from the cases.
//!
//! The inputs come from a fixed seed; `FUZZ_INPUTS` makes another number of them, `FUZZ_SEED` others, and `--profile fuzz` is fast.
//! `scripts/fuzz` goes further, with a fuzzer that sees which code an input reaches.

mod mutate;
#[path = "../../fuzz/read.rs"]
mod read;

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::exit;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use mutate::{Random, mutated};
use trueup::desired::Scripts;
use trueup::desired::files::Syntax;
use trueup::kind::World;
use trueup::report::dump::Dump;

/// How many inputs of each language are read.
const INPUTS: usize = 1500;
/// What a program's first thread has.
const STACK: usize = 8 << 20;
/// No input of a few kilobytes may take longer, on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn no_file_of_sql_makes_the_reader_panic() {
    hold(Syntax::Sql);
}

#[test]
fn no_file_of_yaml_makes_the_reader_panic() {
    hold(Syntax::Yaml);
}

#[test]
fn what_stands_in_a_circle_is_refused_or_read() {
    let texts = [
        "create table a () inherits (a)",
        "create table a (x int); create table b () inherits (a); alter table a inherit b",
        "create table a (x int) partition by list (x); create table b partition of a for values in (1) partition by list (x); \
         alter table b attach partition a for values in (2)",
        "create view a as select * from b; create view b as select * from a",
        "create view a as select * from a",
        "create domain a as b; create domain b as a",
        "create domain a as a",
        "create type a as (b b); create type b as (a a)",
        "create type a as range (subtype = a)",
        "create function f() returns int return g(); create function g() returns int return f()",
        "create table a (x int default nextval('s')); create sequence s owned by a.x",
        "create role a in role b; create role b in role a",
    ];
    let yaml = "tables:\n  a:\n    partition_by: list (x)\n    columns:\n      x: integer\n    partition_of:\n      table: a\n      \
                values: in (1)\n";
    on_a_stack(move |now| {
        for text in texts {
            now.reads(text.as_bytes(), || read::read(text.as_bytes(), Syntax::Sql));
        }
        now.reads(yaml.as_bytes(), || {
            read::read(yaml.as_bytes(), Syntax::Yaml)
        });
    });
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
    on_a_stack(move |now| {
        for (text, syntax) in &texts {
            now.reads(text.as_bytes(), || read::read(text.as_bytes(), *syntax));
        }
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
    on_a_stack(move |now| {
        for text in &texts {
            now.reads(text.as_bytes(), || read::read(text.as_bytes(), Syntax::Sql));
        }
    });
}

fn hold(syntax: Syntax) {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse().ok());
    let count = number("FUZZ_INPUTS").unwrap_or(INPUTS);
    let mut random = Random(number("FUZZ_SEED").unwrap_or(1) as u64 * 2 + 1);
    on_a_stack(move |now| {
        let seeds = seeds(syntax);
        let mut distinct = HashSet::new();
        while distinct.len() < count {
            let input = mutated(&seeds, &mut random);
            if !distinct.insert(print(&input)) {
                continue;
            }
            match random.below(8) {
                0 => {
                    let other = mutated(&seeds, &mut random);
                    let told = [&input[..], b"\n-- and\n", &other].concat();
                    now.reads(&told, || read::read_pair([&input, &other], syntax));
                }
                _ => now.reads(&input, || read::read(&input, syntax)),
            }
        }
        println!("{} inputs of {syntax:?} were read", distinct.len());
    });
}

fn print(input: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    hasher.finish()
}

/// What is read now, and since when.
#[derive(Clone, Default)]
struct Now(Arc<Mutex<Option<Reading>>>);

type Reading = (Instant, Vec<u8>);

impl Now {
    /// Reads one input; where that panics or takes long, the input is told.
    fn reads(&self, input: &[u8], read: impl FnOnce()) {
        let before = Instant::now();
        self.set(Some((before, input.to_vec())));
        let outcome = catch_unwind(AssertUnwindSafe(read));
        self.set(None);
        assert!(outcome.is_ok(), "this panics:\n{}", shown(input));
        let took = before.elapsed();
        assert!(took < LONGEST, "this takes {took:?}:\n{}", shown(input));
    }

    fn set(&self, input: Option<Reading>) {
        *self.0.lock().expect("no one panics while it is held") = input;
    }

    /// Ends the process where an input takes so long that it may never end.
    fn watch(&self) {
        let held = self.0.lock().expect("no one panics while it is held");
        if let Some((since, input)) = held.as_ref()
            && since.elapsed() > 2 * LONGEST
        {
            eprintln!("this does not end:\n{}", shown(input));
            exit(1);
        }
    }
}

fn shown(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    text.chars().take(2 * mutate::LONGEST).collect()
}

fn on_a_stack(body: impl FnOnce(&Now) + Send + 'static) {
    let now = Now::default();
    let seen = now.clone();
    let thread = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || body(&seen))
        .expect("a thread starts");
    while !thread.is_finished() {
        thread::sleep(Duration::from_millis(50));
        now.watch();
    }
    assert!(thread.join().is_ok(), "an input makes the reader panic");
}

/// Returns the files of a language; for YAML also what the files of SQL say, written in it.
fn seeds(syntax: Syntax) -> Vec<String> {
    match syntax {
        Syntax::Sql => texts("sql"),
        Syntax::Yaml => {
            let mut seeds = texts("yaml");
            seeds.extend(texts("sql").iter().filter_map(|text| yaml(text)));
            seeds
        }
    }
}

/// Returns the YAML of a file of SQL that can be read by itself.
fn yaml(text: &str) -> Option<String> {
    let world = World::default();
    let (state, problems) = Scripts::of_text("seed", text, Syntax::Sql).interpret(&world);
    if problems.has_errors() {
        return None;
    }
    Dump::new(state, world, &[]).ok()?.yaml().ok()
}

fn texts(ending: &str) -> Vec<String> {
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

//! What `lint` finds: each rule's own example and what mends it, the files of `tests/lint`, and nothing in the files of the project.
//!
//! A line of such a file that ends in `-- found RULE` (`# found RULE` in YAML) has such findings, and no other line has any. A server has to
//! take every file of SQL, so that no example is of a language that nobody speaks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use trueup::desired::Scripts;
use trueup::desired::files::{self, Syntax};
use trueup::kind::World;
use trueup::lint::{self, Advice, Exposure, RULES, Subject};
use trueup::scratch::{Options, Scratch};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Looks at some files, which must be readable.
fn look(scripts: &Scripts) -> Advice {
    let (state, problems) = scripts.interpret(&World::default());
    let problems = problems.finish(&scripts.files);
    let errors = problems.iter().filter(|p| !p.is_warning());
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    assert_eq!(errors, [""; 0]);
    lint::advise(&Subject {
        state: &state,
        exposure: &Exposure::default(),
        reached: None,
        user: None,
        directives: &scripts.directives,
    })
}

fn parse(text: &str, syntax: Syntax) -> Scripts {
    Scripts::of_text("file", text, syntax)
}

fn rules(advice: &Advice) -> Vec<&str> {
    advice.findings.iter().map(|f| f.rule).collect()
}

fn problems(advice: &Advice) -> Vec<String> {
    advice.problems.iter().map(ToString::to_string).collect()
}

/// The files of `tests/lint`.
fn cases() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("tests/lint")).expect("there are cases");
    let mut all: Vec<PathBuf> = folder.map(|e| e.expect("a file").path()).collect();
    all.sort();
    all
}

fn syntax(path: &Path) -> Syntax {
    match path.extension().is_some_and(|e| e == "sql") {
        true => Syntax::Sql,
        false => Syntax::Yaml,
    }
}

/// Runs statements in a database of their own that has the platform; what the server says against them comes back.
fn run(sql: &str) -> Result<(), String> {
    static SERVER: LazyLock<Scratch> = LazyLock::new(|| {
        let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
        let platform = root().join("examples/supabase/platform.sql");
        server.load("postgres", &platform).expect("the stubs load");
        server
    });
    let file = tempfile::NamedTempFile::new().map_err(|e| e.to_string())?;
    fs::write(file.path(), format!("begin;\n{sql}\n;rollback;")).map_err(|e| e.to_string())?;
    let loaded = SERVER.load("postgres", file.path());
    loaded.map_err(|e| format!("{e:?}"))
}

/// Returns the lines of a file whose tables roles of an API may use once a server has run it.
fn reached(path: &Path, text: &str) -> BTreeSet<usize> {
    let server = Scratch::start(&Options::default()).expect("a throwaway server starts");
    let platform = root().join("examples/supabase/platform.sql");
    server.load("postgres", &platform).expect("the stubs load");
    server.load("postgres", path).expect("the file loads");
    let mut client = server.connect("postgres").expect("a connection");
    let sql = "select relname::text from pg_class, unnest(array['anon', 'authenticated']) role \
               where relkind = 'r' and relnamespace = 'public'::regnamespace \
               and has_table_privilege(role, oid, 'select, insert, update, delete')";
    let rows = client.query(sql, &[]).expect("the catalog is read");
    let names: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let makes = |line: &str| {
        let mut words = names.iter().map(|n| format!("create table public.{n} ("));
        words.any(|start| line.starts_with(&start))
    };
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, l)| makes(l))
        .map(|(i, _)| i + 1)
        .collect()
}

#[test]
fn what_default_privileges_open_is_what_a_server_gives() {
    let all = cases();
    let about = |path: &&PathBuf| path.to_string_lossy().contains("default-privileges");
    let files: Vec<&PathBuf> = all.iter().filter(about).collect();
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_to_string(path).expect("the case is readable");
        let found = look(&parse(&text, Syntax::Sql)).findings;
        let line = |f: &lint::Finding| {
            let place = f.place.as_ref().expect("a finding in a file");
            text[..place.bytes.start].matches('\n').count() + 1
        };
        let lines: BTreeSet<usize> = found.iter().map(line).collect();
        assert_eq!(lines, reached(path, &text), "{}", path.display());
    }
}

#[test]
fn each_rule_finds_its_example_and_nothing_once_that_is_mended() {
    for rule in RULES {
        let found = look(&parse(rule.found, Syntax::Sql));
        assert_eq!(rules(&found), [rule.name]);
        let mended = look(&parse(rule.mended, Syntax::Sql));
        assert_eq!(rules(&mended), [""; 0], "{}", rule.name);
        for text in [rule.found, rule.mended] {
            run(text).unwrap_or_else(|e| panic!("{}: {e}", rule.name));
        }
    }
}

#[test]
fn what_a_finding_says_to_write_mends_it() {
    for path in cases().iter().filter(|p| syntax(p) == Syntax::Sql) {
        let text = fs::read_to_string(path).expect("a case can be read");
        let found = look(&parse(&text, Syntax::Sql));
        let said = found.findings.iter().filter_map(|f| f.write.as_deref());
        let said: Vec<&str> = said.filter(|sql| !sql.contains('…')).collect();
        let mended = format!("{text}\n{}", said.join("\n"));
        let left = look(&parse(&mended, Syntax::Sql));
        for finding in left.findings.iter().filter(|f| f.write.is_some()) {
            let same =
                |f: &&trueup::lint::Finding| (f.rule, &f.about) == (finding.rule, &finding.about);
            let before = found.findings.iter().find(same);
            let open = before.is_none_or(|f| f.write.as_ref().is_none_or(|w| w.contains('…')));
            assert!(open, "{}: {}", path.display(), finding.says);
        }
        run(&mended).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
}

#[test]
fn the_marked_lines_have_findings_and_no_other() {
    for path in cases() {
        let text = fs::read_to_string(&path).expect("a case can be read");
        let scripts = parse(&text, syntax(&path));
        let advice = look(&scripts);
        assert_eq!(problems(&advice), [""; 0], "{}", path.display());
        let line = |f: &lint::Finding| {
            let place = f.place.as_ref().expect("a file is behind each finding");
            (
                scripts.files.line(place.file, place.bytes.start),
                f.rule.to_string(),
            )
        };
        let found: BTreeSet<_> = advice.findings.iter().map(line).collect();
        let marked: BTreeSet<_> = text
            .lines()
            .enumerate()
            .flat_map(|(n, line)| marks(line).map(move |rule| (n + 1, rule)))
            .collect();
        assert_eq!(found, marked, "{}", path.display());
    }
}

/// Returns the rules behind `found` at the end of a line.
fn marks(line: &str) -> impl Iterator<Item = String> {
    let behind = line.split_once("-- found ").or(line.split_once("# found "));
    let rules = behind.map_or("", |(_, rules)| rules);
    rules
        .split(' ')
        .filter(|r| !r.is_empty())
        .map(str::to_string)
}

#[test]
fn every_rule_has_a_case_with_findings_and_definitions_without() {
    for rule in RULES {
        let text = fs::read_to_string(root().join(format!("tests/lint/{}.sql", rule.name)));
        let text = text.unwrap_or_else(|_| panic!("tests/lint/{}.sql is missing", rule.name));
        let found = text
            .lines()
            .flat_map(marks)
            .filter(|r| r == rule.name)
            .count();
        let comment = |line: &&str| line.is_empty() || line.starts_with("--");
        let all = text.lines().filter(|line| !comment(line)).count();
        assert!(found > 0 && all > found, "{}: {found} of {all}", rule.name);
    }
}

#[test]
fn nothing_is_found_in_the_files_of_the_project() {
    for name in [
        "schema/stripe.yaml",
        "schema/stripe.sql",
        "examples/supabase/schema",
        "examples/migrations/migrations",
        "examples/review/after.yaml",
    ] {
        let (files, syntaxes) = files::read(&[root().join(name)]).expect("the files can be read");
        let advice = look(&Scripts::parse(files, &syntaxes));
        let says: Vec<&String> = advice.findings.iter().map(|f| &f.says).collect();
        assert_eq!((says, problems(&advice)), (vec![], vec![]), "{name}");
    }
}

#[test]
fn a_silence_must_name_a_rule_and_silence_something() {
    let silent = |rule: &str| {
        let sql = format!("-- trueup: ignore {rule}: because\ncreate table t (id int primary key)");
        problems(&look(&parse(&sql, Syntax::Sql)))
    };
    assert_eq!(
        silent("row-security-of"),
        ["there is no rule `row-security-of`"]
    );
    assert_eq!(
        silent("row-security-off"),
        ["`ignore row-security-off` silences nothing"]
    );
}

#[test]
fn the_examples_of_silences_in_the_manual_silence_something() {
    let page = include_str!("../docs/rules.md");
    for (fence, syntax, silenced) in [("```sql\n", Syntax::Sql, 2), ("```yaml\n", Syntax::Yaml, 1)]
    {
        let (_, behind) = page.split_once(fence).expect("there is an example");
        let (example, _) = behind.split_once("```").expect("it ends");
        let advice = look(&parse(example, syntax));
        assert_eq!((rules(&advice), problems(&advice)), (vec![], vec![]));
        assert_eq!(advice.silenced, silenced);
    }
}

#[test]
fn a_declared_api_shows_what_no_file_revokes() {
    let scripts = parse(
        "create schema api; create table api.t (id int); create table public.t (id int); create table api.u (id int); revoke all on api.u from web;",
        Syntax::Sql,
    );
    let (state, _) = scripts.interpret(&World::default());
    let advice = lint::advise(&Subject {
        state: &state,
        exposure: &Exposure {
            schemas: vec!["api".into()],
            roles: vec!["web".into()],
            declared: true,
        },
        reached: None,
        user: None,
        directives: &[],
    });
    let about: Vec<String> = advice
        .findings
        .iter()
        .map(|f| f.about.to_string())
        .collect();
    assert_eq!(about, ["table:api.t"]);
}

#[test]
fn no_message_repeats_a_secret() {
    let text =
        fs::read_to_string(root().join("tests/lint/secret-in-default.sql")).expect("the case");
    for finding in look(&parse(&text, Syntax::Sql)).findings {
        let said = format!("{finding:?}");
        for secret in ["4eC39H", "letmein", "MfKQ9", "hunter2", "changeme", "q7Xv2"] {
            assert!(!said.contains(secret), "{said}");
        }
    }
}

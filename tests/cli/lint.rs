//! `trueup lint`: what it prints in each form, its exit statuses, and the words about silences.

use super::bench::Bench;

const CUSTOMERS: &str = "create table public.customers (
  id bigint generated always as identity primary key,
  user_id uuid not null unique references auth.users (id),
  stripe_customer_id text not null
);

-- trueup: ignore foreign-key-without-index: few rows, written by hand
create table public.plans (
  id text primary key,
  successor text references public.plans (id)
);
alter table public.plans enable row level security;
create policy \"Everyone reads plans\" on public.plans for select using (true);
";

const NOTES: &str = "tables:
  notes:
    columns:
      id: bigint primary key
      webhook_secret: text default 'correct horse'
    row_security: true
    grants: {authenticated: select}
";

fn bench() -> Bench {
    let bench = Bench::new("");
    bench.file("schema/customers.sql", CUSTOMERS);
    bench.file("schema/notes.yaml", NOTES);
    bench
}

#[test]
fn findings_are_told_by_file_with_what_to_write() {
    let ran = bench().run(&["lint"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn findings_for_programs_and_for_code_scanning() {
    let bench = bench();
    for format in ["json", "github", "sarif"] {
        let ran = bench.run(&["lint", "schema/customers.sql", "--format", format]);
        assert_eq!(ran.status, 1);
        let shown = match format {
            // The pages of the rules are docs/rules.md already.
            "sarif" => without_rules(&ran.stdout),
            _ => ran.whole(),
        };
        insta::assert_snapshot!(format, shown);
    }
}

fn without_rules(log: &str) -> String {
    let mut log: serde_json::Value = serde_json::from_str(log).expect("it is JSON");
    let driver = &mut log["runs"][0]["tool"]["driver"];
    let rules = driver["rules"].as_array().map_or(0, Vec::len);
    driver["rules"] = format!("{rules} rules").into();
    driver["version"] = "".into();
    format!("{log:#}\n")
}

#[test]
fn where_nothing_is_found_it_says_what_was_looked_at() {
    let bench = Bench::new("");
    bench.file("a.sql", "create table a (id int primary key);");
    let ran = bench.run(&["lint", "a.sql"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_silence_without_a_reason_or_of_no_rule_is_trouble_and_an_idle_one_is_told() {
    let bench = Bench::new("");
    let mut said = String::new();
    for (line, status) in [
        ("-- trueup: ignore row-security-off", 2),
        ("-- trueup: ignore row-security-of: it is meant so", 2),
        ("-- trueup: ignore row-security-off: it is meant so", 0),
        ("-- trueup: ignre row-security-off: it is meant so", 2),
    ] {
        bench.file(
            "a.sql",
            &format!("{line}\ncreate table a (id int primary key);\n"),
        );
        let ran = bench.run(&["lint", "a.sql"]);
        assert_eq!(ran.status, status, "{}", ran.whole());
        said.push_str(&ran.whole());
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_silence_in_yaml_has_the_same_rules() {
    let bench = Bench::new("");
    let mut said = String::new();
    for (ignore, status) in [
        ("{row-security-of: it is meant so}", 2),
        ("{row-security-off: ''}", 2),
        ("{row-security-off: it is meant so}", 0),
        ("row-security-off", 2),
    ] {
        let yaml =
            format!("tables:\n  a:\n    columns: {{id: int primary key}}\n    ignore: {ignore}\n");
        bench.file("a.yaml", &yaml);
        let ran = bench.run(&["lint", "a.yaml"]);
        assert_eq!(ran.status, status, "{}", ran.whole());
        said.push_str(&ran.whole());
    }
    insta::assert_snapshot!(said);
}

#[test]
fn the_configuration_says_what_is_read_and_what_an_api_shows() {
    let bench = Bench::new("");
    bench.file("tables/a.sql", "create schema api; create table api.t (id int primary key); create table t (id int primary key);");
    bench.file("trueup.yaml", "desired: tables\n");
    assert_eq!(bench.run(&["lint"]).status, 0);
    bench.file(
        "trueup.yaml",
        "desired: tables\napi:\n  schemas: [api]\n  roles: [web_anon]\n",
    );
    let ran = bench.run(&["lint"]);
    let shown = "table api.t is shown by an API and has no row security";
    assert!(
        ran.status == 1 && ran.stdout.contains(shown),
        "{}",
        ran.whole()
    );
    assert!(ran.stdout.contains("\n1 finding."), "{}", ran.whole());
}

#[test]
fn a_rule_is_explained_and_a_misspelt_one_is_guessed() {
    let bench = Bench::new("");
    let page = bench.run(&["lint", "--explain", "foreign-key-without-index"]);
    let rules = bench.run(&["lint", "--rules"]);
    let guessed = bench.run(&["lint", "--explain", "foreign-key-with-index"]);
    assert_eq!((page.status, rules.status, guessed.status), (0, 0, 2));
    insta::assert_snapshot!([page.whole(), rules.whole(), guessed.whole()].join("\n"));
}

#[test]
fn files_that_cannot_be_read_are_trouble() {
    let bench = Bench::new("");
    bench.file("a.sql", "create tabel a (id int);");
    let ran = bench.run(&["lint", "a.sql"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.whole().contains("--scratch"), "{}", ran.whole());
    assert_eq!(bench.run(&["lint"]).status, 2);
}

//! `trueup dump`.

use super::bench::Bench;

const LIVE: &str = "create type mood as enum ('sad', 'happy');
    create table people (id bigint generated always as identity primary key, name text not null, mood mood default 'happy');
    comment on table people is 'Everybody';
    create index people_by_name on people (lower(name));
    create table pets (id bigint primary key, owner_id bigint references people on delete cascade);";

#[test]
fn a_dump_is_in_step_with_what_it_was_taken_from() {
    let bench = Bench::new(LIVE);
    for format in ["sql", "yaml"] {
        let dump = bench.run(&["dump", "--format", format]);
        assert_eq!((dump.status, dump.stderr.as_str()), (0, ""));
        let file = format!("dump.{format}");
        bench.file(&file, &dump.stdout);
        let ran = bench.run(&["check", "--prune", "--schema", "*", &file]);
        assert_eq!(ran.status, 0, "{}\n{}", ran.whole(), dump.stdout);
    }
}

#[test]
fn a_dump_reads_well_in_both_languages() {
    let bench = Bench::new(LIVE);
    insta::assert_snapshot!("a_dump_in_sql", bench.run(&["dump"]).whole());
    insta::assert_snapshot!(
        "a_dump_in_yaml",
        bench.run(&["dump", "--format", "yaml"]).whole()
    );
}

#[test]
fn a_dump_of_one_object_has_its_parts_and_no_other() {
    let bench = Bench::new(LIVE);
    let ran = bench.run(&["dump", "people"]);
    assert!(
        ran.stdout.contains("people_by_name") && !ran.stdout.contains("pets"),
        "{}",
        ran.stdout
    );
    insta::assert_snapshot!(bench.run(&["dump", "poeple"]).whole());
}

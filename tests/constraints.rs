//! How constraints and indexes are read from files: names as the server chooses them, and errors with their cause.
//!
//! What they become on a server is for the case folders.

use trueup::desired::Scripts;
use trueup::desired::files::Syntax;
use trueup::diagnostic::Problems;
use trueup::kind::World;
use trueup::kind::world::Outside;
use trueup::kinds;
use trueup::model::{Id, State};

fn read_in(world: &World, sql: &str) -> (State, Problems) {
    Scripts::of_text("desired.sql", sql, Syntax::Sql).interpret(world)
}

/// Returns the constraints and indexes with what they say, sorted by address.
fn read(sql: &str) -> Vec<String> {
    let (state, problems) = read_in(&World::default(), sql);
    let told: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
    assert!(told.is_empty(), "{told:?}");
    let others = ["schema", "table", "column", "domain"];
    let facts = state
        .sorted()
        .into_iter()
        .filter(|f| !others.contains(&f.id.kind()));
    facts
        .map(|f| format!("{} {}", f.id, kinds::kind(f.id.kind()).describe(f)))
        .collect()
}

fn trouble_in(world: &World, sql: &str) -> Vec<String> {
    let problems = read_in(world, sql).1;
    assert!(
        problems.iter().all(|p| p.place().is_some()),
        "a problem has no place"
    );
    problems
        .iter()
        .map(|p| format!("{}: {p}", p.code_name()))
        .collect()
}

fn trouble(sql: &str) -> Vec<String> {
    trouble_in(&World::default(), sql)
}

fn names(sql: &str) -> Vec<String> {
    read(sql)
        .iter()
        .map(|line| line.split(' ').next().unwrap_or_default().to_string())
        .collect()
}

#[test]
fn within_a_table_checks_are_named_first_then_keys_then_foreign_keys() {
    let sql = "create table t (a int unique, constraint t_a_key check (a < 9), constraint t_a_fkey check (a < 8),
        foreign key (a) references t (a))";
    assert_eq!(
        names(sql),
        [
            "check:public.t.t_a_fkey",
            "check:public.t.t_a_key",
            "foreign-key:public.t.t_a_fkey1",
            "unique:public.t.t_a_key1"
        ]
    );
}

#[test]
fn a_check_of_one_column_is_named_after_it_and_any_other_after_the_table() {
    let sql = "create table t (a int check (a > 0 and a < 9), b int check (b < a), c int check (c > 0) check (c > 1),
        check (1 > 0), check (lower('a') = 'a'))";
    assert_eq!(
        names(sql),
        [
            "check:public.t.t_a_check",
            "check:public.t.t_c_check",
            "check:public.t.t_c_check1",
            "check:public.t.t_check",
            "check:public.t.t_check1",
            "check:public.t.t_check2"
        ]
    );
}

#[test]
fn a_name_that_another_table_has_is_not_chosen_again() {
    let sql = "create table a (b_c int check (b_c > 0)); create table a_b (c int check (c > 0));
        create table x (b_c int unique); create table x_b (c int unique);";
    assert_eq!(
        names(sql),
        [
            "check:public.a.a_b_c_check",
            "check:public.a_b.a_b_c_check1",
            "unique:public.x.x_b_c_key",
            "unique:public.x_b.x_b_c_key1"
        ]
    );
}

#[test]
fn a_key_that_one_statement_gives_twice_is_one() {
    assert_eq!(
        names("create table t (a int primary key unique, unique (a))"),
        ["primary-key:public.t.t_pkey"]
    );
    assert_eq!(
        names("create table t (a int unique, constraint u unique (a))"),
        ["unique:public.t.u"]
    );
    let later = "create table t (a int unique); alter table t add unique (a);";
    assert_eq!(
        names(later),
        ["unique:public.t.t_a_key", "unique:public.t.t_a_key1"]
    );
}

#[test]
fn an_index_is_named_after_its_keys_and_included_columns() {
    let sql = "create table t (a int, b text); create index on t (a, lower(b), (a + 1), (a + 2)) include (b);
        create index on t (a); create index on t (a); create unique index on t ((b collate \"C\"));";
    assert_eq!(
        names(sql),
        [
            "index:public.t_a_idx",
            "index:public.t_a_idx1",
            "index:public.t_a_lower_expr_expr1_b_idx",
            "index:public.t_b_idx"
        ]
    );
}

#[test]
fn what_an_index_has_anyway_is_left_out() {
    let sql = "create table t (a text, b text collate \"C\");
        create index i on t using btree (a collate \"default\" text_ops asc nulls last, (b collate \"C\"));
        create index j on t (a varchar_ops desc nulls first, b collate \"default\" nulls first);";
    assert_eq!(
        read(sql),
        [
            "index:public.i index (a, b)",
            "index:public.j index (a varchar_ops desc, b collate \"default\" nulls first)"
        ]
    );
}

#[test]
fn a_foreign_key_finds_the_primary_key_of_a_table_that_comes_later() {
    let sql = "create table a (x int references b on delete set null); create table b (id bigint primary key);";
    assert_eq!(
        read(sql),
        [
            "foreign-key:public.a.a_x_fkey foreign key (x) references public.b (id) on delete set null",
            "primary-key:public.b.b_pkey primary key (id)"
        ]
    );
}

#[test]
fn a_foreign_key_finds_the_primary_key_of_a_table_outside_of_the_files() {
    let users = Outside {
        id: Some(Id::new("table", &["auth", "users"])),
        columns: vec![
            ("id".into(), "uuid".into()),
            ("email".into(), "text".into()),
        ],
        primary_key: vec!["id".into()],
        keys: vec![vec!["id".into()]],
    };
    let mut world = World {
        known: true,
        ..World::default()
    };
    world.relations.insert("auth.users".into(), users);
    let (state, problems) = read_in(&world, "create table a (x uuid references auth.users)");
    assert!(problems.is_empty());
    let key = state
        .get(&Id::new("foreign-key", &["public", "a", "a_x_fkey"]))
        .expect("the key is read");
    assert_eq!(
        kinds::kind("foreign-key").describe(key),
        "foreign key (x) references auth.users (id)"
    );
    assert_eq!(
        trouble_in(&world, "create table a (x int references auth.users)"),
        ["key-mismatch: column x is integer, but id of auth.users, which it refers to, is uuid"]
    );
    assert_eq!(
        trouble_in(
            &world,
            "create table a (x text references auth.users (email))"
        ),
        ["no-unique-key: (email) of auth.users is not unique, so no foreign key can refer to it"]
    );
}

#[test]
fn a_foreign_key_must_fit_the_key_that_it_refers_to() {
    let with = |key: &str| {
        let sql = format!(
            "create table p (a int, b int, c text, primary key (a, b), unique (c) deferrable); create table f (x int, y int, z text, {key})"
        );
        trouble(&sql)
    };
    assert_eq!(
        with("foreign key (y, x) references p (b, a)"),
        Vec::<String>::new()
    );
    assert_eq!(
        with("foreign key (x) references p"),
        ["key-mismatch: the foreign key has (x) but refers to (a, b) of public.p"]
    );
    assert_eq!(
        with("foreign key (x) references p (a)"),
        ["no-unique-key: (a) of public.p is not unique, so no foreign key can refer to it"]
    );
    assert_eq!(
        with("foreign key (x) references p (d)"),
        ["unknown-column: table public.p has no column d"]
    );
    assert_eq!(
        with("foreign key (z) references p (c)"),
        ["no-unique-key: the key (c) of public.p is deferrable, so no foreign key can refer to it"]
    );
    assert_eq!(
        trouble(
            "create table p (a numeric primary key); create table f (a int references p, b float references p)"
        ),
        [
            "key-mismatch: column b is double precision, but a of public.p, which it refers to, is numeric"
        ]
    );
    assert_eq!(
        trouble("create table p (a int); create table f (a int references p)"),
        ["no-primary-key: table public.p has no primary key for the foreign key to refer to"]
    );
}

#[test]
fn a_unique_index_is_a_key_unless_it_is_partial() {
    let with = |index: &str| {
        trouble(&format!(
            "create table p (a int); create unique index on p {index}; create table f (a int references p (a))"
        ))
    };
    assert!(with("(a)").is_empty());
    assert_eq!(with("(a) where a > 0").len(), 1);
}

#[test]
fn two_primary_keys_are_refused() {
    assert_eq!(
        trouble("create table t (a int primary key, b int, primary key (b))"),
        ["two-primary-keys: table public.t has two primary keys"]
    );
}

#[test]
fn the_columns_of_a_primary_key_take_no_nulls() {
    let (state, _) = read_in(
        &World::default(),
        "create table t (a int, b int, primary key (a))",
    );
    let column = |name: &str| {
        let fact = state
            .get(&Id::new("column", &["public", "t", name]))
            .expect("the column is read");
        kinds::kind("column").describe(fact)
    };
    assert_eq!(
        (column("a").as_str(), column("b").as_str()),
        ("integer not null", "integer")
    );
}

#[test]
fn a_column_that_is_not_there_is_an_error_wherever_it_is_named() {
    let unknown = ["unknown-column: table public.t has no column colum"];
    for part in [
        "unique (colum)",
        "primary key (colum)",
        "unique (colunm) include (colum)",
        "foreign key (colum) references t",
        "exclude (colum with =)",
    ] {
        assert_eq!(
            trouble(&format!("create table t (colunm int, {part})")),
            unknown,
            "{part}"
        );
    }
    for index in ["(colum)", "(colunm) include (colum)"] {
        assert_eq!(
            trouble(&format!(
                "create table t (colunm int); create index on t {index}"
            )),
            unknown,
            "{index}"
        );
    }
}

#[test]
fn an_attribute_that_a_constraint_cannot_have_is_an_error() {
    for (part, message) in [
        (
            "unique (a) not valid",
            "syntax: a unique constraint cannot be NOT VALID",
        ),
        (
            "check (a > 0) deferrable",
            "syntax: a check constraint cannot be DEFERRABLE",
        ),
        (
            "primary key (a) no inherit",
            "syntax: a primary key cannot be NO INHERIT",
        ),
        (
            "unique (a) not deferrable initially deferred",
            "syntax: a constraint that is INITIALLY DEFERRED must be DEFERRABLE",
        ),
    ] {
        assert_eq!(
            trouble(&format!("create table t (a int, {part})")),
            [message],
            "{part}"
        );
    }
}

#[test]
fn not_valid_means_something_only_where_rows_may_exist() {
    let new = "create table t (a int, check (a > 0) not valid)";
    assert_eq!(read(new), ["check:public.t.t_a_check check (a > 0)"]);
    let later = "create table t (a int); alter table t add check (a > 0) not valid;";
    assert_eq!(
        read(later),
        ["check:public.t.t_a_check check (a > 0) not valid"]
    );
    assert_eq!(
        read(&format!(
            "{later} alter table t validate constraint t_a_check"
        )),
        read(new)
    );
}

#[test]
fn a_constraint_takes_over_an_index_and_gives_it_its_name() {
    let table = "create table t (a int, b int); create unique index i on t (a) include (b);";
    assert_eq!(
        read(&format!(
            "{table} alter table t add constraint u unique using index i deferrable;"
        )),
        ["unique:public.t.u unique (a) include (b) deferrable"]
    );
    assert_eq!(
        trouble(
            "create table t (a int); create index i on t (a); alter table t add unique using index i;"
        ),
        ["unfit-index: index i cannot become that of the constraint"]
    );
}

#[test]
fn constraints_are_dropped_renamed_and_altered_by_alter_table() {
    let table =
        "create table t (a int primary key, b int references t, constraint c check (a > 0));";
    let key = "foreign-key:public.t.t_b_fkey foreign key (b) references public.t (a)";
    let primary = "primary-key:public.t.t_pkey primary key (a)";
    assert_eq!(
        read(&format!("{table} alter table t drop constraint c")),
        [key, primary]
    );
    assert_eq!(
        read(&format!("{table} alter table t rename constraint c to d"))[0],
        "check:public.t.d check (a > 0)"
    );
    assert_eq!(
        read(&format!(
            "{table} alter table t alter constraint t_b_fkey deferrable initially deferred"
        ))[1],
        format!("{key} deferrable initially deferred")
    );
    assert_eq!(
        trouble(&format!("{table} alter table t drop constraint t_pkey")),
        [
            "in-use: primary key public.t.t_pkey cannot be dropped: foreign key public.t.t_b_fkey uses it"
        ]
    );
    assert_eq!(
        trouble(&format!("{table} alter table t drop constraint t_b_fkeey")),
        ["unknown-constraint: table public.t has no constraint t_b_fkeey"]
    );
}

#[test]
fn a_renamed_column_is_followed_into_keys_and_indexes() {
    let sql = "create table t (a int primary key, b int unique references t (a)); create index i on t (b, (a + b)) where a > 0;
        alter table t rename a to x; alter table t rename b to y;";
    assert_eq!(
        read(sql),
        [
            "foreign-key:public.t.t_b_fkey foreign key (y) references public.t (x)",
            "index:public.i index (y, (x + y)) where x > 0",
            "primary-key:public.t.t_pkey primary key (x)",
            "unique:public.t.t_b_key unique (y)"
        ]
    );
}

#[test]
fn an_index_has_no_name_that_a_constraint_took() {
    let sql = "create table t (a int unique); create index t_a_key on t (a);";
    assert_eq!(
        trouble(sql),
        ["defined-twice: the name public.t_a_key is taken"]
    );
    let lenient = "create table t (a int unique); create index if not exists t_a_key on t (a);";
    assert_eq!(names(lenient), ["unique:public.t.t_a_key"]);
}

#[test]
fn alter_index_changes_storage_parameters_also_of_a_constraint() {
    let sql = "create table t (a int unique, b int); create index i on t ((a + b)) with (fillfactor = 70, fastupdate);
        alter index i set (fillfactor = 80); alter index i reset (fastupdate); alter index i alter 1 set statistics 50;
        alter index t_a_key set (fillfactor = 90);";
    assert_eq!(
        read(sql),
        [
            "index:public.i index ((a + b)) with (fillfactor=80)",
            "unique:public.t.t_a_key unique (a) with (fillfactor=90)"
        ]
    );
}

#[test]
fn names_that_the_server_chose_follow_a_declared_rename() {
    let sql = "-- trueup: renamed from a
        create table b (id int primary key,
        -- trueup: renamed from x
        y int unique references b check (y > 0), z int check (z > y)); create index on b (y, lower(z::text)); create index i on b (y);";
    let (state, _) = read_in(&World::default(), sql);
    let mut renamed: Vec<String> = state
        .renamed
        .iter()
        .map(|(new, old)| format!("{old} → {new}"))
        .collect();
    renamed.sort();
    assert_eq!(
        renamed,
        [
            "check:public.b.a_check → check:public.b.b_check",
            "check:public.b.a_x_check → check:public.b.b_y_check",
            "column:public.b.x → column:public.b.y",
            "foreign-key:public.b.a_x_fkey → foreign-key:public.b.b_y_fkey",
            "index:public.a_x_lower_idx → index:public.b_y_lower_idx",
            "primary-key:public.b.a_pkey → primary-key:public.b.b_pkey",
            "table:public.a → table:public.b",
            "unique:public.b.a_x_key → unique:public.b.b_y_key",
        ]
    );
}

#[test]
fn a_table_is_clustered_by_one_index_at_most() {
    let table = "create table t (a int unique, b int); create index i on t (b);";
    let marked = |statement: &str| {
        let (state, problems) = read_in(&World::default(), &format!("{table} {statement}"));
        assert!(problems.is_empty());
        let index = state.body::<kinds::index::Index>(&Id::new("index", &["public", "i"]));
        let key = state
            .body::<kinds::constraint::key::Key>(&Id::new("unique", &["public", "t", "t_a_key"]));
        (
            index.is_some_and(|i| i.marks.clustered),
            key.is_some_and(|k| k.marks.clustered),
        )
    };
    let on = "alter table t cluster on i;";
    assert_eq!(marked(on), (true, false));
    assert_eq!(
        marked(&format!("{on} alter table t cluster on t_a_key;")),
        (false, true)
    );
    assert_eq!(
        marked(&format!("{on} alter table t set without cluster;")),
        (false, false)
    );
    assert_eq!(
        trouble(&format!("{table} alter table t cluster on ii;")),
        ["unknown-index: table public.t has no index ii"]
    );
}

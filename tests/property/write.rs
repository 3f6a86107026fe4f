//! The SQL of a random schema: what the numbers mean.
//!
//! What does not fit (a key over columns that are not there, a check that its type has no operator for) is left out.

use std::fmt::Write;

use super::model::{Choice, Column, Model, Table, View};
use super::sorts::{ENUM, SORTS, Sort};

/// The schemas beside `public`.
const SCHEMAS: [&str; 2] = ["app", "\"My Schema\""];
pub const ENUMS: [&str; 2] = ["mood", "app.\"Order State\""];
const LABELS: [&str; 5] = ["new", "in work", "it''s", "Done", "x"];
pub const DOMAINS: [&str; 2] = ["app.amount", "\"E-mail\""];
pub const SEQUENCES: [&str; 2] = ["numbers", "\"My Schema\".\"Ticket No\""];
const FUNCTIONS: [&str; 3] = ["app.twice", "\"Greeting\"", "on_change"];
pub const TABLES: [&str; 4] = [
    "users",
    "app.\"Order Items\"",
    "\"select\"",
    "\"My Schema\".t",
];
pub const COLUMNS: [&str; 5] = ["id", "\"Größe\"", "\"order\"", "note", "\"a \"\"b\"\" c\""];
pub const VIEWS: [&str; 3] = ["active", "app.\"Totals\"", "\"My Schema\".v"];
const COMMENTS: [&str; 3] = ["what it is", "it''s\nlong", "ü \\ \"x\""];
/// The roles, which the server has.
pub const ROLES: [&str; 2] = ["prop_reader", "\"Prop Writer\""];

pub fn pick<'a, T: ?Sized>(list: &[&'a T], choice: Choice) -> &'a T {
    list[usize::from(choice) % list.len()]
}

/// Returns an item for half of the choices.
pub fn maybe<'a>(list: &[&'a str], choice: Choice) -> Option<&'a str> {
    let chosen = usize::from(choice / 2) % list.len().max(1);
    list.get(chosen).copied().filter(|_| choice % 2 == 1)
}

/// Returns the statements that make one schema.
pub fn statements(model: &Model) -> Vec<String> {
    let mut writer = Writer {
        model,
        out: Vec::new(),
    };
    for schema in SCHEMAS {
        writer.line(format!("create schema {schema}"));
    }
    writer.types();
    writer.own_types();
    writer.sequences();
    writer.functions();
    writer.own_functions();
    for at in 0..TABLES.len() {
        writer.table(at);
    }
    for at in 0..TABLES.len() {
        writer.foreign_keys(at);
    }
    for at in 0..VIEWS.len() {
        writer.view(at);
    }
    writer.wide();
    writer.out
}

pub struct Writer<'m> {
    pub model: &'m Model,
    out: Vec<String>,
}

/// What a column is, when all is known of it.
struct Typed<'m> {
    name: &'static str,
    column: &'m Column,
    sort: String,
    /// The built-in type with its values; none for a type of the schema's own.
    of: Option<&'static Sort>,
}

impl<'m> Writer<'m> {
    pub fn line(&mut self, statement: String) {
        self.out.push(statement);
    }

    pub fn comment(&mut self, noun: &str, choice: Choice) {
        if choice < 64 {
            let text = pick(&COMMENTS, choice);
            self.line(format!("comment on {noun} is '{text}'"));
        }
    }

    fn types(&mut self) {
        for (name, one) in ENUMS.iter().zip(&self.model.enums) {
            if let Some(one) = one {
                // The first is always there.
                let has = |(at, _): &(usize, &&str)| *at == 0 || one.labels >> at & 1 == 1;
                let labels = LABELS.iter().enumerate().filter(has);
                let mut labels: Vec<String> = labels.map(|(_, l)| format!("'{l}'")).collect();
                if one.labels > 200 {
                    labels.reverse();
                }
                self.line(format!(
                    "create type {name} as enum ({})",
                    labels.join(", ")
                ));
                self.comment(&format!("type {name}"), one.comment);
            }
        }
        for (name, one) in DOMAINS.iter().zip(&self.model.domains) {
            if let Some(one) = one {
                let sort = &SORTS[usize::from(one.base) % 8];
                let mut sql = format!("create domain {name} as {}", sort.name);
                if let Some(default) = maybe(sort.values, one.default) {
                    let _ = write!(sql, " default {default}");
                }
                if one.not_null {
                    sql.push_str(" not null");
                }
                if let Some(check) = maybe(sort.conditions, one.check) {
                    let _ = write!(
                        sql,
                        " constraint ok check ({})",
                        check.replace('#', "value")
                    );
                }
                self.line(sql);
            }
        }
    }

    fn sequences(&mut self) {
        for (name, one) in SEQUENCES.iter().zip(&self.model.sequences) {
            if let Some(one) = one {
                let sort = pick(&["bigint", "integer", "smallint"], one.sort);
                let step = pick(&["1", "2", "-1"], one.step);
                let start = match step {
                    "-1" => "",
                    _ => pick(
                        &["", " start 10", " minvalue 5 maxvalue 1000 cache 3"],
                        one.start,
                    ),
                };
                let cycle = if one.cycle { " cycle" } else { "" };
                self.line(format!(
                    "create sequence {name} as {sort} increment {step}{start}{cycle}"
                ));
            }
        }
    }

    fn functions(&mut self) {
        let bodies: [&[&str]; 3] = [
            &["select n * 2", "select n + n", "select $1 * 2 -- twice\n"],
            &[
                "begin return 'Hello ' || name; end",
                "declare x text := name; begin\n  return upper(x);\nend",
            ],
            &["begin return new; end", "begin new := new; return new; end"],
        ];
        let heads = [
            "(n integer) returns integer language sql",
            "(name text default 'you', loud boolean default false) returns text language plpgsql",
            "() returns trigger language plpgsql",
        ];
        let names = [
            "app.twice(integer)",
            "\"Greeting\"(text, boolean)",
            "on_change()",
        ];
        for at in 0..FUNCTIONS.len() {
            let Some(Some(one)) = self.model.functions.get(at) else {
                continue;
            };
            let volatility = pick(&["", " stable", " immutable"], one.volatility);
            let options = pick(
                &[
                    "",
                    " strict",
                    " security definer",
                    " cost 7",
                    " set search_path to app, public",
                ],
                one.options,
            );
            let body = pick(bodies[at], one.body);
            self.line(format!(
                "create function {}{}{volatility}{options} as $body$ {body} $body$",
                FUNCTIONS[at], heads[at]
            ));
            if one.revoked {
                self.line(format!("revoke all on function {} from public", names[at]));
            }
            self.comment(&format!("function {}", names[at]), one.comment);
        }
    }

    /// Returns the columns of a table that are there, with their types.
    fn columns(&self, table: &'m Table) -> Vec<Typed<'m>> {
        let present = COLUMNS.iter().zip(&table.columns).enumerate();
        let typed = present.filter_map(|(at, (name, column))| {
            let column = column.as_ref()?;
            let choice = usize::from(column.sort) % (SORTS.len() + 4);
            // The first column is what foreign keys refer to and are made of.
            let own = match choice.checked_sub(SORTS.len()).filter(|_| at > 0) {
                Some(n @ (0 | 1)) => self
                    .model
                    .enums
                    .get(n)
                    .and_then(Option::as_ref)
                    .map(|_| ENUMS[n]),
                Some(n) => self
                    .model
                    .domains
                    .get(n - 2)
                    .and_then(Option::as_ref)
                    .map(|_| DOMAINS[n - 2]),
                None => None,
            };
            let of = match own {
                None => Some(&SORTS[if at == 0 { 0 } else { choice % SORTS.len() }]),
                Some(name) => Some(&ENUM).filter(|_| ENUMS.contains(&name)),
            };
            let sort = own.unwrap_or_else(|| of.map_or("", |s| s.name));
            Some(Typed {
                name,
                column,
                sort: sort.to_string(),
                of,
            })
        });
        typed.collect()
    }

    fn table(&mut self, at: usize) {
        let Some(Some(table)) = self.model.tables.get(at) else {
            return;
        };
        let name = TABLES[at];
        let columns = self.columns(table);
        let mut parts: Vec<String> = columns.iter().map(|c| self.column(c, &columns)).collect();
        for column in &columns {
            let conditions = column.of.map_or(&[][..], |s| s.conditions);
            if let Some(check) = maybe(conditions, column.column.check) {
                parts.push(format!("check ({})", check.replace('#', column.name)));
            }
        }
        if is_keyed(table) {
            parts.push("primary key (id)".into());
        }
        let unique = some(&columns, table.unique / 2);
        if table.unique % 3 == 1 && !unique.is_empty() {
            parts.push(format!("unique ({})", unique.join(", ")));
        }
        self.line(format!(
            "create table {name} (\n  {}\n)",
            parts.join(",\n  ")
        ));
        self.indexes(at, table, &columns);
        self.triggers(at, table, &columns);
        self.policies(at, table, &columns);
        self.attached(name, table, &columns);
    }

    fn column(&self, column: &Typed, all: &[Typed]) -> String {
        let mut sql = format!("{} {}", column.name, column.sort);
        let number = ["integer", "bigint", "smallint"].contains(&column.sort.as_str());
        let value = column.column.value;
        let mut not_null = column.column.not_null;
        match value % 6 {
            1 | 2 => {
                if let Some(default) = maybe(column.of.map_or(&[][..], |s| s.values), value | 1) {
                    let _ = write!(sql, " default {default}");
                }
            }
            3 if number => {
                let how = pick(
                    &[
                        "always",
                        "by default",
                        "always as identity (start 5 increment 2)",
                    ],
                    value / 6,
                );
                let identity = if how.contains('(') {
                    ""
                } else {
                    " as identity"
                };
                let _ = write!(sql, " generated {how}{identity}");
                not_null = true;
            }
            4 if number => {
                let mut sequences = SEQUENCES.iter().zip(&self.model.sequences);
                if let Some((sequence, _)) = sequences.rfind(|s| s.1.is_some()) {
                    let _ = write!(sql, " default nextval('{sequence}')");
                }
            }
            5 if column.sort == "text" => {
                let from = all.iter().find(|c| c.sort == "integer" && !is_generated(c));
                if let Some(from) = from {
                    let _ = write!(
                        sql,
                        " generated always as ('no. ' || ({}::text)) stored",
                        from.name
                    );
                }
            }
            _ => {}
        }
        if not_null {
            sql.push_str(" not null");
        }
        sql
    }

    fn foreign_keys(&mut self, at: usize) {
        let Some(Some(table)) = self.model.tables.get(at) else {
            return;
        };
        let columns = self.columns(table);
        let numbers: Vec<&Typed> = columns
            .iter()
            .filter(|c| c.sort == "integer" && !is_generated(c))
            .collect();
        for (n, key) in table.foreign_keys.iter().enumerate() {
            let Some(key) = key.as_ref().filter(|_| !numbers.is_empty()) else {
                continue;
            };
            let to = usize::from(key.table) % TABLES.len();
            let Some(Some(_)) = self
                .model
                .tables
                .get(to)
                .map(|t| t.as_ref().filter(|t| is_keyed(t)))
            else {
                continue;
            };
            let column = numbers[usize::from(key.column) % numbers.len()].name;
            let actions = pick(
                &[
                    "",
                    " on delete cascade",
                    " on update set null",
                    " on delete restrict deferrable initially deferred",
                    " match full",
                ],
                key.actions,
            );
            self.line(format!(
                "alter table {} add constraint fk_{n} foreign key ({column}) references {} (id){actions}",
                TABLES[at], TABLES[to]
            ));
        }
    }

    fn indexes(&mut self, at: usize, table: &Table, columns: &[Typed]) {
        let schema = TABLES[at]
            .rsplit_once('.')
            .map_or(String::new(), |(s, _)| format!("{s}."));
        for (n, index) in table.indexes.iter().enumerate() {
            let Some(index) = index else { continue };
            let names = some(columns, index.columns);
            let Some(first) = columns.iter().find(|c| names.first() == Some(&c.name)) else {
                continue;
            };
            let keys = match (index.form % 5, first.sort.as_str()) {
                (1, "text") => format!("lower({})", first.name),
                (2, _) => format!("{} desc", names.join(" desc, ")),
                (3, "text") => format!("{} text_pattern_ops", first.name),
                (4, "integer") => format!("({} + 1), {}", first.name, first.name),
                _ => names.join(", "),
            };
            let unique = if index.unique { "unique " } else { "" };
            let condition = maybe(first.of.map_or(&[][..], |s| s.conditions), index.condition);
            let condition = condition.filter(|c| !c.contains("extract"));
            let condition = condition.map_or(String::new(), |c| {
                format!(" where {}", c.replace('#', first.name))
            });
            let name = format!("\"index {at} {n}\"");
            self.line(format!(
                "create {unique}index {name} on {} ({keys}){condition}",
                TABLES[at]
            ));
            self.comment(&format!("index {schema}{name}"), index.comment);
        }
    }

    fn triggers(&mut self, at: usize, table: &Table, columns: &[Typed]) {
        if !matches!(self.model.functions.get(2), Some(Some(_))) {
            return;
        }
        for (n, trigger) in table.triggers.iter().enumerate() {
            let Some(trigger) = trigger else { continue };
            let column = columns.get(usize::from(trigger.column) % columns.len().max(1));
            let of = column
                .filter(|_| trigger.column % 2 == 1)
                .map_or(String::new(), |c| format!(" of {}", c.name));
            let events = [
                "before insert".to_string(),
                format!("before update{of}"),
                format!("after insert or update{of}"),
                "after delete".into(),
            ];
            let which = usize::from(trigger.events) % events.len();
            let condition = match which {
                1 => pick(
                    &[
                        "",
                        " when (new is distinct from old)",
                        " when (pg_trigger_depth() = 0)",
                    ],
                    trigger.condition,
                ),
                _ => "",
            };
            let argument = pick(&["", "'a'", "'it''s', '2'"], trigger.argument);
            self.line(format!(
                "create trigger \"Trigger {n}\" {} on {} for each row{condition} execute function on_change({argument})",
                events[which], TABLES[at]
            ));
        }
    }

    fn policies(&mut self, at: usize, table: &Table, columns: &[Typed]) {
        for (n, policy) in table.policies.iter().enumerate() {
            let (Some(policy), false) = (policy, columns.is_empty()) else {
                continue;
            };
            let column = &columns[usize::from(policy.column) % columns.len()];
            let conditions = column.of.map_or(&[][..], |s| s.conditions);
            let condition = maybe(conditions, policy.condition)
                .map_or("true".into(), |c| c.replace('#', column.name));
            let command = pick(
                &["all", "select", "insert", "update", "delete"],
                policy.command,
            );
            let role = pick(&["public", ROLES[0], ROLES[1]], policy.role);
            let restrictive = if policy.restrictive {
                " as restrictive"
            } else {
                ""
            };
            let clauses = match command {
                "insert" => format!("with check ({condition})"),
                "update" => format!("using ({condition}) with check (true)"),
                _ => format!("using ({condition})"),
            };
            self.line(format!(
                "create policy \"policy {n}\" on {}{restrictive} for {command} to {role} {clauses}",
                TABLES[at]
            ));
        }
    }

    /// Writes what hangs on a table: row security, privileges, comments.
    fn attached(&mut self, name: &str, table: &Table, columns: &[Typed]) {
        match table.row_security % 4 {
            1 => self.line(format!("alter table {name} enable row level security")),
            2 => self.line(format!(
                "alter table {name} enable row level security, force row level security"
            )),
            _ => {}
        }
        for grant in &table.grants {
            let role = pick(&ROLES, *grant);
            let privilege = match (grant / 2 % 5, columns.first()) {
                (0, _) => "select".to_string(),
                (1, _) => "insert, update".into(),
                (2, Some(column)) => format!("select ({})", column.name),
                (3, Some(column)) => format!("update ({})", column.name),
                _ => "all".into(),
            };
            let option = if grant % 11 == 5 {
                " with grant option"
            } else {
                ""
            };
            self.line(format!(
                "grant {privilege} on table {name} to {role}{option}"
            ));
        }
        self.comment(&format!("table {name}"), table.comment);
        for column in columns {
            self.comment(
                &format!("column {name}.{}", column.name),
                column.column.comment,
            );
        }
    }

    /// Returns the views that were written.
    pub fn views_made(&self) -> Vec<&'static str> {
        let made = |name: &&&str| {
            let head = format!("create view {name} ");
            self.out.iter().any(|line| line.starts_with(&head))
        };
        VIEWS.iter().filter(made).copied().collect()
    }

    fn view(&mut self, at: usize) {
        let Some(Some(view)) = self.model.views.get(at) else {
            return;
        };
        let tables = TABLES.iter().zip(&self.model.tables);
        let tables: Vec<_> = tables
            .filter_map(|(name, table)| Some((*name, table.as_ref()?)))
            .collect();
        let Some((table, model)) = tables.get(usize::from(view.table) % tables.len().max(1)) else {
            return;
        };
        let columns = self.columns(model);
        if columns.is_empty() {
            return;
        }
        let query = query(view, table, &columns);
        let options = pick(&["", " with (security_barrier=true)"], view.options);
        let name = VIEWS[at];
        self.line(format!("create view {name}{options} as {query}"));
        if view.grants % 2 == 1 {
            self.line(format!(
                "grant select on table {name} to {}",
                pick(&ROLES, view.grants / 2)
            ));
        }
        self.comment(&format!("view {name}"), view.comment);
    }
}

fn query(view: &View, table: &str, columns: &[Typed]) -> String {
    let mut names = some(columns, view.columns);
    let mut form = view.form % 5;
    if names.is_empty() {
        // What has no order cannot be grouped.
        (names, form) = (vec![columns[0].name], 0);
    }
    let all = names.join(", ");
    let name = names[0];
    let of = columns.iter().find(|c| c.name == name).and_then(|c| c.of);
    let condition = maybe(of.map_or(&[][..], |s| s.conditions), view.condition);
    let filter = |alias: &str| match condition {
        Some(c) => format!(" where {}", c.replace('#', &format!("{alias}{name}"))),
        None => String::new(),
    };
    match form {
        0 => format!("select {all} from {table}{}", filter("")),
        1 => format!(
            "select t.{name} as one, count(*) as many from {table} t{} group by t.{name}",
            filter("t.")
        ),
        2 => format!(
            "select a.{name}, b.{name} as other from {table} a join {table} b on a.ctid = b.ctid{}",
            filter("a.")
        ),
        3 => format!(
            "with x as (select {all} from {table}) select {all} from x{} limit 5",
            filter("")
        ),
        _ => format!(
            "select {name}, case when {name} is null then 'none' else 'some' end as state from {table} order by 2"
        ),
    }
}

/// Returns up to three columns that a key or an index can have.
fn some<'a>(columns: &[Typed<'a>], choice: Choice) -> Vec<&'static str> {
    let ordered: Vec<&Typed> = columns
        .iter()
        .filter(|c| c.of.is_none_or(|s| s.ordered))
        .collect();
    let count = 1 + usize::from(choice) % 3;
    let first = usize::from(choice / 3) % ordered.len().max(1);
    ordered
        .iter()
        .cycle()
        .skip(first)
        .take(count.min(ordered.len()))
        .map(|c| c.name)
        .collect()
}

pub fn is_keyed(table: &Table) -> bool {
    table.primary_key % 4 != 3 && table.columns.first().is_some_and(Option::is_some)
}

fn is_generated(column: &Typed) -> bool {
    column.sort == "text" && column.column.value % 6 == 5
}

//! The rest of a random schema: kinds that occur once or twice, each a part with numbers of its own.
//!
//! A part refers to others only where they are there. What stands in another order here than in the list is so since it refers to more.

use super::model::Part;
use super::write::{DOMAINS, ENUMS, ROLES, SEQUENCES, TABLES, VIEWS, Writer, is_keyed, pick};

/// How many parts there are.
pub const SLOTS: usize = Slot::Last as usize;

/// The place of a part.
#[derive(Clone, Copy)]
pub enum Slot {
    Composite,
    DomainOver,
    Collation,
    Range,
    Valid,
    Slug,
    Code,
    Allowed,
    Procedure,
    Uses,
    UsesIndex,
    UsesPolicy,
    OwnedSequence,
    Exclusion,
    Parent,
    Partition1,
    Partition2,
    PartitionRest,
    ParentIndex,
    Attendees,
    Base,
    Child,
    Grandchild,
    Over,
    OverOver,
    Cached,
    Rule,
    InsteadOf,
    OfActive,
    Statistics,
    Publication,
    Owner,
    OtherOwner,
    Storage,
    ColumnSettings,
    Grant,
    OtherGrant,
    Comment,
    OtherComment,
    DefaultPrivilege,
    OtherDefaultPrivilege,
    Last,
}

use Slot::*;

/// What a partition holds, by how its parent is cut: the first, the other, and another spelling of each.
const BOUNDS: [(&str, [&str; 4]); 4] = [
    (
        "list (kind)",
        [
            "in ('a', 'b')",
            "in ('c')",
            "in ('a')",
            "in ('c', 'd', null)",
        ],
    ),
    (
        "range (at)",
        [
            "from ('2020-01-01') to ('2021-01-01')",
            "from ('2021-01-01') to ('2022-01-01')",
            "from (minvalue) to ('2020-07-01')",
            "from ('2021-01-01') to (maxvalue)",
        ],
    ),
    (
        "hash (id)",
        [
            "with (modulus 2, remainder 0)",
            "with (modulus 2, remainder 1)",
            "with (modulus 4, remainder 0)",
            "with (modulus 4, remainder 3)",
        ],
    ),
    (
        "range (id, at)",
        [
            "from (minvalue, minvalue) to (10, '2020-01-01')",
            "from (10, '2020-01-01') to (20, maxvalue)",
            "from (1, '2020-01-01') to (5, '2020-01-01')",
            "from (10, '2021-01-01') to (maxvalue, maxvalue)",
        ],
    ),
];

impl<'m> Writer<'m> {
    fn part(&self, slot: Slot) -> Option<&'m Part> {
        self.model.wide.get(slot as usize)?.as_ref()
    }

    fn has(&self, slot: Slot) -> bool {
        self.part(slot).is_some()
    }

    fn enumeration(&self, at: usize) -> Option<&'static str> {
        let there = self.model.enums.get(at).is_some_and(Option::is_some);
        there.then_some(ENUMS[at])
    }

    /// Writes types that columns may have.
    pub fn own_types(&mut self) {
        if let Some(one) = self.part(Collation) {
            let of = [
                "(locale = 'C')",
                "(provider = icu, locale = 'de-DE')",
                "(provider = icu, locale = 'und', deterministic = false)",
                "from \"POSIX\"",
            ];
            self.line(format!(
                "create collation app.\"Sorted\" {}",
                pick(&of, one.form)
            ));
        }
        if let Some(one) = self.part(Composite) {
            let zip = pick(&["integer", "text", "character varying(10)"], one.form);
            let mut attributes = format!("street text, zip {zip}");
            if one.flag {
                attributes += ", \"Größe\" numeric(8,2)";
            }
            if let Some(mood) = self.enumeration(0).filter(|_| one.detail % 2 == 1) {
                attributes += &format!(", feeling {mood}, feelings {mood}[]");
            }
            self.line(format!("create type app.address as ({attributes})"));
        }
        if let Some(one) = self.part(DomainOver) {
            let amount = self.model.domains.first().is_some_and(Option::is_some);
            let base = if amount { DOMAINS[0] } else { "integer" };
            let rest = [
                "",
                " not null",
                " constraint given check (value is not null)",
                " default null constraint given check (value is distinct from null) constraint twice check (true)",
            ];
            self.line(format!(
                "create domain app.positive as {base}{}",
                pick(&rest, one.form)
            ));
        }
        if let Some(one) = self.part(Range) {
            let subtype = pick(&["integer", "timestamptz", "numeric"], one.form);
            self.line(format!(
                "create type app.span as range (subtype = {subtype})"
            ));
        }
    }

    /// Writes functions that tables call.
    pub fn own_functions(&mut self) {
        let of = |this: &Self, slot, forms: [&str; 4]| {
            this.part(slot)
                .map(|one| pick(&forms, one.form).to_string())
        };
        let all = [
            of(
                self,
                Valid,
                [
                    "app.valid(n integer) returns boolean language sql immutable as $$ select n > 0 $$",
                    "app.valid(n integer) returns boolean language sql immutable strict as $$ select n <> 5 $$",
                    "app.valid(m integer) returns boolean language sql immutable return m > 0",
                    "app.valid(n integer) returns boolean language plpgsql immutable as $$ begin return n > 7; end $$",
                ],
            ),
            of(
                self,
                Slug,
                [
                    "app.slug(t text) returns text language sql immutable as 'select lower(t)'",
                    "app.slug(t text) returns text language sql immutable parallel safe as 'select upper(t)'",
                    "app.slug(t text, d text default '-') returns text language sql immutable as 'select t || d'",
                    "app.slug(variadic t text[]) returns text language sql immutable as 'select t[1]'",
                ],
            ),
            of(
                self,
                Code,
                [
                    "app.code() returns text language plpgsql as $$ begin return 'x'; end $$",
                    "app.code() returns text language sql return 'y'",
                    "app.code() returns character varying language sql as $$ select 'z'::varchar $$",
                    "app.code(n integer default 5) returns text language sql as $$ select repeat('x', n) $$",
                ],
            ),
            of(
                self,
                Allowed,
                [
                    "app.allowed(who name default current_user) returns boolean language sql stable as $$ select who <> 'x' $$",
                    "app.allowed() returns boolean language sql stable security definer as $$ select true $$",
                    "app.allowed(name default 'all', out ok boolean) language sql stable as $$ select true $$",
                    "app.allowed() returns boolean language plpgsql stable as $$ begin return false; end $$",
                ],
            ),
        ];
        for function in all.into_iter().flatten() {
            self.line(format!("create function {function}"));
        }
        if let Some(one) = self.part(Procedure) {
            let forms = [
                "procedure app.run(n integer) language sql as $$ select 1 $$",
                "procedure app.run(inout n integer) language plpgsql as $$ begin n := 1; end $$",
                "function app.run(n integer) returns table (a integer, b text) language sql as $$ select 1, 'x' $$",
                "function app.run(n integer) returns setof integer language sql rows 5 as $$ select 1 $$",
            ];
            self.line(format!("create {}", pick(&forms, one.form)));
        }
    }

    /// Writes all that stands after the tables and views.
    pub fn wide(&mut self) {
        self.uses();
        self.partitioned();
        self.inheritance();
        self.over();
        self.star();
        self.around();
        self.settings();
        self.owners();
        self.privileges();
        self.comments();
    }

    /// Writes a table that uses what the schema has of its own.
    fn uses(&mut self) {
        let Some(one) = self.part(Uses) else { return };
        let number = pick(
            &[
                "integer",
                "serial",
                "bigint generated by default as identity (cache 5)",
                "bigserial not null",
            ],
            one.form,
        );
        let key = pick(
            &[
                " primary key",
                "",
                " unique",
                " constraint \"the key\" primary key with (fillfactor = 80)",
            ],
            one.detail,
        );
        let mut parts = vec![format!("id {number}{key}")];
        let collation = match self.has(Collation) {
            true => " collate app.\"Sorted\"",
            false => pick(&["", " collate \"C\""], one.other),
        };
        let default = if self.has(Code) {
            " default app.code()"
        } else {
            ""
        };
        parts.push(format!("label text{collation}{default}"));
        if self.has(Slug) {
            parts.push("slug text generated always as (app.slug(label)) stored".into());
        }
        let check = match self.has(Valid) {
            true => pick(
                &[
                    " check (app.valid(n))",
                    " constraint ok check (n > 1 and app.valid(n + 1)) no inherit",
                    "",
                ],
                one.other,
            ),
            false => "",
        };
        parts.push(format!("n integer{check}"));
        if self.has(Composite) {
            parts.push(format!(
                "address app.address{}",
                pick(&["", "[]", " default row('x', null)"], one.form)
            ));
        }
        if self.has(DomainOver) {
            parts.push("price app.positive".into());
        }
        if let Some(mood) = self.enumeration(0) {
            parts.push(format!("states {mood}[] default '{{new}}', state {mood} default 'new' check (state <> 'new')"));
        }
        if self.has(Range) {
            parts.push("period app.span".into());
            if let Some(how) = self.part(Exclusion) {
                let how = pick(
                    &["", " where (n > 0)", " deferrable", " initially deferred"],
                    how.form,
                );
                let what = if how.contains("where") {
                    "exclude using gist (period with &&) where (n > 0)".into()
                } else {
                    format!("exclude using gist (period with &&){how}")
                };
                parts.push(format!("constraint apart {what}"));
            }
        }
        let with = pick(
            &[
                "",
                " with (fillfactor = 70)",
                " with (autovacuum_enabled = false, toast.autovacuum_enabled = off)",
            ],
            one.other,
        );
        let unlogged = if one.flag { "unlogged " } else { "" };
        self.line(format!(
            "create {unlogged}table app.uses (\n  {}\n){with}",
            parts.join(",\n  ")
        ));
        if let Some(one) = self.part(UsesIndex) {
            let slug = if self.has(Slug) {
                "app.slug(label)"
            } else {
                "lower(label)"
            };
            let valid = if self.has(Valid) {
                "app.valid(n)"
            } else {
                "n > 0"
            };
            let forms = [
                format!("index uses_index on app.uses ({slug})"),
                format!("index uses_index on app.uses (n) where {valid}"),
                "unique index uses_index on app.uses (n, label desc nulls last) include (id)"
                    .into(),
                "index uses_index on app.uses using hash (label)".into(),
                "unique index uses_index on app.uses (n) nulls not distinct".into(),
            ];
            self.line(format!(
                "create {}",
                forms[usize::from(one.form) % forms.len()]
            ));
        }
        if let Some(one) = self.part(UsesPolicy) {
            let allowed = if self.has(Allowed) {
                "app.allowed()"
            } else {
                "current_user = label"
            };
            let valid = if self.has(Valid) {
                "app.valid(n)"
            } else {
                "n > 0"
            };
            let forms = [
                format!("for select using ({allowed})"),
                format!("to prop_reader, \"Prop Writer\" using ({valid}) with check ({allowed})"),
                format!(
                    "for insert with check ({valid} and exists (select from app.uses u where u.id = uses.id))"
                ),
                "as restrictive for delete to current_user using (id in (select id from app.uses))"
                    .into(),
            ];
            self.line(format!(
                "create policy own on app.uses {}",
                forms[usize::from(one.form) % forms.len()]
            ));
            if one.flag {
                self.line("alter table app.uses enable row level security".into());
            }
        }
        if let Some(one) = self.part(OwnedSequence) {
            let kind = pick(&["", " as integer", " increment 5 cache 2"], one.form);
            let owner = if one.flag { " owned by app.uses.n" } else { "" };
            self.line(format!("create sequence app.uses_no{kind}{owner}"));
            if one.detail % 2 == 1 {
                self.line(
                    "alter table app.uses alter column n set default nextval('app.uses_no')".into(),
                );
            }
        }
    }

    /// Writes a partitioned table, its partitions, and what refers to it.
    fn partitioned(&mut self) {
        let Some(one) = self.part(Parent) else { return };
        let (cut, bounds) = BOUNDS[usize::from(one.form) % BOUNDS.len()];
        let key = match cut {
            "list (kind)" => "id, kind",
            "hash (id)" => "id",
            _ => "id, at",
        };
        let mut parts = vec![
            "id integer not null".to_string(),
            "kind text".into(),
            "at date".into(),
            "amount numeric(10,2) default 0".into(),
        ];
        if one.flag {
            parts.push(format!("primary key ({key})"));
        }
        if one.detail % 3 == 1 {
            parts.push("constraint positive check (amount > 0)".into());
        }
        let users = self.model.tables[0].as_ref().filter(|t| is_keyed(t));
        if users.is_some() && one.detail % 2 == 1 {
            parts.push(format!(
                "user_id integer references {} (id) on delete set null",
                TABLES[0]
            ));
        }
        let columns = parts.join(",\n  ");
        self.line(format!(
            "create table events (\n  {columns}\n) partition by {cut}"
        ));
        for (n, slot) in [Partition1, Partition2].into_iter().enumerate() {
            let Some(own) = self.part(slot) else { continue };
            let bound = bounds[n + 2 * usize::from(own.form % 2)];
            let name = ["events_1", "app.\"Events 2\""][n];
            let below = if own.flag {
                " partition by hash (id)"
            } else {
                ""
            };
            match own.detail % 3 {
                0 => self.line(format!("create table {name} partition of events (amount default 5) for values {bound}{below}")),
                1 => self.line(format!("create table {name} partition of events for values {bound}{below}")),
                _ => {
                    self.line(format!("create table {name} (like events including defaults including constraints){below}"));
                    self.line(format!("alter table events attach partition {name} for values {bound}"));
                }
            }
            if own.flag {
                self.line(format!("create table deep_{n} partition of {name} for values with (modulus 1, remainder 0)"));
            }
            if own.other % 3 == 1 {
                self.line(format!("create index \"own {n}\" on {name} (amount)"));
            }
        }
        if self.has(PartitionRest) && !cut.starts_with("hash") {
            self.line("create table events_rest partition of events default".into());
        }
        if let Some(index) = self.part(ParentIndex) {
            let forms = [
                "events (kind)",
                "events (amount desc) where amount > 1",
                "only events (at)",
                "events (lower(kind), at)",
            ];
            self.line(format!(
                "create index events_by on {}",
                pick(&forms, index.form)
            ));
        }
        if let Some(other) = self.part(Attendees).filter(|_| one.flag) {
            let actions = pick(
                &[
                    "",
                    " on delete cascade",
                    " on update cascade deferrable",
                    " not valid",
                ],
                other.form,
            );
            let actions = if actions == " not valid" { "" } else { actions };
            let mut columns = "number integer, id integer, at date, kind text".to_string();
            if other.flag {
                columns += ", primary key (number)";
            }
            self.line(format!(
                "create table attendees ({columns}, foreign key ({key}) references events{actions})"
            ));
        }
    }

    fn inheritance(&mut self) {
        let Some(one) = self.part(Base) else { return };
        let check = pick(
            &[
                "",
                ", check (id > 0)",
                ", constraint c check (id <> 3) no inherit",
            ],
            one.form,
        );
        let name = pick(
            &["text", "text default 'x'", "character varying(30) not null"],
            one.detail,
        );
        let key = if one.flag { ", primary key (id)" } else { "" };
        self.line(format!(
            "create table base (id integer not null, name {name}{check}{key})"
        ));
        let Some(child) = self.part(Child) else {
            return;
        };
        let own = pick(
            &[
                "",
                "extra text",
                "id integer default 7, extra integer",
                "extra text, check (id > 10)",
            ],
            child.form,
        );
        let parents = if child.flag { "base, other" } else { "base" };
        if child.flag {
            self.line("create table other (id integer, more date default current_date)".into());
        }
        self.line(format!(
            "create table app.child ({own}) inherits ({parents})"
        ));
        if let Some(grand) = self.part(Grandchild) {
            let own = pick(&["", "name text", "last boolean"], grand.form);
            let own = if name.starts_with("char") && own == "name text" {
                ""
            } else {
                own
            };
            self.line(format!(
                "create table grandchild ({own}) inherits (app.child)"
            ));
            if grand.flag {
                self.line("create index on grandchild (id)".into());
            }
        }
    }

    /// Writes a view, one over it, and a materialized one over that.
    fn over(&mut self) {
        let Some(one) = self.part(Over) else { return };
        let from: Vec<&str> = [
            (Uses, "select id, label as name, n from app.uses"),
            (
                Parent,
                "select id, kind as name, (amount * 2)::integer as n from events where amount > 1",
            ),
            (Base, "select id, name::text, 1 as n from base"),
        ]
        .into_iter()
        .filter_map(|(slot, query)| self.has(slot).then_some(query))
        .collect();
        let query = match from.as_slice() {
            [] => "select 1 as id, 'x'::text as name, 2 as n",
            from => pick(from, one.form),
        };
        let options = pick(
            &[
                "",
                " with (security_barrier = true)",
                " with (security_invoker = true)",
            ],
            one.detail,
        );
        self.line(format!("create view app.over{options} as {query}"));
        let valid = if self.has(Valid) {
            "app.valid(n)"
        } else {
            "n > 0"
        };
        let mut from = "app.over";
        if let Some(two) = self.part(OverOver) {
            let queries = [
                format!("select * from app.over where {valid}"),
                "select name, count(*) as n, min(id) as id from app.over group by name".into(),
                "select id, upper(name) as name, n, row_number() over (order by n) as place from app.over".into(),
                "with recursive r (id) as (select 1 union all select id + 1 from r where id < 3) select r.id, o.name, o.n from r left join app.over o using (id)".into(),
            ];
            from = "\"Over over\"";
            self.line(format!(
                "create view {from} as {}",
                queries[usize::from(two.form) % queries.len()]
            ));
            if self.has(InsteadOf) && matches!(self.model.functions.get(2), Some(Some(_))) {
                self.line(format!("create trigger instead instead of insert or update on {from} for each row execute function on_change()"));
            }
        }
        if let Some(three) = self.part(Cached) {
            let data = if three.flag { " with no data" } else { "" };
            let query = pick(
                &[
                    "select id, name, n",
                    "select n, name, id",
                    "select distinct id, name, n + 1 as n",
                ],
                three.form,
            );
            self.line(format!(
                "create materialized view app.cached as {query} from {from}{data}"
            ));
            if three.detail % 2 == 1 {
                self.line("create unique index cached_id on app.cached (id)".into());
            }
            if three.other % 2 == 1 {
                self.line(
                    "create index \"cached name\" on app.cached (lower(name)) where n is not null"
                        .into(),
                );
            }
        }
    }

    /// Writes rules, statistics and publications.
    fn around(&mut self) {
        if let Some(one) = self.part(Rule).filter(|_| self.has(Base)) {
            let forms = [
                "as on delete to base do instead nothing",
                "as on update to base where old.id > 3 do instead nothing",
                "as on insert to base do also notify base",
                "as on insert to base do also (delete from base where id = new.id + 1; update base set name = 'y' where id = 7)",
            ];
            self.line(format!("create rule \"a rule\" {}", pick(&forms, one.form)));
        }
        if let Some(one) = self.part(Statistics).filter(|_| self.has(Uses)) {
            let forms = [
                "(ndistinct) on id, n",
                "on id, n, label",
                "(dependencies, mcv) on n, id",
                "on (n + 1), lower(label)",
            ];
            self.line(format!(
                "create statistics app.stats {} from app.uses",
                pick(&forms, one.form)
            ));
            if one.flag {
                self.line("alter statistics app.stats set statistics 300".into());
            }
        }
        if let Some(one) = self.part(Publication) {
            let mut forms = vec![
                "for all tables",
                "for tables in schema app, public",
                "with (publish = 'insert, delete')",
            ];
            if self.has(Uses) && !self.part(Uses).is_some_and(|u| u.flag) {
                forms.extend([
                    "for table app.uses",
                    "for table app.uses (id, n) where (n > 5)",
                ]);
            }
            if self.has(Base) {
                forms.push("for table only base, app.child");
            }
            let form = pick(&forms, one.form);
            let form = if self.has(Child) {
                form
            } else {
                form.trim_end_matches(", app.child")
            };
            self.line(format!("create publication news {form}"));
            if one.flag {
                self.line("alter publication news set (publish_via_partition_root = true)".into());
            }
        }
    }

    fn settings(&mut self) {
        let tables = self.tables();
        if let Some(one) = self.part(Storage).filter(|_| !tables.is_empty()) {
            let table = pick(&tables, one.detail);
            let forms = [
                "set (fillfactor = 50)",
                "replica identity full",
                "set (autovacuum_vacuum_scale_factor = 0.5, parallel_workers = 2)",
                "replica identity nothing",
            ];
            self.line(format!("alter table {table} {}", pick(&forms, one.form)));
        }
        if let Some(one) = self.part(ColumnSettings).filter(|_| self.has(Uses)) {
            let forms = [
                "set statistics 200",
                "set storage external",
                "set (n_distinct = 5)",
                "set compression pglz",
            ];
            self.line(format!(
                "alter table app.uses alter column label {}",
                pick(&forms, one.form)
            ));
        }
    }

    /// Returns the ordinary tables.
    fn tables(&self) -> Vec<&'static str> {
        let plain = TABLES
            .iter()
            .zip(&self.model.tables)
            .filter(|t| t.1.is_some());
        let mut all: Vec<&str> = plain.map(|(name, _)| *name).collect();
        let wide = [(Uses, "app.uses"), (Base, "base")];
        all.extend(wide.iter().filter(|w| self.has(w.0)).map(|w| w.1));
        all
    }

    /// Returns what can have an owner and privileges: the noun of ALTER, the noun of GRANT, the name, and its privileges.
    fn objects(&self) -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
        let mut all: Vec<_> = self
            .tables()
            .iter()
            .map(|t| ("table", "table", *t, "select, references"))
            .collect();
        all.push(("schema", "schema", "app", "usage, create"));
        let there = |slots: &[Option<_>], at: usize| slots.get(at).is_some_and(Option::is_some);
        let numbers: Vec<_> = (0..2).filter(|n| there(&self.model.domains, *n)).collect();
        all.extend(
            numbers
                .into_iter()
                .map(|n| ("domain", "domain", DOMAINS[n], "usage")),
        );
        all.extend(
            (0..2)
                .filter_map(|n| self.enumeration(n))
                .map(|e| ("type", "type", e, "usage")),
        );
        if self.model.sequences.first().is_some_and(Option::is_some) {
            all.push(("sequence", "sequence", SEQUENCES[0], "usage, update"));
        }
        let wide = [
            (
                Valid,
                "function",
                "function",
                "app.valid(integer)",
                "execute",
            ),
            (Composite, "type", "type", "app.address", "usage"),
            (Range, "type", "type", "app.span", "usage"),
            (
                Parent,
                "table",
                "table",
                "events",
                "insert (id, kind), update (at)",
            ),
            (Over, "view", "table", "app.over", "select (id), insert"),
        ];
        all.extend(
            wide.iter()
                .filter(|w| self.has(w.0))
                .map(|w| (w.1, w.2, w.3, w.4)),
        );
        all
    }

    fn owners(&mut self) {
        let objects = self.objects();
        for slot in [Owner, OtherOwner] {
            let Some(one) = self.part(slot) else { continue };
            let (noun, _, name, _) = objects[usize::from(one.form) % objects.len()];
            self.line(format!(
                "alter {noun} {name} owner to {}",
                pick(&ROLES, one.detail)
            ));
        }
    }

    fn privileges(&mut self) {
        let objects = self.objects();
        for slot in [Grant, OtherGrant] {
            let Some(one) = self.part(slot) else { continue };
            let (_, noun, name, what) = objects[usize::from(one.form) % objects.len()];
            let role = pick(&["prop_reader", "\"Prop Writer\"", "public"], one.detail);
            let option = if one.flag && role != "public" {
                " with grant option"
            } else {
                ""
            };
            let what = if one.other % 2 == 1 { "all" } else { what };
            self.line(format!("grant {what} on {noun} {name} to {role}{option}"));
        }
        for slot in [DefaultPrivilege, OtherDefaultPrivilege] {
            let Some(one) = self.part(slot) else { continue };
            let of = pick(&["", " for role prop_reader"], one.detail);
            let within = pick(&["", " in schema app"], one.other);
            let option = if one.flag { " with grant option" } else { "" };
            let what = match (one.form % 5, within) {
                (0, "") => "revoke execute on functions from public".to_string(),
                (1, "") => "grant create on schemas to prop_reader".into(),
                (2, _) => format!("grant usage on types to \"Prop Writer\"{option}"),
                (3, _) => format!("grant all on sequences to prop_reader{option}"),
                _ => format!("grant select, insert on tables to \"Prop Writer\"{option}"),
            };
            self.line(format!("alter default privileges{of}{within} {what}"));
        }
    }

    fn comments(&mut self) {
        let wide: [(Slot, &str); 12] = [
            (Uses, "column app.uses.n"),
            (Collation, "collation app.\"Sorted\""),
            (DomainOver, "domain app.positive"),
            (Composite, "column app.address.street"),
            (Parent, "table events"),
            (Publication, "publication news"),
            (Valid, "function app.valid(integer)"),
            (Over, "column app.over.name"),
            (Range, "type app.span"),
            (Base, "table base"),
            (Cached, "materialized view app.cached"),
            (Code, "schema app"),
        ];
        let cached = self.has(Over);
        let there: Vec<&str> = wide
            .iter()
            .filter(|(slot, noun)| self.has(*slot) && (cached || !noun.starts_with("mat")))
            .map(|w| w.1)
            .collect();
        for slot in [Comment, OtherComment] {
            let Some(one) = self.part(slot).filter(|_| !there.is_empty()) else {
                continue;
            };
            self.comment(pick(&there, one.form), one.detail % 64);
        }
    }

    /// Writes a view that reads another by a star, which means the columns that it has then.
    fn star(&mut self) {
        if let Some(one) = self.part(OfActive)
            && self.views_made().contains(&VIEWS[0])
        {
            let query = [
                "select * from active",
                "select count(*) from active",
                "select a.* from active a, active b",
            ];
            let query = pick(&query, one.form);
            self.line(format!("create view \"of one\" as {query}"));
        }
    }
}

//! Range types. PostgreSQL changes nothing of one but its name and that of its type of several ranges, so it is replaced when anything
//! else differs.

use sqlparser::tokenizer::Token;

use crate::diagnostic::{Problem, Result};
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Demand, Draft, Grammar, Kind, Query, Row, Scene, Since,
    Target, Text, demand, link, names,
};
use crate::kinds::column::{collation_name, read_collation};
use crate::kinds::typedef::{self, Head};
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::{Name, Reader};
use crate::text::typename::{self, TypeName};

/// The kind `range-type`.
pub struct RangeKind;

/// What a range type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The type of its bounds.
    pub subtype: TypeName,
    /// The operator class that orders the bounds as SQL, where it is not the default one.
    pub operator_class: Option<String>,
    /// The collation of the bounds as SQL, where it is not the one of their type.
    pub collation: Option<String>,
    /// The function that subtracts bounds, as SQL.
    pub difference: Option<String>,
    /// The type of several ranges, which PostgreSQL has since version 14.
    pub multirange: Option<Several>,
}

/// The type of several ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several {
    /// Its schema, where it is not that of the range.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
}

impl Several {
    /// Makes it from the schema that it is in.
    fn within(schema: &str, name: &str, range: &Id) -> Several {
        let other = range.parts()[0] != schema;
        Several {
            schema: other.then(|| schema.to_string()),
            name: name.to_string(),
        }
    }

    /// Returns the one that the server makes by itself.
    fn of(range: &Id) -> Several {
        Several {
            schema: None,
            name: multirange_name(&range.last()),
        }
    }

    /// Returns an address for it, as if it were a range type too.
    fn id(&self, range: &Id) -> Id {
        let own = &range.parts()[0];
        Id::new(
            names::RANGE,
            &[self.schema.as_ref().unwrap_or(own), &self.name],
        )
    }
}

/// Returns the type of several ranges that a live range type has, and the one that it is to have, where nothing else of it differs.
pub fn several_moved(live: &Fact, desired: &Fact) -> Option<(Id, Id)> {
    let (from, to): (&Range, &Range) = (live.get()?, desired.get()?);
    let (old, new) = (several_id(live)?, several_id(desired)?);
    let alike = Range {
        multirange: to.multirange.clone(),
        ..from.clone()
    };
    (old != new && alike == *to).then_some((old, new))
}

/// Gives a range type the type of several ranges of another.
pub fn take_several(live: &mut Fact, desired: &Fact) {
    let several = desired.body::<Range>().multirange.clone();
    live.change(|range: &mut Range| range.multirange = several);
}

/// Returns the address of the type of several ranges of a range type.
pub fn several_id(fact: &Fact) -> Option<Id> {
    let several = fact.get::<Range>()?.multirange.as_ref()?;
    Some(several.id(&fact.id))
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[
    Attribute::replaced("subtype"),
    Attribute::replaced("operator class"),
    Attribute::replaced("collation"),
    Attribute::replaced("difference function"),
    Attribute::in_place("multirange type").since(14),
];

impl Kind for RangeKind {
    fn name(&self) -> KindName {
        names::RANGE
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn noun(&self) -> Option<&'static str> {
        Some("type")
    }

    fn statements(&self) -> &'static [Grammar] {
        typedef::STATEMENTS
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.types.is_empty() {
            return Vec::new();
        }
        let multirange = match target.version >= 140_000 {
            true => {
                "r.rngmultitypid, \
                 (select n.nspname from pg_type m join pg_namespace n on n.oid = m.typnamespace where m.oid = r.rngmultitypid), \
                 (select m.typname from pg_type m where m.oid = r.rngmultitypid), \
                 exists (select from pg_description where objoid = r.rngmultitypid and classoid = 'pg_type'::regclass) \
                 or exists (select from pg_seclabel where objoid = r.rngmultitypid and classoid = 'pg_type'::regclass)"
            }
            false => "null, null, null, false",
        };
        let function = |column: &str| {
            format!(
                "(select case n.nspname when 'pg_catalog' then quote_ident(p.proname) else quote_ident(n.nspname) || '.' || quote_ident(p.proname) end \
                 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = {column})"
            )
        };
        let sql = format!(
            "select t.oid, format_type(r.rngsubtype, null), \
             (select case n.nspname when 'pg_catalog' then quote_ident(o.opcname) else quote_ident(n.nspname) || '.' || quote_ident(o.opcname) end \
              from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace where o.oid = r.rngsubopc and not o.opcdefault), \
             {}, {}, {multirange}, n.nspname, l.collname \
             from pg_range r join pg_type t on t.oid = r.rngtypid join pg_type s on s.oid = r.rngsubtype \
             left join pg_collation l on l.oid = r.rngcollation and r.rngcollation <> s.typcollation \
             left join pg_namespace n on n.oid = l.collnamespace where t.oid = any('{}'::oid[])",
            function("r.rngcanonical"),
            function("r.rngsubdiff"),
            target.types
        );
        vec![Query {
            sql,
            read: read_row,
        }]
    }

    fn slot(&self, fact: &Fact) -> Option<String> {
        typedef::slot(fact)
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let range: &Range = fact.body();
        let arguments = format!("({0}, {0})", range.subtype);
        let function = range.difference.as_ref().map(|f| {
            let name = if f.contains('.') {
                f.clone()
            } else {
                format!("pg_catalog.{f}")
            };
            Id::printed(names::FUNCTION, name + &arguments)
        });
        let several = range.multirange.as_ref();
        let schema = several.and_then(|several| several.schema.as_ref());
        link::type_id(&range.subtype, state)
            .into_iter()
            .chain(schema.map(|schema| Id::new(names::SCHEMA, &[schema])))
            .chain(link::collation_id(range.collation.as_ref(), state))
            .chain(function.filter(|id| state.has(id)))
            .collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|range: &mut Range| {
            range.subtype = link::moved_type(&range.subtype, moved);
            link::move_collation(&mut range.collation, moved);
            let schema = range.multirange.as_mut().and_then(|m| m.schema.as_mut());
            if let Some(schema) = schema
                && let Some(new) = moved(&Id::new(names::SCHEMA, &[schema]))
            {
                *schema = new.last();
            }
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(range) = draft.state.body::<Range>(id).cloned() else {
            return Ok(());
        };
        let function = range
            .difference
            .as_ref()
            .map(|f| found(draft, id, f, &range.subtype));
        let old_server = draft.world.known && draft.world.version < 140_000;
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|r: &mut Range| {
                r.difference = function;
                let own = Several::of(id);
                r.multirange = r.multirange.take().filter(|m| !old_server || *m != own);
            });
        }
        Ok(())
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let chosen = chosen_several(fact).is_some();
        Since::of(&[(chosen, "MULTIRANGE_TYPE_NAME", 14)])
    }

    fn brings(&self, fact: &Fact) -> Option<Id> {
        several_id(fact)
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!(
            "create type {} as range ({})",
            fact.id.name(),
            options(fact)
        );
        vec![Action::create(fact, Text::Plain(sql))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!("drop type {}", fact.id.name());
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::Replace("PostgreSQL changes nothing of a range type but its names")
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(typedef::rename("type", from, to))
    }

    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let brings = |range: &&Fact| several_id(range).as_ref() == Some(&action.about);
        let Some(range) = scene.desired.of_kind(names::RANGE).find(brings) else {
            return demand::usual(action, scene);
        };
        // The owner of a range type is that of its type of several ranges.
        vec![
            Demand::Own(range.id.clone()),
            Demand::CreateIn(typedef::schema_of(&action.about)),
        ]
    }

    fn describe(&self, fact: &Fact) -> String {
        format!("range ({})", options(fact))
    }
}

fn options(fact: &Fact) -> String {
    let range: &Range = fact.body();
    let mut out = vec![format!("subtype = {}", range.subtype)];
    let mut option = |name: &str, value: &Option<String>| {
        out.extend(value.as_ref().map(|v| format!("{name} = {v}")));
    };
    option("subtype_opclass", &range.operator_class);
    option("collation", &range.collation);
    option("subtype_diff", &range.difference);
    option("multirange_type_name", &chosen_several(fact));
    out.join(", ")
}

/// Returns the name of the type of several ranges, where it is not the one that the server gives it. A name without a schema would be one of
/// the first schema that is searched.
pub fn chosen_several(fact: &Fact) -> Option<String> {
    let several = fact.body::<Range>().multirange.as_ref()?;
    let chosen = *several != Several::of(&fact.id);
    chosen.then(|| several.id(&fact.id).name().to_string())
}

/// Words another name and another schema of the type of several ranges of a range type.
pub fn move_several(range: &Fact, from: &Id, to: &Id) -> Vec<Action> {
    let called = |id: &Id| Fact {
        id: id.clone(),
        ..range.clone()
    };
    typedef::rename("type", &called(from), &called(to))
}

/// Returns the address of the user-defined type that a column, argument or attribute has: for several ranges, that of the range.
pub fn type_id(ty: &TypeName, state: &State) -> Option<Id> {
    let found = link::type_id(ty, state);
    let is_several = |f: &&Fact| several_id(f).is_some_and(|several| several.name() == ty.name);
    let range = || state.of_kind(names::RANGE).find(is_several);
    match ty.name.contains('.') {
        true => found.or_else(|| range().map(|f| f.id.clone())),
        false => found,
    }
}

/// Makes the error for a statement about a name that is none of a type by itself, but of the type of several ranges of a range type.
pub fn not_by_itself(id: &Id, state: &State) -> Option<Problem> {
    let brings = |f: &&Fact| several_id(f).is_some_and(|several| several.name() == id.name());
    let range = state.of_kind(names::RANGE).find(brings)?;
    let (name, range) = (id.name(), range.id.name());
    let message = format!(
        "{name} is the multirange type that comes with range type {range}, and nothing is managed of it by itself"
    );
    let help = format!(
        "its owner and privileges are those of {range}: say them of that type; a comment on it stays as the database has it"
    );
    Some(Problem::error("unsupported", message).help(help))
}

/// Returns the name that the server gives to the type of several ranges.
fn multirange_name(range: &str) -> String {
    let name = match range.find("range") {
        Some(at) => format!("{}multi{}", &range[..at], &range[at..]),
        None => format!("{range}_multirange"),
    };
    crate::text::name::truncate(&name).to_string()
}

/// Finds the type of several ranges in the options of a definition that is not read yet; `first` is the first schema that is searched.
pub fn several_ahead(reader: &mut Reader, range: &Id, first: Option<&str>) -> Option<Id> {
    while !reader.is_done() {
        if reader.accept("multirange_type_name")
            && reader.expect_sign(&Token::Eq).is_ok()
            && let Ok(several) = reader.name()
        {
            let schema = several.schema().or(first)?;
            return Some(Id::new(names::RANGE, &[schema, several.last()]));
        }
        reader.skip();
    }
    Some(Several::of(range).id(range))
}

/// Reads the options behind `AS RANGE`.
pub fn create(reader: &mut Reader, draft: &mut Draft, head: Head) -> Result<()> {
    let mut range = Range {
        subtype: typename::from_format_type(""),
        operator_class: None,
        collation: None,
        difference: None,
        multirange: None,
    };
    let id = draft.new_id(names::RANGE, &head.name)?;
    reader.list(|r| option(r, draft, &id, &mut range))?;
    let several = range.multirange.take();
    range.multirange = several.or_else(|| Some(Several::of(&id)));
    reader.done()?;
    if range.subtype.name.is_empty() {
        let problem = Problem::error("syntax", "a range needs a SUBTYPE").at(head.name.place, "");
        return Err(Box::new(problem));
    }
    let default = default_class(&range.subtype.name);
    range.operator_class = range.operator_class.filter(|c| Some(c.as_str()) != default);
    typedef::declare(draft, names::RANGE, head, range)
}

fn option(reader: &mut Reader, draft: &Draft, id: &Id, range: &mut Range) -> Result<()> {
    let here = reader.here();
    let option = reader.ident()?;
    reader.expect_sign(&Token::Eq)?;
    match option.as_str() {
        "subtype" => range.subtype = draft.type_name(reader)?,
        "subtype_opclass" => range.operator_class = Some(plain(&reader.name()?)),
        "collation" => range.collation = read_collation(reader, draft)?,
        "subtype_diff" => range.difference = Some(plain(&reader.name()?)),
        "multirange_type_name" => {
            let several = draft.new_id(names::RANGE, &reader.name()?)?;
            range.multirange = Some(Several::within(&several.parts()[0], &several.last(), id));
        }
        "canonical" => {
            let message = "CANONICAL is not supported: it takes a function in C over the type before that has a definition";
            let problem = Problem::error("unsupported", message).at(here, "");
            let help = "let an extension bring the type, and the function with it";
            return Err(Box::new(problem.help(help)));
        }
        _ => {
            let message = format!("a range type has no option {option}");
            return Err(reader.error_at("unknown-option", &message, here));
        }
    }
    Ok(())
}

/// Prints a name, without a schema where that is the system's.
fn plain(name: &Name) -> String {
    match name.schema() {
        Some("pg_catalog") => quote::ident(name.last()),
        _ => name.show(),
    }
}

/// Returns a function with its schema, if the files define it.
fn found(draft: &Draft, id: &Id, function: &str, subtype: &TypeName) -> String {
    let parts = crate::model::split_name(function);
    if parts.len() > 1 {
        return function.to_string();
    }
    let Some(fact) = draft.state.get(id) else {
        return function.to_string();
    };
    let qualified = |schema: &String| Id::new("", &[schema, &parts[0]]).name().to_string();
    let defined = |name: &String| {
        let id = Id::printed(names::FUNCTION, format!("{name}({subtype}, {subtype})"));
        draft.state.has(&id)
    };
    link::path_of(fact)
        .iter()
        .map(qualified)
        .find(defined)
        .unwrap_or_else(|| function.to_string())
}

/// Returns the default operator class of a built-in type that ranges are often made of.
fn default_class(subtype: &str) -> Option<&'static str> {
    Some(match subtype {
        "smallint" => "int2_ops",
        "integer" => "int4_ops",
        "bigint" => "int8_ops",
        "numeric" => "numeric_ops",
        "real" => "float4_ops",
        "double precision" => "float8_ops",
        "text" => "text_ops",
        "date" => "date_ops",
        "time without time zone" => "time_ops",
        "time with time zone" => "timetz_ops",
        "timestamp without time zone" => "timestamp_ops",
        "timestamp with time zone" => "timestamptz_ops",
        "interval" => "interval_ops",
        "uuid" => "uuid_ops",
        "inet" => "inet_ops",
        _ => return None,
    })
}

/// Reads the type of several ranges, whose users use the range.
fn multirange(row: &mut Row, range: &Id, catalog: &mut Catalog) -> Option<Several> {
    let (oid, names) = (row.number(), row.opt().zip(row.opt()));
    let is_described = row.bool();
    let (schema, name) = names?;
    catalog.know(Class::Type, oid, 0, range.clone());
    let several = Several::within(schema, name, range);
    if is_described {
        let message = format!(
            "the type {} of several ranges has a comment or a security label, which is not read",
            several.id(range).name()
        );
        catalog
            .warnings
            .push(Problem::warning("not-modelled", message));
    }
    Some(several)
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let Some(id) = catalog.find(Class::Type, row.number(), 0).cloned() else {
        return;
    };
    let (subtype, operator_class) = (row.text(), row.opt());
    if let Some(function) = row.opt() {
        let message = format!(
            "range type {} has the canonical function {function}, which is not modelled: the type is compared without it",
            id.name()
        );
        let problem = Problem::warning("not-modelled", message);
        catalog.warnings.push(problem);
    }
    let range = Range {
        subtype: typename::from_format_type(subtype),
        operator_class: operator_class.map(str::to_string),
        difference: row.opt().map(str::to_string),
        multirange: multirange(row, &id, catalog),
        collation: row
            .opt()
            .zip(row.opt())
            .map(|(schema, name)| collation_name(schema, name)),
    };
    let schema = typedef::schema_of(&id);
    catalog.add(Fact::new(id, Some(schema), range));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::grant::tests::{facts, read};

    fn ranges(sql: &str) -> Vec<String> {
        facts(sql, names::RANGE)
    }

    #[test]
    fn options_are_read_and_what_the_server_would_choose_is_not_worded() {
        assert_eq!(
            ranges(
                "create type floatrange as range (subtype = float8, subtype_opclass = pg_catalog.float8_ops, \
                 subtype_diff = pg_catalog.float8mi, multirange_type_name = floatmultirange)"
            ),
            ["public.floatrange: range (subtype = double precision, subtype_diff = float8mi)"]
        );
        assert_eq!(
            ranges(
                "create type r as range (subtype = text, subtype_opclass = text_pattern_ops, collation = \"C\", \
                 multirange_type_name = many)"
            ),
            [
                "public.r: range (subtype = text, subtype_opclass = text_pattern_ops, collation = \"C\", multirange_type_name = public.many)"
            ]
        );
    }

    #[test]
    fn what_is_missing_or_no_option_is_told() {
        let message = |sql: &str| read(sql).1.concat();
        assert_eq!(
            message("create type r as range (collation = \"C\")"),
            "a range needs a SUBTYPE"
        );
        assert_eq!(
            message("create type r as range (subtype = date, canonical = f)"),
            "CANONICAL is not supported: it takes a function in C over the type before that has a definition"
        );
        assert_eq!(
            message("create type r as range (subtype = date, size = 4)"),
            "a range type has no option size"
        );
        assert_eq!(
            message("create type r"),
            "a type that is not an enum, a composite type or a range is not supported"
        );
    }
}

//! The catalog's rows on their way into facts.
//!
//! A kind gives a query over the objects in scope and a function for each of its rows.

use std::fmt;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Extent;
use crate::diagnostic::Problem;
use crate::model::{Body, Fact, Id, KindName, Merged, State};
use crate::text::quote;
use crate::text::typename::{self, TypeName};

/// Oids of objects in scope, in a certain order; printed as the text of a PostgreSQL array: `{16384,16390}`.
#[derive(Debug, Clone)]
pub struct Oids(String);

impl Oids {
    /// Takes oids as their texts.
    pub fn new(oids: &[String]) -> Oids {
        let mut oids: Vec<&str> = oids.iter().map(String::as_str).collect();
        oids.sort_unstable();
        Oids(format!("{{{}}}", oids.join(",")))
    }

    /// Returns whether there are none, so that nothing has to be asked of them.
    pub fn is_empty(&self) -> bool {
        self.0 == "{}"
    }
}

impl Oids {
    /// Returns them as rows of SQL, to stand behind `in`. Where few rows are expected this is cheaper than an array, of which the
    /// planner looks at each element.
    pub fn rows(&self) -> String {
        format!("(select unnest('{self}'::oid[]))")
    }
}

impl Default for Oids {
    fn default() -> Oids {
        Oids::new(&[])
    }
}

impl fmt::Display for Oids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The objects whose grants, comments and owners are read: those in scope, and those outside of the files to which the files attach some.
#[derive(Debug, Clone, Default)]
pub struct Bearing {
    /// Tables, views, sequences and composite types.
    pub relations: Oids,
    /// Enums, domains, ranges.
    pub types: Oids,
    /// Functions and procedures.
    pub routines: Oids,
}

/// What is read: the server's version and the objects in scope.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The server's version as `server_version_num` gives it.
    pub version: u32,
    /// Tables, views, sequences and composite types in scope.
    pub relations: Oids,
    /// The tables among them.
    pub tables: Oids,
    /// The foreign tables among those.
    pub foreign: Oids,
    /// The views among them.
    pub views: Oids,
    /// The materialized views among them.
    pub materialized_views: Oids,
    /// The sequences among them.
    pub sequences: Oids,
    /// The composite types among them.
    pub composites: Oids,
    /// The sequences behind the identity columns of the tables.
    pub identities: Oids,
    /// Tables that are not in scope but carry triggers or policies that are: for each, the oid and the name of one.
    pub attached: Vec<(String, String)>,
    /// Enums, domains, ranges in scope.
    pub types: Oids,
    /// Functions and procedures in scope.
    pub routines: Oids,
    /// Schemas in scope.
    pub schemas: Oids,
    /// Names of extensions in scope as the text of an array, ready to stand between single quotes; nothing for all.
    pub extensions: Option<String>,
    /// The extensions of which the files name the version, with that version.
    pub versions: Vec<(String, String)>,
    /// Names of publications in scope in the same form, or nothing for all.
    pub publications: Option<String>,
    /// Names of the roles that the files speak of, in the same form; empty for none.
    pub roles: String,
    /// What is in scope of the kinds that find their objects by themselves.
    pub extent: Extent,
    /// The objects whose grants, comments and owners are read.
    pub bearing: Bearing,
    /// Whether grants, comments and owners are wanted at all.
    pub attachments: bool,
}

impl Target {
    /// Returns whether no extension is in scope.
    pub fn names_no_extension(&self) -> bool {
        self.extensions.as_deref() == Some("{}")
    }

    /// Returns whether no publication is in scope.
    pub fn names_no_publication(&self) -> bool {
        self.publications.as_deref() == Some("{}")
    }

    /// Returns the SQL condition that an object that is in no schema is in scope, by the expression for its name as addresses have it,
    /// and its catalog with the expression for its oid; what an extension brought is not. Nothing where none can be.
    pub fn of_database(
        &self,
        kind: KindName,
        name: &str,
        (class, oid): (&str, &str),
    ) -> Option<String> {
        let scope = self.extent.without_schema(kind, name)?;
        Some(format!(
            "{scope} and not exists (select from pg_depend d where d.classid = '{class}'::regclass and d.objid = {oid} \
             and d.deptype = 'e')"
        ))
    }

    /// Returns the SQL condition that a trigger or policy is in scope, by the expressions for its table's oid and its name.
    pub fn on_table(&self, relation: &str, name: &str) -> String {
        if self.attached.is_empty() {
            return format!("{relation} in {}", self.relations.rows());
        }
        let own = format!("{relation} = any('{}'::oid[])", self.relations);
        let pairs: Vec<String> = self
            .attached
            .iter()
            .map(|(oid, name)| format!("({oid}, {})", quote::literal(name)))
            .collect();
        format!("({own} or ({relation}, {name}) in ({}))", pairs.join(", "))
    }
}

/// A query and what becomes of its rows.
pub struct Query {
    /// The text.
    pub sql: String,
    /// Turns a row into facts.
    pub read: fn(&mut Row, &mut Catalog),
}

/// A row, read from left to right as text; the query and the reader name the columns in one order.
pub struct Row<'a> {
    cells: &'a [Option<&'a str>],
    next: usize,
}

impl<'a> Row<'a> {
    /// Starts at the first column.
    pub fn new(cells: &'a [Option<&'a str>]) -> Row<'a> {
        Row { cells, next: 0 }
    }

    /// Returns the next column, if it is not null.
    pub fn opt(&mut self) -> Option<&'a str> {
        let cell = self.cells.get(self.next).copied().flatten();
        self.next += 1;
        cell
    }

    /// Returns the next column, an empty text for null.
    pub fn text(&mut self) -> &'a str {
        self.opt().unwrap_or("")
    }

    /// Writes what is left of the row as one text, which tells it from all that say something else.
    fn rest(&self, out: &mut String) {
        for cell in self.cells.iter().skip(self.next) {
            if let Some(text) = cell {
                out.push('=');
                out.push_str(text);
            }
            // No text of PostgreSQL holds it.
            out.push('\0');
        }
    }

    /// Returns the next column as a boolean.
    pub fn bool(&mut self) -> bool {
        self.opt() == Some("t")
    }

    /// Returns the next column as a number; an oid among them.
    pub fn number(&mut self) -> i64 {
        self.text().parse().unwrap_or(0)
    }

    /// Returns the next column, a PostgreSQL array of text, as a list; null elements are empty.
    pub fn list(&mut self) -> Vec<String> {
        self.opt_list().unwrap_or_default()
    }

    /// Returns the next column, a PostgreSQL array of text, if it is not null.
    pub fn opt_list(&mut self) -> Option<Vec<String>> {
        self.opt().map(array)
    }
}

/// Reads the text form of a one-dimensional array.
fn array(text: &str) -> Vec<String> {
    let inner = text
        .strip_prefix('{')
        .and_then(|t| t.strip_suffix('}'))
        .unwrap_or(text);
    let (mut out, mut item, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => item.extend(chars.next()),
            '"' => {
                quoted = !quoted;
                any = true;
            }
            ',' if !quoted => {
                out.push(std::mem::take(&mut item));
                any = false;
            }
            c => item.push(c),
        }
    }
    if any || !item.is_empty() || !out.is_empty() {
        out.push(item);
    }
    out
}

/// The oid of the collation that is the database's own.
pub const DEFAULT_COLLATION: i64 = 100;

/// The facts of the live side while they are read, with the oids that later queries refer to.
#[derive(Default)]
pub struct Catalog {
    /// The facts so far.
    pub state: State,
    /// What is in scope but no kind reads.
    pub warnings: Vec<Problem>,
    /// The sequences of identities by their oids.
    pub identities: FxHashMap<i64, Behind>,
    /// The columns whose identity is ALWAYS.
    pub always: FxHashSet<(i64, i64)>,
    collations: FxHashMap<(i64, i64), i64>,
    bodies: FxHashMap<String, Arc<dyn Body>>,
    key: String,
    types: FxHashMap<String, TypeName>,
    oids: FxHashMap<(Class, i64), Known>,
    order: u32,
}

/// The addresses of an object and of its columns by their numbers.
#[derive(Default)]
struct Known {
    whole: Option<Id>,
    columns: Vec<Option<Id>>,
}

impl Known {
    /// Returns where the address of a column stands; 0 is the object itself.
    fn place(&mut self, sub: i64) -> &mut Option<Id> {
        let Ok(at) = usize::try_from(sub - 1) else {
            return &mut self.whole;
        };
        if self.columns.len() <= at {
            self.columns.resize(at + 1, None);
        }
        &mut self.columns[at]
    }

    /// Returns an address; system columns, whose numbers are negative, have none.
    fn get(&self, sub: i64) -> Option<&Id> {
        match sub {
            0 => self.whole.as_ref(),
            sub => self.columns.get(usize::try_from(sub - 1).ok()?)?.as_ref(),
        }
    }
}

/// The sequence behind an identity.
#[derive(Debug, Clone)]
pub struct Behind {
    /// The column: the oid of the table, and the number.
    pub column: (i64, i64),
    /// The name of the sequence.
    pub name: String,
    /// Whether it is unlogged; nothing where sequences cannot be.
    pub unlogged: Option<bool>,
}

/// A system catalog that oids belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// `pg_class`; with a column number, an attribute.
    Relation,
    /// `pg_type`.
    Type,
    /// `pg_proc`.
    Routine,
    /// `pg_namespace`.
    Schema,
    /// `pg_constraint`.
    Constraint,
    /// Any other, where a comment may stand.
    Other(&'static str),
}

/// The catalogs whose objects are facts, by their names.
pub const CLASSES: &[(&str, Class)] = &[
    ("pg_class", Class::Relation),
    ("pg_type", Class::Type),
    ("pg_proc", Class::Routine),
    ("pg_namespace", Class::Schema),
    ("pg_constraint", Class::Constraint),
    ("pg_attrdef", Class::Other("pg_attrdef")),
    ("pg_trigger", Class::Other("pg_trigger")),
    ("pg_policy", Class::Other("pg_policy")),
    ("pg_extension", Class::Other("pg_extension")),
    ("pg_publication", Class::Other("pg_publication")),
    ("pg_statistic_ext", Class::Other("pg_statistic_ext")),
    ("pg_collation", Class::Other("pg_collation")),
    ("pg_operator", Class::Other("pg_operator")),
    ("pg_cast", Class::Other("pg_cast")),
    ("pg_conversion", Class::Other("pg_conversion")),
    ("pg_language", Class::Other("pg_language")),
    ("pg_am", Class::Other("pg_am")),
    ("pg_transform", Class::Other("pg_transform")),
    ("pg_opclass", Class::Other("pg_opclass")),
    ("pg_opfamily", Class::Other("pg_opfamily")),
    ("pg_ts_parser", Class::Other("pg_ts_parser")),
    ("pg_ts_template", Class::Other("pg_ts_template")),
    ("pg_ts_dict", Class::Other("pg_ts_dict")),
    ("pg_ts_config", Class::Other("pg_ts_config")),
    ("pg_authid", Class::Other("pg_authid")),
    ("pg_rewrite", Class::Other("pg_rewrite")),
    ("pg_event_trigger", Class::Other("pg_event_trigger")),
    (
        "pg_foreign_data_wrapper",
        Class::Other("pg_foreign_data_wrapper"),
    ),
    ("pg_foreign_server", Class::Other("pg_foreign_server")),
    ("pg_user_mapping", Class::Other("pg_user_mapping")),
    ("pg_subscription", Class::Other("pg_subscription")),
];

impl Class {
    /// Returns the class of a catalog by its name.
    pub fn named(name: &str) -> Option<Class> {
        CLASSES.iter().find(|c| c.0 == name).map(|c| c.1)
    }
}

impl Catalog {
    /// Returns the body that the rest of a row says; rows that say the same share one.
    pub fn alike<B: Body>(
        &mut self,
        kind: KindName,
        row: &mut Row,
        read: impl FnOnce(&mut Row, &mut Catalog) -> B,
    ) -> Arc<dyn Body> {
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        key.push_str(kind);
        row.rest(&mut key);
        let known = self.bodies.get(&key).cloned();
        let body = known.unwrap_or_else(|| {
            let body: Arc<dyn Body> = Arc::new(read(row, self));
            self.bodies.insert(key.clone(), body.clone());
            body
        });
        self.key = key;
        body
    }

    /// Adds a fact that has a number among its siblings, in whatever order they come.
    pub fn add_at(&mut self, number: u32, mut fact: Fact) {
        fact.order = number;
        self.state.put(fact);
    }

    /// Adds a fact whose place is by its address alone: its rows come in no certain order.
    pub fn add(&mut self, mut fact: Fact) {
        fact.order = 0;
        self.state.put(fact);
    }

    /// Adds a fact after those that came before it, of rows that the query sorts.
    pub fn add_next(&mut self, mut fact: Fact) {
        self.order += 1;
        fact.order = self.order;
        self.state.put(fact);
    }

    /// Returns a type by what `format_type` prints; each is read once.
    pub fn type_name(&mut self, printed: &str) -> TypeName {
        if let Some(known) = self.types.get(printed) {
            return known.clone();
        }
        let name = typename::from_format_type(printed);
        self.types.insert(printed.to_string(), name.clone());
        name
    }

    /// Remembers the collation of a column, where it is not that of the database.
    pub fn note_collation(&mut self, relation: i64, number: i64, collation: i64) {
        if collation != 0 && collation != DEFAULT_COLLATION {
            self.collations.insert((relation, number), collation);
        }
    }

    /// Returns the collation of a column that can be collated.
    pub fn collation(&self, relation: i64, number: i64) -> i64 {
        let known = self.collations.get(&(relation, number));
        known.copied().unwrap_or(DEFAULT_COLLATION)
    }

    /// Adds an index or constraint, or keeps it beside the facts if it belongs to one of the parent table: to the index or
    /// relation of this oid.
    pub fn add_or_merge(&mut self, fact: Fact, into: Option<&str>) {
        let Some(oid) = into else {
            return self.add(fact);
        };
        let known = self.find(Class::Relation, oid.parse().unwrap_or(0), 0);
        let into = known.cloned().unwrap_or_else(|| fact.id.clone());
        self.state
            .merged
            .insert(fact.id.clone(), Merged { fact, into });
    }

    /// Remembers the address of an object, or of a column by its number.
    pub fn know(&mut self, class: Class, oid: i64, sub: i64, id: Id) {
        *self.oids.entry((class, oid)).or_default().place(sub) = Some(id);
    }

    /// Gives what has been renamed its new addresses, one rename after the other.
    pub fn rename(&mut self, moved: &[(Id, Id)]) {
        let mut new: FxHashMap<&Id, &Id> = FxHashMap::default();
        for (from, to) in moved.iter().rev() {
            let to = new.get(to).copied().unwrap_or(to);
            new.insert(from, to);
        }
        let known = self.oids.values_mut();
        let places = known.flat_map(|k| [&mut k.whole].into_iter().chain(&mut k.columns));
        for id in places.flatten() {
            if let Some(to) = new.get(id) {
                *id = (*to).clone();
            }
        }
    }

    /// Walks the oids of all objects that were read.
    pub fn oids(&self) -> impl Iterator<Item = i64> + '_ {
        let whole = self.oids.iter().filter(|(_, known)| known.whole.is_some());
        whole.map(|((_, oid), _)| *oid)
    }

    /// Returns the address of an object that was read before.
    pub fn find(&self, class: Class, oid: i64, sub: i64) -> Option<&Id> {
        self.oids.get(&(class, oid))?.get(sub)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_keeps_quotes_commas_and_empty_elements() {
        assert_eq!(
            array(r#"{a,"b,c","say \"x\"",""}"#),
            ["a", "b,c", "say \"x\"", ""]
        );
        assert_eq!(array("{}"), Vec::<String>::new());
        assert_eq!(array(r#"{""}"#), [""]);
    }
}

//! A dump as the files of a folder: one for each table and view, one for the routines of a name, one for the types of a schema.
//!
//! ```text
//! database.sql              what stands in no schema: schemas, extensions, event triggers
//! public/tables/users.sql   a table with all that belongs to it, and the sequences that its columns own
//! public/views/…  public/functions/…  public/types.sql  public/sequences.sql  public/more.sql
//! zz-default-privileges.sql last, since they are about what is made after them
//! ```
//! Names of files are the same on every system: what one of them could not tell apart or hold is written as `%` and two digits. How
//! files get to the disk does not belong here.

use std::collections::{BTreeMap, BTreeSet};

use super::script::script;
use super::{Dump, MARK, editor};
use crate::desired::files::Syntax;
use crate::kind::{names, whole};
use crate::kinds::sequence::Sequence;
use crate::model::{DEFAULT_PATH, Id};
use crate::plan::PlanError;
use crate::report::yaml;

/// The file of what stands in no schema.
const DATABASE: &str = "database";
/// The file of default privileges, which is read after all others.
const DEFAULTS: &str = "zz-default-privileges";

impl Dump {
    /// Returns the files by their paths within the folder, `/` between the parts.
    ///
    /// # Errors
    /// As [`Dump::sql`].
    pub fn files(&self, syntax: Syntax) -> Result<BTreeMap<String, String>, PlanError> {
        let texts = match syntax {
            Syntax::Sql => self.in_sql(&BTreeSet::new())?,
            Syntax::Yaml => self.in_yaml()?,
        };
        let file = |(stem, text): (String, String)| match syntax {
            Syntax::Sql => (format!("{stem}.sql"), format!("-- {MARK}\n\n{text}")),
            Syntax::Yaml => {
                let up = "../".repeat(stem.matches('/').count());
                let keys = editor::line(&up);
                (format!("{stem}.yaml"), format!("# {MARK}\n{keys}\n{text}"))
            }
        };
        let mut files: BTreeMap<String, String> = texts.into_iter().map(file).collect();
        if syntax == Syntax::Yaml && !files.is_empty() {
            files.insert(editor::FILE.into(), editor::schema());
        }
        Ok(files)
    }

    fn in_sql(&self, written: &BTreeSet<Id>) -> Result<BTreeMap<String, String>, PlanError> {
        let plan = self.rest(written)?;
        let mut files: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for action in &plan.actions {
            let list = files.entry(self.stem(&action.about)).or_default();
            list.push(action);
        }
        let text = |list: Vec<_>| script(&list, &self.beside, DEFAULT_PATH).0;
        let texts = files.into_iter().map(|(stem, list)| (stem, text(list)));
        Ok(texts.collect())
    }

    fn in_yaml(&self) -> Result<BTreeMap<String, String>, PlanError> {
        let stem = |id: &Id| self.stem(id);
        let (mut files, written) =
            yaml::write_in(&self.state, self.world.version, &self.beside, &stem);
        for (stem, sql) in self.in_sql(&written)? {
            files
                .entry(stem)
                .or_default()
                .insert("sql".into(), sql.into());
        }
        let texts = files
            .iter()
            .map(|(stem, file)| (stem.clone(), yaml::print(file)));
        Ok(texts.collect())
    }

    /// Returns the path of the file that a fact stands in, without its ending.
    fn stem(&self, id: &Id) -> String {
        if id.kind() == names::DEFAULT_PRIVILEGE {
            return DEFAULTS.into();
        }
        let top = self.home(whole(id, [&self.state, &self.state]));
        let parts = top.parts();
        let kind = top.kind();
        let in_schema = parts.len() > 1 && kind != names::SCHEMA;
        let Some((schema, name)) = parts.first().zip(parts.get(1)).filter(|_| in_schema) else {
            return DATABASE.into();
        };
        let (schema, name) = (folder_name(schema), file_name(name));
        match kind {
            names::TABLE => format!("{schema}/tables/{name}"),
            names::VIEW | names::MATERIALIZED_VIEW => format!("{schema}/views/{name}"),
            _ if names::ROUTINES.contains(&kind) => format!("{schema}/functions/{name}"),
            names::ENUM | names::DOMAIN | names::COMPOSITE | names::RANGE => {
                format!("{schema}/types")
            }
            names::SEQUENCE => format!("{schema}/sequences"),
            _ => format!("{schema}/more"),
        }
    }

    /// Returns the table that owns a sequence, and everything else as it is.
    fn home(&self, top: Id) -> Id {
        let sequence: Option<&Sequence> = self.state.body(&top);
        let column = sequence.and_then(|sequence| sequence.owned_by.as_ref());
        column.map_or(top.clone(), |c| whole(c, [&self.state, &self.state]))
    }
}

/// Returns the name of a schema as folders have it; none comes after the file of default privileges.
fn folder_name(schema: &str) -> String {
    match schema.strip_prefix("zz") {
        Some(rest) => format!("%7Az{}", file_name(rest)),
        None => file_name(schema),
    }
}

/// Names that a system keeps for devices, with any ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Returns a name as files have it.
fn file_name(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
    let device = DEVICES.contains(&name) || name.starts_with("com") || name.starts_with("lpt");
    let device = device && name.len() <= 4;
    let mut out = String::new();
    for (at, byte) in name.bytes().enumerate() {
        match plain(byte) && !(device && at == 0) {
            true => out.push(byte as char),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{DEFAULTS, file_name, folder_name};

    #[test]
    fn no_schema_comes_after_the_default_privileges() {
        for schema in ["zz", "zzz", "zz_a", "\u{10ffff}", "public", "zebra"] {
            assert!(*folder_name(schema) < *DEFAULTS, "{schema}");
        }
    }

    #[test]
    fn a_name_is_one_file_on_every_system_and_no_other_names_file() {
        for (name, file) in [
            ("users", "users"),
            ("Users", "%55sers"),
            ("a/b", "a%2Fb"),
            ("..", "%2E%2E"),
            ("a%2Fb", "a%252%46b"),
            ("Größe", "%47r%C3%B6%C3%9Fe"),
            ("con", "%63on"),
            ("com1", "%63om1"),
            ("comments", "comments"),
            ("order items", "order%20items"),
        ] {
            assert_eq!(file_name(name), file);
        }
        assert!(file_name(&"\u{e4}".repeat(31)).len() + ".yaml".len() < 255);
    }
}

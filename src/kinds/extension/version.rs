//! The versions of extensions: which updates the server has, and what becomes of one that it has not.
//!
//! The statements that make and change an extension stand beside.

use super::Extension;
use crate::diagnostic::Result;
use crate::kind::{Alter, Scene, Target, names};
use crate::model::{Fact, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// What holds values of the types that an extension brings, and would lose them with it.
const WITH_VALUES: &[KindName] = &[names::COLUMN, names::DOMAIN, names::COMPOSITE];

/// Reads a version, which may be written as a string or as a name.
pub fn read(reader: &mut Reader) -> Result<String> {
    reader.string().or_else(|_| reader.ident())
}

/// Returns the extensions of which a state names the version.
pub fn versions(state: &State) -> Vec<(String, String)> {
    let named = |f: &Fact| {
        let version = f.get::<Extension>()?.version.clone()?;
        Some((f.id.last(), version))
    };
    state.iter().filter_map(named).collect()
}

/// Returns an expression over `pg_extension e` for the versions that it can be updated to.
///
/// The server reads the files of the extension for it, so that it is only asked where a file names another version.
pub fn updates(target: &Target) -> String {
    let other: Vec<String> = target
        .versions
        .iter()
        .map(|(name, version)| {
            let (name, version) = (quote::literal(name), quote::literal(version));
            format!("e.extname = {name} and e.extversion <> {version}")
        })
        .collect();
    if other.is_empty() {
        return "null".into();
    }
    format!(
        "case when {} then array(select u.target from pg_extension_update_paths(e.extname) u \
         where u.source = e.extversion and u.path is not null) end",
        other.join(" or ")
    )
}

/// Returns what is done where the server has no update to the version that the files name.
///
/// An extension that nothing holds values of is made again; otherwise there is no way.
pub fn no_update(live: &Fact, desired: &Fact, scene: &Scene) -> Option<Alter> {
    let (from, to): (&Extension, &Extension) = (live.body(), desired.body());
    let (old, new) = (from.version.as_ref()?, to.version.as_ref()?);
    if old == new || from.updates.as_ref()?.contains(new) {
        return None;
    }
    let holds = |f: &&Fact| WITH_VALUES.contains(&f.id.kind()) && f.uses.contains(&live.id);
    let Some(user) = scene.live.sorted().into_iter().find(holds) else {
        return Some(Alter::Replace(
            "the server has no update of the extension to that version",
        ));
    };
    let (name, kind) = (live.id.name(), user.id.kind().replace('-', " "));
    Some(Alter::Impossible {
        message: format!(
            "extension {name} cannot go from version {old} to {new}: the server has no update between them, and {kind} {} \
             would lose its values if the extension were made again",
            user.id.name()
        ),
        help: format!(
            "write `version {}` or no version at all, or install the files of an update on the server",
            quote::literal(old)
        ),
    })
}

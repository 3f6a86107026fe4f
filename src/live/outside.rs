//! Finds the objects outside of the files to which the files attach grants or comments.
//!
//! They are known by their addresses and nothing else of them is read.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::array;
use crate::kind::catalog::{Bearing, Class, Oids};
use crate::kind::{Catalog, Reach, Row, names};
use crate::kinds::{self, grant};
use crate::model::{Fact, Id, State};

/// Objects by what they are looked for in, and by name.
#[derive(Debug, Default)]
pub struct Outside {
    wanted: BTreeMap<(Place, String), Id>,
    relations: Vec<String>,
    types: Vec<String>,
    routines: Vec<String>,
}

/// The catalog in which an object is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Relations,
    Types,
    Routines,
    Wrappers,
    Servers,
    Languages,
}

/// Each place with its letter in the query, the class of its objects, and the columns for oid and name as addresses have it.
const PLACES: &[(Place, &str, Class, &str)] = &[
    (
        Place::Relations,
        "r",
        Class::Relation,
        "select oid, relnamespace, relname, null::text[] from pg_class where relkind in ('r', 'p', 'f', 'v', 'm', 'S')",
    ),
    (
        Place::Types,
        "t",
        Class::Type,
        "select oid, typnamespace, typname, null::text[] from pg_type where true",
    ),
    (
        Place::Routines,
        "f",
        Class::Routine,
        "select oid, pronamespace, proname, \
         array(select format_type(a, null) from unnest(proargtypes) with ordinality u(a, i) order by i) from pg_proc where true",
    ),
    (
        Place::Wrappers,
        "w",
        Class::Other("pg_foreign_data_wrapper"),
        "select oid, null::oid, fdwname, null::text[] from pg_foreign_data_wrapper where true",
    ),
    (
        Place::Servers,
        "s",
        Class::Other("pg_foreign_server"),
        "select oid, null::oid, srvname, null::text[] from pg_foreign_server where true",
    ),
    (
        Place::Languages,
        "l",
        Class::Other("pg_language"),
        "select oid, null::oid, lanname, null::text[] from pg_language where true",
    ),
];

impl Place {
    fn of(id: &Id) -> Option<Place> {
        Some(match id.kind() {
            kind if names::ROUTINES.contains(&kind) => Place::Routines,
            kind if names::RELATIONS.contains(&kind) && kind != names::COMPOSITE => {
                Place::Relations
            }
            kind if names::TYPES.contains(&kind) => Place::Types,
            names::FOREIGN_DATA_WRAPPER => Place::Wrappers,
            names::SERVER => Place::Servers,
            names::LANGUAGE => Place::Languages,
            _ => return None,
        })
    }
}

impl Outside {
    /// Takes the objects that the desired state attaches something to, or wants something gone from, without having them.
    pub fn of(desired: &State, reach: &Reach) -> Outside {
        let attached = |f: &&Fact| names::ATTACHED.contains(&f.id.kind());
        let parents = desired
            .iter()
            .filter(attached)
            .filter_map(|f| f.parent.clone());
        let absent = desired.absent.keys().filter_map(subject);
        let mut out = Outside::default();
        for id in absent
            .chain(parents)
            .chain(reach.outside.iter().cloned())
            .filter(|id| !desired.has(id))
        {
            if let Some(place) = Place::of(&id) {
                out.wanted.insert((place, id.name().to_string()), id);
            }
        }
        out
    }

    /// Returns the query that finds them, if there are any.
    pub fn query(&self) -> Option<String> {
        let used: BTreeSet<Place> = self.wanted.keys().map(|k| k.0).collect();
        let last = self.wanted.values().map(Id::last).collect::<BTreeSet<_>>();
        let part = |(_, letter, _, columns): &(Place, &str, Class, &str)| {
            format!(
                "select '{letter}', o.oid, n.nspname, o.name, o.arguments from ({columns}) o (oid, namespace, name, arguments) \
                 left join pg_namespace n on n.oid = o.namespace where o.name = any({})",
                array(&last)
            )
        };
        let parts: Vec<String> = PLACES
            .iter()
            .filter(|p| used.contains(&p.0))
            .map(part)
            .collect();
        (!parts.is_empty()).then(|| parts.join(" union all "))
    }

    /// Takes a row: an object of one of the names.
    pub fn found(&mut self, row: &mut Row, catalog: &mut Catalog) {
        let letter = row.text();
        let Some((place, _, class, _)) = PLACES.iter().find(|p| p.1 == letter) else {
            return;
        };
        let oid = row.number();
        let parts: Vec<&str> = row.opt().into_iter().chain(row.opt()).collect();
        let mut name = Id::new("", &parts).name().to_string();
        if let Some(arguments) = row.opt_list() {
            name.push_str(&format!("({})", arguments.join(", ")));
        }
        let Some(id) = self.wanted.get(&(*place, name)) else {
            return;
        };
        catalog.know(*class, oid, 0, id.clone());
        match place {
            Place::Relations => self.relations.push(oid.to_string()),
            Place::Types => self.types.push(oid.to_string()),
            Place::Routines => self.routines.push(oid.to_string()),
            Place::Wrappers | Place::Servers | Place::Languages => {}
        }
    }

    /// Returns them together with what is in scope.
    pub fn and(&self, relations: &[String], types: &[String], routines: &[String]) -> Bearing {
        let both = |own: &[String], more: &[String]| Oids::new(&[own, more].concat());
        Bearing {
            relations: both(relations, &self.relations),
            types: both(types, &self.types),
            routines: both(routines, &self.routines),
        }
    }
}

/// Returns the object that an address of something attached is about: of a column the table, whatever relation it is.
pub fn subject(id: &Id) -> Option<Id> {
    let on = match id.kind() {
        names::GRANT => grant::object_of(id)?,
        names::COMMENT => {
            let (kind, name) = id.name().split_once(':')?;
            let kind = kinds::ALL.iter().find(|k| k.name() == kind)?;
            Id::printed(kind.name(), name)
        }
        _ => return None,
    };
    Some(match on.kind() {
        names::COLUMN => Id::printed(names::TABLE, on.container()),
        _ => on,
    })
}

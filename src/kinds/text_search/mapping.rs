//! Mappings: the dictionaries that a configuration asks for one sort of token, in their order.

use std::collections::HashMap;

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Kind, Query, Row, Scene, Target, Text, Verb, link,
    names,
};
use crate::kinds::definition::{Value, qualify};
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::quote;

/// The kind `text-search-mapping`.
pub struct MappingKind;

/// What a configuration does with a sort of token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The dictionaries, the first asked first.
    pub dictionaries: Vec<Id>,
}

/// The columns of a mapping: the token, the schemas and the names of its dictionaries; `o` is the configuration, `t` the token.
pub const COLUMNS: &str = "t.alias, array(select dn.nspname::text from pg_ts_config_map m join pg_ts_dict d on d.oid = m.mapdict \
     join pg_namespace dn on dn.oid = d.dictnamespace where m.mapcfg = o.oid and m.maptokentype = t.tokid order by m.mapseqno), \
     array(select d.dictname::text from pg_ts_config_map m join pg_ts_dict d on d.oid = m.mapdict \
     where m.mapcfg = o.oid and m.maptokentype = t.tokid order by m.mapseqno)";
/// The condition that a token has a mapping.
pub const EXISTS: &str =
    "exists (select from pg_ts_config_map m where m.mapcfg = o.oid and m.maptokentype = t.tokid)";

/// Returns the sort of token that a mapping is for.
pub fn token(id: &Id) -> String {
    id.last()
}

/// Adds a mapping.
pub fn add(
    draft: &mut Draft,
    configuration: &Id,
    token: &str,
    dictionaries: Vec<Id>,
    place: Place,
) -> Result<()> {
    let id = configuration.child(names::TS_MAPPING, token);
    let parent = Some(configuration.clone());
    draft.add(id, parent, Mapping { dictionaries }, place)
}

impl Kind for MappingKind {
    fn name(&self) -> KindName {
        names::TS_MAPPING
    }

    fn attributes(&self) -> &'static [Attribute] {
        const ALL: &[Attribute] = &[Attribute::in_place("dictionaries")];
        ALL
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        let scope = target
            .extent
            .within(names::TS_CONFIGURATION, "s.nspname", "o.cfgname");
        let query = scope.map(|scope| Query {
            sql: format!(
                "select o.oid, {COLUMNS} from pg_ts_config o join pg_namespace s on s.oid = o.cfgnamespace \
                 cross join lateral ts_token_type(o.cfgparser) t where o.oid >= 16384 and {scope} and {EXISTS} order by o.oid, t.tokid"
            ),
            read: read_row,
        });
        query.into_iter().collect()
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let dictionaries = fact.body::<Mapping>().dictionaries.iter();
        dictionaries.filter(|id| state.has(id)).cloned().collect()
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|mapping: &mut Mapping| {
            for id in &mut mapping.dictionaries {
                *id = moved(id).unwrap_or(id.clone());
            }
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id) else {
            return Ok(());
        };
        let path = link::path_of(fact);
        let mut found = Vec::new();
        for id in &fact.body::<Mapping>().dictionaries {
            let mut value = Value::Object(id.clone());
            qualify(&mut value, &path, draft);
            if let Value::Object(id) = value {
                found.push(id);
            }
        }
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|m: &mut Mapping| m.dictionaries = found);
        }
        Ok(())
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let text = statement("add", &[token(&fact.id)], fact);
        vec![Action::create(fact, Text::Plain(text))]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let sql = format!(
            "alter text search configuration {} drop mapping for {}",
            fact.id.container(),
            quote::ident(&token(&fact.id))
        );
        vec![Action::drop(fact, Text::Plain(sql))]
    }

    fn alter(&self, _live: &Fact, desired: &Fact, _scene: &Scene) -> Alter {
        let text = statement("alter", &[token(&desired.id)], desired);
        Alter::InPlace(vec![Action::alter(desired, Text::Plain(text))])
    }

    /// Adds the mappings of a configuration that ask the same dictionaries in one statement.
    fn attend(&self, actions: &mut Vec<Action>, scene: &Scene) {
        let mut out: Vec<Action> = Vec::new();
        let mut first_of = HashMap::new();
        for action in actions.drain(..) {
            let end = out.len();
            let at = asked(&action, scene).map_or(end, |a| *first_of.entry(a).or_insert(end));
            match out.get_mut(at) {
                Some(first) => first.makes.extend(action.makes),
                None => out.push(action),
            }
        }
        for action in out.iter_mut().filter(|a| a.makes.len() > 1) {
            let mapping = scene.desired.get(&action.about);
            if let Some(fact) = mapping.filter(|f| f.get::<Mapping>().is_some()) {
                let mut tokens: Vec<String> = action.makes.iter().map(token).collect();
                tokens.sort();
                action.text = Text::Plain(statement("add", &tokens, fact));
            }
        }
        *actions = out;
    }

    fn describe(&self, fact: &Fact) -> String {
        dictionaries(fact)
    }
}

/// Returns the configuration and dictionaries of a statement that adds a mapping; nothing for any other one.
fn asked<'a>(action: &Action, scene: &Scene<'a>) -> Option<(Option<&'a Id>, &'a [Id])> {
    let fact = Some(&action.about).filter(|_| action.verb == Verb::Create);
    let fact = scene.desired.get(fact?)?;
    let mapping = fact.get::<Mapping>()?;
    Some((fact.parent.as_ref(), &mapping.dictionaries))
}

fn statement(verb: &str, tokens: &[String], fact: &Fact) -> String {
    format!(
        "alter text search configuration {} {verb} mapping for {} with {}",
        fact.id.container(),
        quote::idents(tokens),
        dictionaries(fact)
    )
}

fn dictionaries(fact: &Fact) -> String {
    let names = fact.body::<Mapping>().dictionaries.iter();
    names.map(Id::name).collect::<Vec<_>>().join(", ")
}

/// Reads the columns of a mapping.
pub fn read_columns(row: &mut Row) -> (String, Vec<Id>) {
    let token = row.text().to_string();
    let pairs = row.list().into_iter().zip(row.list());
    let ids = pairs.map(|(schema, name)| Id::new(names::TS_DICTIONARY, &[&schema, &name]));
    (token, ids.collect())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let class = Class::Other("pg_ts_config");
    let Some(configuration) = catalog.find(class, row.number(), 0).cloned() else {
        return;
    };
    let (token, dictionaries) = read_columns(row);
    let id = configuration.child(names::TS_MAPPING, &token);
    catalog.add(Fact::new(id, Some(configuration), Mapping { dictionaries }));
}

//! Operator classes.

use super::member::{self, Member};
use super::{address, address_of, loose, method, plain, reference, renaming};
use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Draft, Grammar, Kind, Query, Scene, Target, Text, link, names,
};
use crate::kinds::access_method;
use crate::model::{Fact, Id, KindName, State};
use crate::text::sql::Reader;
use crate::text::typename::TypeName;

/// The kind `operator-class`.
pub struct ClassKind;

/// What an operator class is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Whether it is the default for its type.
    pub is_default: bool,
    /// The type.
    pub ty: TypeName,
    /// The family that it is in; one part to its name where the schema is not found yet.
    pub family: Id,
    /// The type that an index keeps, where that is another one.
    pub storage: Option<TypeName>,
    /// What it has for its type, sorted.
    pub members: Vec<Member>,
}

impl Kind for ClassKind {
    fn name(&self) -> KindName {
        names::OPERATOR_CLASS
    }

    fn noun(&self) -> Option<&'static str> {
        Some("operator class")
    }

    fn attributes(&self) -> &'static [Attribute] {
        const ALL: &[Attribute] = &[
            Attribute::replaced("default"),
            Attribute::replaced("type"),
            Attribute::replaced("family"),
            Attribute::replaced("storage"),
            Attribute::replaced("operators"),
            Attribute::replaced("functions"),
        ];
        ALL
    }

    fn address(&self, reader: &mut Reader, draft: &Draft) -> Result<Id> {
        address(names::OPERATOR_CLASS, reader, draft)
    }

    fn reference(&self, id: &Id, _state: &State) -> String {
        reference("operator class", id)
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "create operator class",
            read: create,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        super::live::classes(target)
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        let class: &Class = fact.body();
        let types = [Some(&class.ty), class.storage.as_ref()];
        let types = types.into_iter().flatten();
        let mut uses: Vec<Id> = types.filter_map(|ty| link::type_id(ty, state)).collect();
        uses.extend(state.has(&class.family).then(|| class.family.clone()));
        uses.extend(access_method::named(&method(&fact.id), state));
        uses.extend(class.members.iter().flat_map(|m| m.uses(state)));
        uses
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|class: &mut Class| {
            class.ty = link::moved_type(&class.ty, moved);
            class.family = moved(&class.family).unwrap_or(class.family.clone());
            class.members.iter_mut().for_each(|m| m.relink(moved));
        });
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id) else {
            return Ok(());
        };
        let path = link::path_of(fact);
        let mut class = fact.body::<Class>().clone();
        class
            .members
            .iter_mut()
            .for_each(|m| m.qualify(&path, draft));
        class.members.sort_by_key(Member::key);
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|c: &mut Class| *c = class);
        }
        Ok(())
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        vec![Action::create(fact, Text::Plain(sql(fact)))]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let class: &Class = fact.body();
        let sql = format!("drop {}", reference("operator class", &fact.id));
        let mut actions = Vec::new();
        if scene.desired.has(&class.family) {
            let stay = class.members.iter();
            let stay = stay.filter(|m| m.outlives_its_class(&method(&fact.id), scene.version));
            actions.extend(stay.map(|member| loose::drop_before(fact, class, member)));
        }
        let steps = actions.iter().flat_map(|a: &Action| a.makes.clone());
        let steps: Vec<Id> = steps.collect();
        actions.push(Action::drop(fact, Text::Plain(sql)).needs(steps));
        actions
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::Replace("PostgreSQL has no statement that changes an operator class")
    }

    fn rename(&self, from: &Fact, to: &Fact, _scene: &Scene) -> Option<Vec<Action>> {
        Some(renaming("operator class", from, to))
    }

    fn describe(&self, fact: &Fact) -> String {
        let class: &Class = fact.body();
        let default = if class.is_default { "default " } else { "" };
        format!(
            "{default}for type {} as {}",
            class.ty,
            members(class).join(", ")
        )
    }
}

fn members(class: &Class) -> Vec<String> {
    let storage = class.storage.as_ref().map(|ty| format!("storage {ty}"));
    let mut out: Vec<String> = class
        .members
        .iter()
        .map(Member::sql)
        .chain(storage)
        .collect();
    if out.is_empty() {
        // The list must not be empty; this says what holds anyway.
        out.push(format!("storage {}", class.ty));
    }
    out
}

fn sql(fact: &Fact) -> String {
    let class: &Class = fact.body();
    let default = if class.is_default { " default" } else { "" };
    format!(
        "create operator class {}{default} for type {} using {} family {} as\n    {}",
        plain(&fact.id),
        class.ty,
        method(&fact.id),
        plain(&class.family),
        members(class).join(",\n    ")
    )
}

fn create(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    reader.expect("create operator class")?;
    let name = reader.name()?;
    let is_default = reader.accept("default");
    reader.expect("for type")?;
    let ty = crate::kinds::definition::read::plain_type(reader, draft)?;
    reader.expect("using")?;
    let method = reader.ident()?;
    let plain = draft.new_id("", &name)?;
    let mut family = address_of(names::OPERATOR_FAMILY, &plain, &method);
    if reader.accept("family") {
        let name = reader.name()?;
        let found = super::family::find(&name, &method, draft);
        family = match found {
            Some(id) => id,
            None => address_of(names::OPERATOR_FAMILY, &draft.new_id("", &name)?, &method),
        };
    } else {
        super::family::make(draft, &family, &name.place);
    }
    reader.expect("as")?;
    let mut class = Class {
        is_default,
        ty,
        family,
        storage: None,
        members: Vec::new(),
    };
    loop {
        let mark = reader.mark();
        if reader.accept("storage") {
            let ty = crate::kinds::definition::read::plain_type(reader, draft)?;
            class.storage = Some(ty).filter(|ty| *ty != class.ty);
        } else {
            let found = member::read(reader, draft, Some((&method, &class.ty)))?;
            if found.types == (class.ty.clone(), class.ty.clone()) {
                class.members.push(found);
            } else {
                loose::add(draft, &class.family, found, reader.since(mark))?;
            }
        }
        if !reader.comma() {
            break;
        }
    }
    reader.done()?;
    let id = address_of(names::OPERATOR_CLASS, &plain, &method);
    let schema = Id::new(names::SCHEMA, &[&id.parts()[0]]);
    draft.add(id, Some(schema), class, name.place)
}

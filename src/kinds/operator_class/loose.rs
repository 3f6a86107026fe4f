//! What an operator family has outside of its classes: for two types that differ, or for one without a class.

use sqlparser::tokenizer::Token;

use super::member::{self, Member};
use super::{Class, reference};
use crate::diagnostic::Result;
use crate::kind::{Action, Alter, Attribute, Draft, Kind, Scene, Text, link, names};
use crate::model::{Fact, Id, KindName, Place, State};
use crate::text::sql::Reader;

/// The kind `operator-family-member`.
pub struct LooseKind;

/// Returns the address of a member.
pub fn id(family: &Id, member: &Member) -> Id {
    Id::printed(
        names::FAMILY_MEMBER,
        format!("{}.{}", family.name(), member.key()),
    )
}

/// Adds a member to a family.
pub fn add(draft: &mut Draft, family: &Id, member: Member, place: Place) -> Result<()> {
    draft.add(id(family, &member), Some(family.clone()), member, place)
}

/// Reads `operator n (types)` or `function n (types)` and takes that member out.
pub fn remove(reader: &mut Reader, draft: &mut Draft, family: &Id) -> Result<()> {
    let mark = reader.mark();
    let noun = if reader.accept("operator") {
        "operator"
    } else {
        "function"
    };
    if noun == "function" {
        reader.expect("function")?;
    }
    let number = reader.number()?;
    if !reader.at_sign(&Token::LParen) {
        return Err(reader.unexpected("`(`"));
    }
    let (left, right) = member::pair(reader, draft)?;
    let name = format!("{}.{noun} {number} ({left}, {right})", family.name());
    let id = Id::printed(names::FAMILY_MEMBER, name);
    if !draft.state.has(&id) {
        let message = format!("the operator family has no {noun} {number} ({left}, {right})");
        return Err(reader.error_at("unknown-object", &message, reader.since(mark)));
    }
    draft.remove(&id);
    Ok(())
}

impl Kind for LooseKind {
    fn name(&self) -> KindName {
        names::FAMILY_MEMBER
    }

    fn attributes(&self) -> &'static [Attribute] {
        const ALL: &[Attribute] = &[
            Attribute::replaced("operator or function"),
            Attribute::replaced("order by"),
        ];
        ALL
    }

    fn uses(&self, fact: &Fact, state: &State) -> Vec<Id> {
        fact.body::<Member>().uses(state)
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|member: &mut Member| member.relink(moved));
        if let Some(family) = fact.parent.clone() {
            fact.id = id(&family, fact.body());
        }
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        let Some(fact) = draft.state.get(id) else {
            return Ok(());
        };
        let path = link::path_of(fact);
        let mut member = fact.body::<Member>().clone();
        member.qualify(&path, draft);
        if let Some(fact) = draft.state.get_mut(id) {
            fact.change(|m: &mut Member| *m = member);
        }
        Ok(())
    }

    fn follows_path(&self, _fact: &Fact) -> bool {
        true
    }

    fn create(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let text = statement(fact, "add", &fact.body::<Member>().sql());
        vec![Action::create(fact, text)]
    }

    fn drop(&self, fact: &Fact, _scene: &Scene) -> Vec<Action> {
        let text = statement(fact, "drop", &fact.body::<Member>().key());
        vec![Action::drop(fact, text)]
    }

    fn alter(&self, _live: &Fact, _desired: &Fact, _scene: &Scene) -> Alter {
        Alter::Replace("a member of an operator family cannot change")
    }

    fn describe(&self, fact: &Fact) -> String {
        fact.body::<Member>().sql()
    }
}

/// Words the removal of a member that would stay in the family when its class goes; it comes before.
pub fn drop_before(fact: &Fact, class: &Class, member: &Member) -> Action {
    let family = reference("operator family", &class.family);
    let sql = format!("alter {family} drop {}", member.key());
    let gone = id(&class.family, member);
    let action = Action::drop(fact, Text::Plain(sql)).makes([step(&gone)]);
    Action {
        breaks: vec![gone],
        ..action
    }
}

/// Returns an address that nothing has, for the drop of the class to wait for.
pub fn step(member: &Id) -> Id {
    Id::printed(member.kind(), format!("{} is gone", member.name()))
}

fn statement(fact: &Fact, verb: &str, what: &str) -> Text {
    let family = fact.parent.as_ref().expect("a member belongs to a family");
    let family = reference("operator family", family);
    Text::Plain(format!("alter {family} {verb} {what}"))
}

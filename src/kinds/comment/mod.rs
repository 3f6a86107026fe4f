//! Comments: one fact for each thing that has one.
//!
//! How COMMENT ON names a thing stands in `subject`.

mod catalog;
mod read;
pub mod subject;
#[cfg(test)]
mod tests;

use crate::diagnostic::Result;
use crate::kind::{
    Action, Alter, Attribute, Demand, Draft, Grammar, Kind, Lock, Query, Scene, Since, Target,
    Text, names,
};
use crate::kinds::column::{Column, null};
use crate::kinds::definition;
use crate::kinds::grant::require_parent;
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;

/// The kind `comment`.
pub struct CommentKind;

/// The comment that the schema `public` has from the beginning.
pub const OF_PUBLIC: &str = "standard public schema";

/// A comment on a thing.
#[derive(Debug, Clone)]
pub struct Comment {
    /// The thing.
    pub on: Id,
    /// The text; none where the comment that the thing has from the beginning is gone.
    pub text: Option<String>,
    /// The comment that the thing has by itself, which comes back when this one goes; not compared.
    pub by_itself: Option<String>,
}

impl Comment {
    fn new(on: Id, text: Option<String>) -> Comment {
        let is_public = on.kind() == names::SCHEMA && on.name() == "public";
        let by_itself = is_public.then(|| OF_PUBLIC.to_string());
        Comment {
            on,
            text,
            by_itself,
        }
    }

    /// Returns whether the thing is still there, where it is no fact of its own and may go by itself.
    fn has_subject(&self, state: &State) -> bool {
        let column = self.on.as_kind(names::COLUMN);
        let may_be_null = || state.body::<Column>(&column).is_some_and(|c| !c.not_null);
        self.on.kind() != subject::NOT_NULL || !may_be_null()
    }

    /// Returns whether the thing is one that brings a comment of which the files know nothing.
    fn may_come_by_itself(&self) -> bool {
        self.on.kind() == names::EXTENSION
    }
}

impl PartialEq for Comment {
    fn eq(&self, other: &Comment) -> bool {
        self.on == other.on && self.text == other.text
    }
}

/// Returns the address of the comment on a thing.
pub fn address(on: &Id) -> Id {
    Id::printed(names::COMMENT, on.to_string())
}

/// Gives a thing the comment of another, if that has one; the parent is what it goes away with.
pub fn copy(draft: &mut Draft, from: &Id, on: &Id, parent: &Id) {
    let Some(comment) = draft.state.get(&address(from)).cloned() else {
        return;
    };
    let text = comment.body::<Comment>().text.clone();
    if let Some(place) = comment.origin.place().cloned() {
        let body = Comment::new(on.clone(), text);
        draft.set(address(on), Some(parent.clone()), body, place);
        name_subject(draft, on);
    }
}

/// Notes that the comment says the name of a NOT NULL constraint, be it the one that the server chose.
fn name_subject(draft: &mut Draft, on: &Id) {
    if on.kind() == subject::NOT_NULL {
        let column = on.as_kind(names::COLUMN);
        null::change(draft, &column, |null| null.chosen = false);
    }
}

/// What can differ.
const ATTRIBUTES: &[Attribute] = &[Attribute::in_place("text")];

impl Kind for CommentKind {
    fn name(&self) -> KindName {
        names::COMMENT
    }

    fn attributes(&self) -> &'static [Attribute] {
        ATTRIBUTES
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "comment on",
            read: read::read,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if target.attachments {
            catalog::queries(target)
        } else {
            Vec::new()
        }
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        let on = &fact.body::<Comment>().on;
        if let Some(on) = subject::moved(on, fact.parent.as_ref(), moved) {
            fact.id = address(&on);
            fact.change(|c: &mut Comment| c.on = on);
        }
    }

    fn since(&self, fact: &Fact, _state: &State) -> Vec<Since> {
        let not_null = fact.body::<Comment>().on.kind() == subject::NOT_NULL;
        Since::of(&[(not_null, "the NOT NULL constraint", 18)])
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        require_parent(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let comment: &Comment = fact.body();
        let by_itself = comment.text.is_some() && comment.text == comment.by_itself;
        if by_itself || !comment.has_subject(scene.desired) {
            return Vec::new();
        }
        let sql = sql(comment, comment.text.as_deref(), (scene.desired, scene));
        vec![Action::create(fact, Text::Plain(sql)).lock(lock(&comment.on))]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let comment: &Comment = fact.body();
        if !comment.has_subject(scene.desired) {
            return Vec::new();
        }
        // It goes before the thing is given another name.
        let before = Scene {
            desired: scene.live,
            ..*scene
        };
        let sql = sql(comment, comment.by_itself.as_deref(), (scene.live, &before));
        vec![Action::drop(fact, Text::Plain(sql)).lock(lock(&comment.on))]
    }

    fn alter(&self, _live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let comment: &Comment = desired.body();
        let sql = sql(comment, comment.text.as_deref(), (scene.desired, scene));
        let mut action = Action::alter(desired, Text::Plain(sql));
        if comment.on.kind() == subject::NOT_NULL {
            // It waits for what gives the constraint another name, or makes it anew.
            action.makes.push(desired.id.clone());
        }
        Alter::InPlace(vec![action.lock(lock(&comment.on))])
    }

    /// Who may change a thing may say what it is.
    fn demands(&self, action: &Action, scene: &Scene) -> Vec<Demand> {
        let fact = scene.desired.get(&action.about);
        let comment = fact
            .or_else(|| scene.live.get(&action.about))
            .and_then(Fact::get::<Comment>);
        let Some(on) = comment.map(|c| &c.on) else {
            return Vec::new();
        };
        match scene.desired.get(on) {
            Some(thing) => {
                let change = Action::alter(thing, Text::Plain(String::new()));
                crate::kinds::kind(on.kind()).demands(&change, scene)
            }
            None => vec![Demand::Own(scene.whole(on))],
        }
    }

    fn describe(&self, fact: &Fact) -> String {
        let comment: &Comment = fact.body();
        let text = comment
            .text
            .as_deref()
            .map_or("null".into(), quote::literal);
        format!("comment {text}")
    }
}

fn sql(comment: &Comment, text: Option<&str>, (state, scene): (&State, &Scene)) -> String {
    let text = text.map_or("null".into(), quote::literal);
    format!(
        "comment on {} is {text}",
        subject::words(&comment.on, state, scene)
    )
}

/// Returns the lock: what belongs to a relation locks that, other things lock none.
pub fn lock(on: &Id) -> Lock {
    let free = [
        names::ROLE,
        names::SCHEMA,
        names::EXTENSION,
        names::AGGREGATE,
        names::OPERATOR_CLASS,
        names::OPERATOR_FAMILY,
        names::FUNCTION,
        names::PROCEDURE,
        names::PUBLICATION,
        names::EVENT_TRIGGER,
        names::FOREIGN_DATA_WRAPPER,
        names::SERVER,
        names::SUBSCRIPTION,
        names::ENUM,
        names::DOMAIN,
        names::RANGE,
        subject::DOMAIN_CONSTRAINT,
    ];
    let is_definition = definition::spec(on.kind()).is_some();
    if is_definition || free.contains(&on.kind()) {
        Lock::None
    } else {
        Lock::ShareUpdateExclusive
    }
}

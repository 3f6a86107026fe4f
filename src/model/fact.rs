//! One addressable thing at the finest grain, with a typed body of its kind.

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

use super::{Id, Origin};

/// What a kind says of one thing: a plain struct that can be compared with another of its type.
pub trait Body: Any + Debug + Send + Sync {
    /// Returns whether both bodies are of one type and equal.
    fn same(&self, other: &dyn Body) -> bool;
    /// Returns the body for a look at its type.
    fn as_any(&self) -> &dyn Any;
    /// Returns a copy that can be changed.
    fn boxed(&self) -> Box<dyn Body>;
    /// Returns the body for a change in place.
    fn as_any_mut(&mut self) -> &mut dyn Any;
}

impl<T: PartialEq + Clone + Debug + Send + Sync + Any> Body for T {
    fn same(&self, other: &dyn Body) -> bool {
        other
            .as_any()
            .downcast_ref::<T>()
            .is_some_and(|o| self == o)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn boxed(&self) -> Box<dyn Body> {
        Box::new(self.clone())
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// One addressable thing: a table, a column, a default, a grant.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its address.
    pub id: Id,
    /// What it is a part of, and goes away with.
    pub parent: Option<Id>,
    /// What must exist for it to exist, apart from the parent.
    pub uses: Vec<Id>,
    /// Where it was read; not compared.
    pub origin: Origin,
    /// Its number in the order of reading; not compared, kept for the order of what is created.
    pub order: u32,
    /// What its kind says of it.
    pub body: Arc<dyn Body>,
}

impl Fact {
    /// Makes a fact of a body; what it uses is found later.
    pub fn new(id: Id, parent: Option<Id>, body: impl Body) -> Fact {
        Fact::alike(id, parent, Arc::new(body))
    }

    /// Makes a fact of a body that others may have too.
    pub fn alike(id: Id, parent: Option<Id>, body: Arc<dyn Body>) -> Fact {
        Fact {
            id,
            parent,
            uses: Vec::new(),
            origin: Origin::Catalog,
            order: 0,
            body,
        }
    }

    /// Returns the body as the type that the fact's kind keeps.
    ///
    /// # Panics
    /// If the kind of the fact has another body: a mistake in a kind, never in the input.
    pub fn body<T: 'static>(&self) -> &T {
        self.body
            .as_any()
            .downcast_ref()
            .expect("a kind asks only for its own body")
    }

    /// Returns the body if it is of this type.
    pub fn get<T: 'static>(&self) -> Option<&T> {
        self.body.as_any().downcast_ref()
    }

    /// Changes the body in place, if it is of this type.
    pub fn change<T: 'static>(&mut self, change: impl FnOnce(&mut T)) {
        if let Some(own) = Arc::get_mut(&mut self.body) {
            if let Some(b) = own.as_any_mut().downcast_mut() {
                change(b);
            }
            return;
        }
        let mut body = self.body.boxed();
        if let Some(b) = (*body).as_any_mut().downcast_mut() {
            change(b);
            self.body = Arc::from(body);
        }
    }

    /// Returns whether two facts say the same; where they were read does not count.
    pub fn same(&self, other: &Fact) -> bool {
        (*self.body).same(&*other.body)
    }
}

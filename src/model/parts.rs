//! Which facts are the direct parts of a thing, by their numbers; what the facts say does not belong here.

use rustc_hash::FxHashMap;

use super::Id;

/// The numbers of the direct parts of things, those of each ascending.
#[derive(Debug, Default, Clone)]
pub(super) struct Parts {
    lists: Vec<Vec<u32>>,
    places: FxHashMap<Id, u32>,
    /// The thing that got a part last, and its list: the parts of a thing come one after the other.
    last: Option<(Id, u32)>,
}

impl Parts {
    /// Adds a part.
    pub fn insert(&mut self, thing: &Id, number: u32) {
        let place = match &self.last {
            Some((last, place)) if last == thing => *place,
            _ => self.place(thing),
        };
        let list = &mut self.lists[place as usize];
        match list.last() {
            Some(last) if *last >= number => {
                if let Err(at) = list.binary_search(&number) {
                    list.insert(at, number);
                }
            }
            _ => list.push(number),
        }
    }

    /// Finds the list of a thing, or begins it.
    fn place(&mut self, thing: &Id) -> u32 {
        let lists = &mut self.lists;
        let place = *self.places.entry(thing.clone()).or_insert_with(|| {
            lists.push(Vec::new());
            lists.len() as u32 - 1
        });
        self.last = Some((thing.clone(), place));
        place
    }

    /// Takes a part out.
    pub fn remove(&mut self, thing: &Id, number: u32) {
        let Some(place) = self.places.get(thing) else {
            return;
        };
        let list = &mut self.lists[*place as usize];
        if let Ok(at) = list.binary_search(&number) {
            list.remove(at);
        }
    }

    /// Returns the parts of a thing.
    pub fn of(&self, thing: &Id) -> &[u32] {
        let place = self.places.get(thing);
        place.map_or(&[], |place| &self.lists[*place as usize])
    }

    /// Keeps only the parts that the test accepts.
    pub fn retain(&mut self, stays: impl Fn(&u32) -> bool) {
        self.lists.iter_mut().for_each(|list| list.retain(&stays));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_ascending_whenever_they_come_and_none_is_there_twice() {
        let (one, two) = (Id::new("table", &["one"]), Id::new("table", &["two"]));
        let mut parts = Parts::default();
        for (thing, number) in [(&one, 3), (&one, 5), (&two, 4), (&one, 1), (&one, 5)] {
            parts.insert(thing, number);
        }
        assert_eq!((parts.of(&one), parts.of(&two)), (&[1, 3, 5][..], &[4][..]));
        parts.remove(&one, 3);
        parts.retain(|number| *number != 4);
        assert_eq!((parts.of(&one), parts.of(&two)), (&[1, 5][..], &[][..]));
        assert!(parts.of(&Id::new("table", &["three"])).is_empty());
    }
}

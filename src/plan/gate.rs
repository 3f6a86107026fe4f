//! The dangers of a patch against what the user allows.

use super::Plan;
use crate::kind::{Action, Hazard, hazard};

/// The hazards that are allowed by name.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    names: Vec<String>,
    denied: Vec<String>,
    by: String,
}

impl Allowed {
    /// Reads names as the command line has them, separated by commas; `all` allows everything.
    ///
    /// # Errors
    /// With the first name that no hazard has.
    pub fn parse(names: &[String]) -> Result<Allowed, String> {
        let names: Vec<String> = names
            .iter()
            .flat_map(|n| n.split(','))
            .map(|n| n.trim().to_string())
            .filter(|n| !n.is_empty())
            .collect();
        match names
            .iter()
            .find(|n| *n != hazard::EVERY && !hazard::is_known(n))
        {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(Allowed {
                names,
                ..Allowed::default()
            }),
        }
    }

    /// Adds a policy: what it allows, and what it denies whatever is allowed; `by` names it.
    pub fn within(mut self, allow: &[String], deny: &[String], by: &str) -> Allowed {
        self.names.extend_from_slice(allow);
        self.denied.extend_from_slice(deny);
        self.by = by.to_string();
        self
    }

    /// Returns the name of the policy that denies a hazard, if one does.
    pub fn denied_by(&self, hazard: &Hazard) -> Option<&str> {
        named(&self.denied, hazard).then_some(&self.by)
    }

    /// Returns whether a hazard stops a patch.
    pub fn stops(&self, hazard: &Hazard) -> bool {
        named(&self.denied, hazard) || hazard.refused && !named(&self.names, hazard)
    }
}

fn named(names: &[String], hazard: &Hazard) -> bool {
    names.iter().any(|n| n == hazard::EVERY || n == hazard.name)
}

/// Returns the hazards of a patch that stop it, each with its action.
pub fn refused<'p>(
    plan: &'p Plan,
    allowed: &'p Allowed,
) -> impl Iterator<Item = (&'p Action, &'p Hazard)> {
    let of = |action: &'p Action| action.hazards.iter().map(move |hazard| (action, hazard));
    let all = plan.actions.iter().flat_map(of);
    all.filter(|(_, hazard)| allowed.stops(hazard))
}

//! The dangers of a patch against what the user allows.

use super::Plan;
use crate::kind::{Hazard, hazard};

/// The hazards that are allowed by name.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    names: Vec<String>,
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
            .find(|n| *n != "all" && !hazard::NAMES.iter().any(|h| h.0 == n.as_str()))
        {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(Allowed { names }),
        }
    }

    fn allows(&self, hazard: &Hazard) -> bool {
        self.names.iter().any(|n| n == "all" || n == hazard.name)
    }
}

/// Returns the hazards of a patch that stop it.
pub fn refused<'p>(plan: &'p Plan, allowed: &Allowed) -> Vec<&'p Hazard> {
    let all = plan.actions.iter().flat_map(|a| &a.hazards);
    all.filter(|h| h.refused && !allowed.allows(h)).collect()
}

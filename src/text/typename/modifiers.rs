//! What modifiers the built-in types take, and how PostgreSQL spells a type that has them.

/// The digits of a fraction of a second that PostgreSQL keeps.
const MAX_PRECISION: i64 = 6;
/// The bits up to which `float(n)` is `real`.
const REAL_BITS: i64 = 24;

/// Holds the modifiers against what the type takes, and spells both as they are printed.
///
/// # Errors
/// Returns the reason if a built-in type does not take them.
pub fn spell(name: String, modifiers: Vec<String>) -> Result<(String, Vec<String>), String> {
    if name.contains('.') {
        return Ok((name, modifiers));
    }
    if modifiers.len() > most(&name) {
        let takes = if most(&name) == 0 {
            "no modifier"
        } else {
            "fewer modifiers"
        };
        return Err(format!("type {name} takes {takes}"));
    }
    match modifiers.first().map(|m| m.parse::<i64>()) {
        None if name == "float" => Ok(("double precision".into(), modifiers)),
        None => Ok((name, modifiers)),
        Some(Err(_)) => Err(format!("a modifier of type {name} is a number")),
        Some(Ok(number)) => Ok(with_number(name, number, modifiers)),
    }
}

/// Returns the greatest number of modifiers that a built-in type takes.
fn most(name: &str) -> usize {
    match name.split(' ').next().unwrap_or_default() {
        "numeric" => 2,
        "time" | "timestamp" | "interval" | "bit" | "\"bit\"" | "character" | "bpchar"
        | "float" => 1,
        _ => 0,
    }
}

fn with_number(name: String, first: i64, mut modifiers: Vec<String>) -> (String, Vec<String>) {
    match name.split(' ').next().unwrap_or_default() {
        "time" | "timestamp" | "interval" => {
            modifiers[0] = first.clamp(0, MAX_PRECISION).to_string()
        }
        "float" if first <= REAL_BITS => return ("real".into(), Vec::new()),
        "float" => return ("double precision".into(), Vec::new()),
        "numeric" if modifiers.len() == 1 => modifiers.push("0".into()),
        "bpchar" => return ("character".into(), modifiers),
        "\"bit\"" => return ("bit".into(), modifiers),
        _ => {}
    }
    (name, modifiers)
}

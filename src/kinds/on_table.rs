//! What has its name within a table and is called `noun name on table`: rules, policies and triggers.

use crate::diagnostic::Result;
use crate::kind::{Action, Draft, Text};
use crate::model::{Fact, Id, KindName};
use crate::text::quote;
use crate::text::sql::Reader;

/// Reads `name on table`, the table being of one of these kinds.
pub fn address(kind: KindName, on: &[KindName], reader: &mut Reader, draft: &Draft) -> Result<Id> {
    let name = reader.ident()?;
    reader.expect("on")?;
    let table = reader.name()?;
    Ok(draft.relation(on, &table)?.child(kind, &name))
}

/// Words the thing as DROP, ALTER and COMMENT ON name it.
pub fn reference(id: &Id) -> String {
    let name = quote::ident(&id.last());
    format!("{} {name} on {}", id.kind(), id.container())
}

/// Words the change of the name; the table stays.
pub fn rename(from: &Fact, to: &Fact) -> Option<Vec<Action>> {
    if from.id.container() != to.id.container() {
        return None;
    }
    let name = quote::ident(&to.id.last());
    let sql = format!("alter {} rename to {name}", reference(&from.id));
    Some(vec![Action::rename(from, to, Text::Plain(sql))])
}

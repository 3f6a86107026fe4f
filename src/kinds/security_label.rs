//! Security labels: what a label provider is told of an object.
//!
//! Which labels there are and what they mean is for the provider, a module of the server.

use crate::diagnostic::Result;
use crate::kind::catalog::Class;
use crate::kind::{
    Action, Alter, Attribute, Catalog, Draft, Grammar, Kind, Query, Row, Scene, Target, Text, names,
};
use crate::kinds::comment::{lock, subject};
use crate::kinds::grant::require_parent;
use crate::model::{Fact, Id, KindName, State};
use crate::text::quote;
use crate::text::sql::Reader;

/// The kind `security-label`.
pub struct SecurityLabelKind;

/// A label of one provider on an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityLabel {
    /// The object.
    pub on: Id,
    /// The provider.
    pub provider: String,
    /// The label.
    pub label: String,
}

fn address(on: &Id, provider: &str) -> Id {
    let name = format!("{on}/{}", quote::ident(provider));
    Id::printed(names::SECURITY_LABEL, name)
}

impl Kind for SecurityLabelKind {
    fn name(&self) -> KindName {
        names::SECURITY_LABEL
    }

    fn attributes(&self) -> &'static [Attribute] {
        const { &[Attribute::in_place("label")] }
    }

    fn statements(&self) -> &'static [Grammar] {
        &[Grammar {
            words: "security label",
            read,
        }]
    }

    fn catalog(&self, target: &Target) -> Vec<Query> {
        if !target.attachments {
            return Vec::new();
        }
        let sql = "select l.classoid::regclass, l.objoid, a.attname, l.provider, l.label from pg_seclabel l \
             left join pg_attribute a on l.classoid = 'pg_class'::regclass and l.objsubid > 0 and a.attrelid = l.objoid \
             and a.attnum = l.objsubid union all select classoid::regclass, objoid, null, provider, label from pg_shseclabel";
        vec![Query {
            sql: sql.into(),
            read: read_row,
        }]
    }

    fn relink(&self, fact: &mut Fact, moved: &dyn Fn(&Id) -> Option<Id>) {
        fact.change(|l: &mut SecurityLabel| l.on = moved(&l.on).unwrap_or(l.on.clone()));
    }

    fn finish(&self, id: &Id, draft: &mut Draft) -> Result<()> {
        require_parent(id, draft)
    }

    fn create(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let label: &SecurityLabel = fact.body();
        let text = text(label, Some(&label.label), (scene.desired, scene));
        vec![Action::create(fact, text).lock(lock(&label.on))]
    }

    fn drop(&self, fact: &Fact, scene: &Scene) -> Vec<Action> {
        let label: &SecurityLabel = fact.body();
        let text = text(label, None, (scene.live, scene));
        vec![Action::drop(fact, text).lock(lock(&label.on))]
    }

    fn alter(&self, _live: &Fact, desired: &Fact, scene: &Scene) -> Alter {
        let label: &SecurityLabel = desired.body();
        let text = text(label, Some(&label.label), (scene.desired, scene));
        Alter::InPlace(vec![Action::alter(desired, text).lock(lock(&label.on))])
    }

    fn describe(&self, fact: &Fact) -> String {
        let label: &SecurityLabel = fact.body();
        let provider = quote::ident(&label.provider);
        format!(
            "security label for {provider} {}",
            quote::literal(&label.label)
        )
    }
}

fn text(label: &SecurityLabel, value: Option<&str>, (state, scene): (&State, &Scene)) -> Text {
    let value = value.map_or("null".into(), quote::literal);
    Text::Plain(format!(
        "security label for {} on {} is {value}",
        quote::ident(&label.provider),
        subject::words(&label.on, state, scene)
    ))
}

fn read(reader: &mut Reader, draft: &mut Draft) -> Result<()> {
    let start = reader.mark();
    reader.expect("security label")?;
    if !reader.accept("for") {
        let message =
            "without FOR the server takes the one provider that it has, which no file says";
        let problem = reader.error_at("unsupported", message, reader.here());
        return Err(Box::new(
            problem.help("write `security label for PROVIDER on …`"),
        ));
    }
    let provider = reader.string().or_else(|_| reader.ident())?;
    reader.expect("on")?;
    let subject = subject::read(reader, draft)?;
    reader.expect("is")?;
    let label = match reader.accept("null") {
        true => None,
        false => Some(reader.string()?),
    };
    reader.done()?;
    let id = address(&subject.on, &provider);
    let Some(label) = label else {
        draft.refuse(id);
        return Ok(());
    };
    let body = SecurityLabel {
        on: subject.on,
        provider,
        label,
    };
    draft.set(id, Some(subject.parent), body, reader.since(start));
    Ok(())
}

fn read_row(row: &mut Row, catalog: &mut Catalog) {
    let found = Class::named(row.text()).and_then(|class| catalog.find(class, row.number(), 0));
    let Some(object) = found.cloned() else {
        return;
    };
    let column = row.opt().map(|name| object.child(names::COLUMN, name));
    let on = column.unwrap_or_else(|| object.clone());
    let parent = match catalog.state.has(&on) {
        true => on.clone(),
        false => object,
    };
    let body = SecurityLabel {
        provider: row.text().to_string(),
        label: row.text().to_string(),
        on,
    };
    catalog.add(Fact::new(
        address(&body.on, &body.provider),
        Some(parent),
        body,
    ));
}

#[cfg(test)]
mod tests {
    use crate::kind::{Scene, names};
    use crate::kinds;
    use crate::kinds::grant::tests::{facts, read};

    const TABLE: &str = "create table t (a integer);";

    #[test]
    fn the_last_label_of_a_provider_counts_and_null_takes_it_away() {
        let sql = format!(
            "{TABLE} security label for selinux on table t is 'low'; security label for 'Other' on column t.a is 'x'; \
             security label for selinux on table public.t is 'high';"
        );
        assert_eq!(
            facts(&sql, names::SECURITY_LABEL),
            [
                "column:public.t.a/\"Other\": security label for \"Other\" 'x'",
                "table:public.t/selinux: security label for selinux 'high'"
            ]
        );
        let gone = format!("{sql} security label for selinux on table t is null");
        assert_eq!(facts(&gone, names::SECURITY_LABEL).len(), 1);
        assert_eq!(read(&gone).0.absent.len(), 1);
    }

    #[test]
    fn a_label_is_worded_as_it_is_read() {
        let (desired, _) = read(&format!(
            "{TABLE} security label for p on column t.a is 'x'"
        ));
        let scene = Scene {
            live: &desired,
            desired: &desired,
            version: 150_000,
        };
        let found = desired
            .iter()
            .find(|f| f.id.kind() == names::SECURITY_LABEL);
        let (fact, kind) = (
            found.expect("there is one"),
            kinds::kind(names::SECURITY_LABEL),
        );
        let words = |actions: Vec<crate::kind::Action>| actions[0].sql();
        let said = [
            words(kind.create(fact, &scene)),
            words(kind.drop(fact, &scene)),
        ];
        assert_eq!(
            said,
            [
                "security label for p on column public.t.a is 'x'",
                "security label for p on column public.t.a is null"
            ]
        );
    }
}

//! The page of each rule, and the list of all: `docs/rules.md` and `trueup lint --explain`.

use crate::kind::words;
use crate::lint::{RULES, Rule};

/// How wide the text is.
const WIDTH: usize = 100;
/// What stands before the pages.
const INTRODUCTION: &str = "\
# The rules of `trueup lint`

`trueup lint` reads the files that describe a database, without one, and finds what PostgreSQL takes without a word and what opens or slows
the database nevertheless. `trueup doctor` says the same beside what it sees on the server. This page is made from the rules themselves;
`trueup lint --explain RULE` prints a part of it.

## What an API shows

Some rules concern only what an API such as PostgREST or Supabase shows: relations and functions of the schema `public`, to the roles `anon`
and `authenticated` (`service_role` passes row security). Whether there is such an API is read off the files: they grant something to those roles,
or speak of `auth.uid()`, `auth.users` or `service_role`, as projects on Supabase do. There a relation counts as shown unless the files revoke
everything on it from those roles, or do so before it is made by `alter default privileges in schema public revoke all on tables from …`, which holds
for what the same role makes behind it; elsewhere, where the files grant something on it. `api` in trueup.yaml declares one, with its
[schemas and roles](configuration.md#an-api): then what is in them counts as shown in the same way. With a database, `trueup doctor` asks what those roles may do.

## Silence

A rule is silenced where it does not apply, with the reason, right above the definition: a whole statement, or a column or constraint within one.

```sql
-- trueup: ignore foreign-key-without-index: a few rows, written by hand
create table public.plans (
  id text primary key,
  -- trueup: ignore stripe-id-without-unique: the same product is sold under two plans
  stripe_id text,
  successor text references public.plans (id)
);
```

In YAML it is a key of the thing itself:

```yaml
tables:
  plans:
    ignore: {foreign-key-without-index: \"a few rows, written by hand\"}
    columns:
      id: text primary key
      successor: text references plans
```

It covers the thing and its parts, wherever those are defined. A reason is required; a rule that does not exist is an error; a silence that
silences nothing is told.

## The rules
";

/// Returns the page of a rule.
pub fn page(rule: &Rule) -> String {
    let finds = format!("Finds {}.", rule.finds);
    let paragraphs = [finds.as_str(), rule.why].map(filled);
    format!(
        "### `{name}`\n\n{}\n{}\nManual: <{}>\n\nFound:\n\n```sql\n{}\n```\n\nMended:\n\n```sql\n{}\n```\n\n\
         Silenced: `-- trueup: ignore {name}: the reason`\n",
        paragraphs[0],
        paragraphs[1],
        manual(rule),
        rule.found,
        rule.mended,
        name = rule.name,
    )
}

/// Returns the address of the page of PostgreSQL's manual.
pub fn manual(rule: &Rule) -> String {
    format!("https://www.postgresql.org/docs/current/{}", rule.manual)
}

/// Returns the pages of all rules, with what holds for all of them.
pub fn pages() -> String {
    let pages = RULES.iter().map(|r| format!("\n{}", page(r)));
    let list = format!("\n```\n{}```\n", list());
    INTRODUCTION.to_string() + &list + &pages.collect::<String>()
}

/// Returns each rule with what it finds.
pub fn list() -> String {
    let width = RULES.iter().map(|r| r.name.len()).max().unwrap_or(0);
    let line = |r: &&Rule| format!("{:width$}  {}\n", r.name, r.finds);
    RULES.iter().map(line).collect()
}

fn filled(text: &str) -> String {
    let lines = words::wrapped(text, WIDTH);
    lines.iter().map(|l| format!("{l}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::kept::assert_current;

    #[test]
    fn the_pages_of_the_rules_are_current() {
        assert_current("docs/rules.md", &pages());
    }
}

//! The names that occur in an expression or query, with what stands around each.
//!
//! It finds candidates only; whether a name means a function, a type or a column of ours is for the
//! caller to look up. Strings and comments are skipped, but for a string that is cast to regclass.

use std::ops::Range;

use super::name;

/// A possibly qualified name as it occurs in a text, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// The parts, unquoted.
    pub parts: Vec<String>,
    /// Whether an argument list follows.
    pub call: bool,
    /// Whether it stands where a type stands: behind `::`, or `as` within CAST.
    pub cast: bool,
    /// Whether it stands where a query names what it reads.
    pub source: bool,
    /// The bytes of the name within the text.
    pub bytes: Range<usize>,
}

/// All names of a text, and whether a star stands for columns.
#[derive(Debug, Default)]
pub struct Refs {
    /// The names in their order.
    pub names: Vec<Ref>,
    /// Whether `*` occurs.
    pub star: bool,
    /// How many queries there are, one within another.
    pub selects: usize,
}

/// What stood before the name at hand.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    #[default]
    Other,
    Cast,
    Source,
    Comma,
    Paren,
}

/// Finds the names of a text.
pub fn scan(text: &str) -> Refs {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        at: 0,
        before: Before::default(),
        from: false,
        open: Vec::new(),
        out: Refs::default(),
    };
    while scan.at < scan.bytes.len() {
        scan.step();
    }
    scan.out
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    before: Before,
    from: bool,
    /// The parentheses around, each with whether a list of sources was being read before it, and whether a call begins it in which
    /// FROM stands between arguments.
    open: Vec<(bool, bool)>,
    out: Refs,
}

/// The calls that have FROM between their arguments.
const FROM_WITHIN: &[&str] = &["extract", "substring", "trim", "overlay", "position"];

impl Scan<'_> {
    fn step(&mut self) {
        let rest = &self.bytes[self.at..];
        match rest[0] {
            b'\'' => self.string(),
            b'"' => self.name(),
            b'-' if rest.starts_with(b"--") => {
                self.at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len())
            }
            b'/' if rest.starts_with(b"/*") => {
                self.at += find(rest, b"*/").map_or(rest.len(), |i| i + 2)
            }
            b'$' => self.dollar(),
            b':' if rest.starts_with(b"::") => self.sign(2, Before::Cast),
            b'*' => {
                self.out.star |= self.is_for_columns();
                self.sign(1, Before::Other);
            }
            b',' => self.sign(1, Before::Comma),
            b'(' => self.opening(),
            b')' => self.closing(),
            b if b.is_ascii_whitespace() => self.at += 1,
            b if b.is_ascii_digit() => self.number(),
            b if b.is_ascii_alphabetic() || b == b'_' || b >= 0x80 => self.name(),
            _ => self.sign(1, Before::Other),
        }
    }

    /// Returns whether the star at hand stands for columns: it is no operator, and not that of `count(*)`.
    fn is_for_columns(&self) -> bool {
        const BEFORE: [&str; 4] = ["select", "distinct", "all", "returning"];
        let (before, after) = (self.text[..self.at].trim_end(), &self.text[self.at + 1..]);
        match before.bytes().last() {
            None | Some(b'.' | b',') => true,
            // The list of DISTINCT ON, or the end of an operand.
            Some(b')') => !after
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || c == '('),
            Some(b) if b.is_ascii_alphabetic() => {
                let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next();
                word.is_some_and(|word| BEFORE.iter().any(|b| b.eq_ignore_ascii_case(word)))
            }
            // A comment may stand between.
            Some(b'/') => true,
            Some(_) => before.ends_with('\n'),
        }
    }

    fn opening(&mut self) {
        let call = self.out.names.last().filter(|n| n.call);
        let call = call.filter(|n| self.text[n.bytes.end..self.at].trim().is_empty());
        let name = call.and_then(|n| n.parts.last());
        let within = name.is_some_and(|name| FROM_WITHIN.contains(&name.as_str()));
        self.open.push((self.from, within));
        self.from &= call.is_none();
        self.sign(1, Before::Paren);
    }

    fn closing(&mut self) {
        self.from = self.open.pop().map_or(self.from, |before| before.0);
        self.sign(1, Before::Other);
    }

    /// Returns whether the FROM at hand names no source: it stands between arguments, or in IS DISTINCT FROM.
    fn names_no_source(&self) -> bool {
        const NEAR: usize = 64;
        let mut near = self.at.saturating_sub(NEAR)..self.at;
        let near = near.find(|at| self.text.is_char_boundary(*at));
        let before = self.text[near.unwrap_or(self.at)..self.at].to_ascii_lowercase();
        let mut words = before.split_whitespace().rev().skip(1);
        let distinct = words.next() == Some("distinct");
        distinct && matches!(words.next(), Some("is" | "not"))
            || self.open.last().is_some_and(|open| open.1)
    }

    fn sign(&mut self, len: usize, before: Before) {
        self.at += len;
        self.before = before;
    }

    fn number(&mut self) {
        while self.at < self.bytes.len()
            && (self.bytes[self.at].is_ascii_alphanumeric() || self.bytes[self.at] == b'.')
        {
            self.at += 1;
        }
        self.before = Before::Other;
    }

    fn string(&mut self) {
        let start = self.at + 1;
        let escapes = self.at > 0 && matches!(self.bytes[self.at - 1], b'e' | b'E');
        let mut i = start;
        while i < self.bytes.len() {
            match self.bytes[i] {
                b'\\' if escapes => i += 1,
                b'\'' if self.bytes.get(i + 1) == Some(&b'\'') => i += 1,
                b'\'' => break,
                _ => {}
            }
            i += 1;
        }
        let end = i.min(self.bytes.len());
        self.at = (end + 1).min(self.bytes.len());
        let next = self.text[self.at..].trim_start();
        if next.starts_with("::regclass")
            || next.starts_with("::pg_catalog.regclass")
            || self.in_nextval(start - 1)
        {
            let parts = crate::model::split_name(&self.text[start.min(end)..end]);
            self.out.names.push(Ref {
                parts,
                call: false,
                cast: false,
                source: true,
                bytes: start.min(end)..end,
            });
        }
        self.before = Before::Other;
    }

    fn in_nextval(&self, quote: usize) -> bool {
        const NEXTVAL: &[u8] = b"nextval";
        let before = self.text[..quote].trim_end().strip_suffix('(');
        let last = before.and_then(|t| t.trim_end().as_bytes().last_chunk());
        last.is_some_and(|last: &[u8; NEXTVAL.len()]| last.eq_ignore_ascii_case(NEXTVAL))
    }

    fn dollar(&mut self) {
        let rest = &self.text[self.at + 1..];
        let tag = rest
            .find('$')
            .filter(|i| rest[..*i].chars().all(|c| c.is_alphanumeric() || c == '_'));
        let Some(len) = tag else {
            return self.sign(1, Before::Other);
        };
        let tag = &self.text[self.at..self.at + len + 2];
        let body = self.at + tag.len();
        self.at = self.text[body..]
            .find(tag)
            .map_or(self.text.len(), |i| body + i + tag.len());
        self.before = Before::Other;
    }

    fn name(&mut self) {
        let start = self.at;
        let mut parts = vec![self.part()];
        let quoted = parts[0].1;
        while self.bytes.get(self.at) == Some(&b'.')
            && self.bytes.get(self.at + 1).is_some_and(|b| is_start(*b))
        {
            self.at += 1;
            parts.push(self.part());
        }
        let next = self.text[self.at..].trim_start();
        let parts: Vec<String> = parts.into_iter().map(|p| p.0).collect();
        if parts.len() == 1 && !quoted && self.keyword(&parts[0], next) {
            return;
        }
        let source = match self.before {
            Before::Source => true,
            Before::Comma | Before::Paren => self.from,
            Before::Cast | Before::Other => false,
        };
        self.out.names.push(Ref {
            call: next.starts_with('('),
            cast: self.before == Before::Cast,
            source,
            bytes: start..self.at,
            parts,
        });
        self.before = Before::Other;
    }

    /// Notes what a key word says of the names after it.
    fn keyword(&mut self, word: &str, next: &str) -> bool {
        match word {
            "from" if self.names_no_source() => self.before = Before::Other,
            "from" | "join" | "update" | "into" | "using" | "table"
                if !next.starts_with('(') || word != "using" =>
            {
                self.before = Before::Source;
                self.from = true;
                // TABLE t is SELECT * FROM t.
                self.out.star |= word == "table";
            }
            "lateral" => self.before = Before::Source,
            "only" if self.before == Before::Source => {}
            "as" => self.before = Before::Cast,
            "select" | "where" | "group" | "order" | "having" | "on" | "set" | "returning"
            | "values" | "limit" | "with" => {
                self.before = Before::Other;
                self.from = false;
                self.out.selects += usize::from(word == "select");
            }
            "and" | "or" | "not" | "in" | "is" | "null" | "true" | "false" | "case" | "when"
            | "then" | "else" | "end" => {
                self.before = Before::Other;
            }
            _ => return false,
        }
        true
    }

    /// Reads one part of a name and tells whether it was quoted.
    fn part(&mut self) -> (String, bool) {
        if self.bytes[self.at] == b'"' {
            let rest = &self.text[self.at + 1..];
            let (mut out, mut chars) = (String::new(), rest.char_indices().peekable());
            while let Some((i, c)) = chars.next() {
                match c {
                    '"' if chars.peek().is_some_and(|n| n.1 == '"') => {
                        out.push('"');
                        chars.next();
                    }
                    '"' => {
                        self.at += i + 2;
                        return (name::truncate(&out).to_string(), true);
                    }
                    c => out.push(c),
                }
            }
            self.at = self.bytes.len();
            return (out, true);
        }
        let start = self.at;
        while self.at < self.bytes.len()
            && (is_start(self.bytes[self.at]) && self.bytes[self.at] != b'"'
                || matches!(self.bytes[self.at], b'0'..=b'9' | b'$'))
        {
            self.at += 1;
        }
        let folded = self.text[start..self.at].to_ascii_lowercase();
        (name::truncate(&folded).to_string(), false)
    }
}

fn is_start(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_' || b == b'"' || b >= 0x80
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Vec<String> {
        scan(text)
            .names
            .into_iter()
            .filter(|r| r.source)
            .map(|r| r.parts.join("."))
            .collect()
    }

    #[test]
    fn a_query_names_its_sources_and_an_alias_is_none() {
        assert_eq!(
            sources(
                "select a as orders, b from public.users u join \"My T\" on true, lateral f(x)"
            ),
            ["public.users", "My T", "f"]
        );
        assert_eq!(sources("nextval('public.s'::regclass)"), ["public.s"]);
        assert_eq!(sources("nextval('s')"), ["s"]);
    }

    #[test]
    fn what_stands_behind_a_from_between_arguments_is_no_source() {
        assert_eq!(sources("EXTRACT(year FROM note) > 2000"), [""; 0]);
        assert_eq!(
            sources("a is not distinct from b and x is distinct from y"),
            [""; 0]
        );
        assert_eq!(
            sources(
                "select extract(year from a), b, coalesce((select c from t), d) from u, f(e, g) h join v using (i, j), w"
            ),
            ["t", "u", "f", "v", "w"]
        );
        assert_eq!(
            sources("select 1 from ((a join b on true) join c on true)"),
            ["a", "b", "c"]
        );
        assert_eq!(sources("substring((select x from t) from 2)"), ["t"]);
    }

    #[test]
    fn calls_and_casts_are_told_apart() {
        let refs =
            scan("auth.uid() = owner and kind = 'a'::public.kind and 'x''::no' = $$from t$$");
        let show: Vec<_> = refs
            .names
            .iter()
            .map(|r| (r.parts.join("."), r.call, r.cast))
            .collect();
        assert_eq!(
            show,
            [
                ("auth.uid".into(), true, false),
                ("owner".into(), false, false),
                ("kind".into(), false, false),
                ("public.kind".into(), false, true)
            ]
        );
    }

    #[test]
    fn a_star_for_columns_is_told_from_the_others() {
        for text in [
            "select *",
            "select t.*, 1",
            "select a, * from t",
            "select distinct on (a) * from t",
            "select /* all */ * from t",
            "table t",
        ] {
            assert!(scan(text).star, "{text}");
        }
        for text in [
            "select count(*) from t",
            "select a * 2, (a) * 3, \"b\" * c, 2*a",
        ] {
            assert!(!scan(text).star, "{text}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        for text in [
            "'", "\"", "$a$", "$", "é.", "a.\"", "'a\\", "1.2.", "/*", "--", "::", "\"a\"\"",
        ] {
            scan(text);
        }
    }
}

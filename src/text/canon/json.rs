//! JSON values as `jsonb` prints them, for plain ones.

use std::collections::BTreeMap;
use std::str::Chars;

/// How deep a value may nest.
const MAX_DEPTH: usize = 32;

/// Returns a value as `jsonb` prints it, or nothing where an escape or an exponent makes that less than plain.
pub fn canonical(text: &str) -> Option<String> {
    let mut reader = Reader { rest: text.chars() };
    let value = reader.value(0)?;
    reader.space();
    reader.rest.as_str().is_empty().then_some(value)
}

struct Reader<'t> {
    rest: Chars<'t>,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' => self.string(),
            _ => self.plain(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<String> {
        self.take('{')?;
        let mut members = BTreeMap::new();
        while !self.accept('}') {
            if !members.is_empty() {
                self.take(',')?;
            }
            self.peek()?;
            let key = self.string()?;
            self.take(':')?;
            members.insert((key.len(), key), self.value(depth + 1)?);
        }
        let shown: Vec<String> = members
            .into_iter()
            .map(|((_, key), value)| format!("{key}: {value}"))
            .collect();
        Some(format!("{{{}}}", shown.join(", ")))
    }

    fn array(&mut self, depth: usize) -> Option<String> {
        self.take('[')?;
        let mut items = Vec::new();
        while !self.accept(']') {
            if !items.is_empty() {
                self.take(',')?;
            }
            items.push(self.value(depth + 1)?);
        }
        Some(format!("[{}]", items.join(", ")))
    }

    /// Reads a string without escapes.
    fn string(&mut self) -> Option<String> {
        self.take('"')?;
        let text = self.rest.as_str();
        let end = text.find('"')?;
        if text[..end].chars().any(|c| c == '\\' || c.is_control()) {
            return None;
        }
        self.rest = text[end + 1..].chars();
        Some(format!("\"{}\"", &text[..end]))
    }

    /// Reads a key word, or a number whose print is its spelling.
    fn plain(&mut self) -> Option<String> {
        let text = self.rest.as_str();
        let end = text
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.')))
            .unwrap_or(text.len());
        let word = &text[..end];
        self.rest = text[end..].chars();
        let digits = word.strip_prefix('-').unwrap_or(word);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let counts = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let zero = digits.bytes().all(|b| matches!(b, b'0' | b'.')) && word.starts_with('-');
        let number =
            counts(whole) && counts(fraction) && (whole == "0" || !whole.starts_with('0')) && !zero;
        (number || matches!(word, "true" | "false" | "null")).then(|| word.to_string())
    }

    fn space(&mut self) {
        self.rest = self
            .rest
            .as_str()
            .trim_start_matches([' ', '\t', '\n', '\r'])
            .chars();
    }

    fn peek(&mut self) -> Option<char> {
        self.space();
        self.rest.clone().next()
    }

    fn accept(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.rest.next();
        }
        found
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.accept(c).then_some(())
    }
}

//! Inputs that nobody wrote, grown from files that somebody did: parts of them cut, crossed, doubled and broken.
//!
//! Half of what is made is still read as statements, so that it comes further than the parser. What an input does to the reader is
//! not known here.

/// An input is no longer than this, but for what is put in by one change.
pub const LONGEST: usize = 4096;

/// What is put in where an input is broken.
const PIECES: &[&str] = &[
    "'",
    "\"",
    "$$",
    "$a$",
    "(",
    ")",
    ";",
    ",",
    ".",
    "::",
    "--",
    "/*",
    "*/",
    "\\",
    "\u{e9}",
    "\u{1f600}",
    "\0",
    "[",
    "]",
    "{",
    "}",
    ":",
    "- ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "null",
    "not",
    "create ",
    "alter ",
    "drop ",
    "table ",
    "default ",
    "as ",
    "select ",
    "case when ",
    "E'",
    "U&\"",
    "-",
    "0x",
    "1e",
    "%",
    "<<: ",
    "|\n",
    "? ",
    "in (",
    "interval ",
    "99999999999999999999",
    "-9223372036854775808",
    "2147483648",
    "1e400",
    "\u{202e}",
    "\u{feff}",
    "a\u{301}",
    "\r\n",
    "\t",
];

/// Bytes that are no UTF-8 by themselves.
const BROKEN: &[&[u8]] = &[
    b"\xff",
    b"\xc3",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
    b"\x80",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
];

/// A small generator of numbers (xorshift), the same everywhere.
pub struct Random(pub u64);

impl Random {
    /// Returns a number below another.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// Returns parts of seeds, broken in a few places. They may be no UTF-8.
pub fn mutated(seeds: &[String], random: &mut Random) -> Vec<u8> {
    let mut text = match random.below(3) {
        0 => crossed(seeds, random),
        _ => part(seed(seeds, random), LONGEST, random),
    };
    for _ in 0..random.below(6) {
        match random.below(3) {
            0 => reorder(&mut text, random),
            _ => replace(&mut text, seeds, random),
        }
    }
    if random.below(16) == 0 {
        text.truncate(boundary(&text, random.below(text.len() + 1)));
    }
    text.truncate(boundary(&text, LONGEST.min(text.len())));
    let mut bytes = text.into_bytes();
    if random.below(8) == 0 {
        spoil(&mut bytes, random);
    }
    bytes
}

fn seed<'s>(seeds: &'s [String], random: &mut Random) -> &'s str {
    &seeds[random.below(seeds.len())]
}

/// Returns statements, or keys with what stands below them, of several seeds.
fn crossed(seeds: &[String], random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..=random.below(5) {
        let from = seed(seeds, random);
        let blocks = blocks(from);
        let first = random.below(blocks.len());
        let many = 1 + random.below(4);
        blocks.iter().skip(first).take(many).for_each(|b| out += b);
    }
    out
}

/// Cuts a text where a statement or a paragraph ends.
fn blocks(text: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, _) in text.match_indices('\n') {
        let line_ends = text[..at].ends_with(';') || text[at + 1..].starts_with(['\n', '-', '#']);
        let key_comes = text[at + 1..].starts_with(|c: char| c.is_alphabetic() || c == ' ');
        if line_ends || key_comes && !text.contains(';') {
            out.push(&text[start..=at]);
            start = at + 1;
        }
    }
    out.push(&text[start..]);
    out
}

/// Doubles, drops or swaps whole blocks.
fn reorder(text: &mut String, random: &mut Random) {
    let mut all = blocks(text);
    let (one, other) = (random.below(all.len()), random.below(all.len()));
    match random.below(3) {
        0 => all.swap(one, other),
        1 => all.insert(other, all[one]),
        _ => drop(all.remove(one)),
    }
    *text = all.concat();
}

/// Puts something in the place of a few characters, or of a whole word, which breaks the meaning and not the form.
fn replace(text: &mut String, seeds: &[String], random: &mut Random) {
    let at = boundary(text, random.below(text.len() + 1));
    let end = boundary(text, (at + random.below(24)).min(text.len()));
    let new = match random.below(10) {
        0..3 => random.of(PIECES).to_string(),
        3 => String::new(),
        4 => part(seed(seeds, random), 60, random),
        5 => text[at..end].repeat(2 + random.below(3)),
        6 => random.of(PIECES).repeat(1 + random.below(40)),
        7 => {
            let deep = 1 + random.below(40);
            let (open, close) =
                [("(", ")"), ("[", "]"), ("{a: ", "}"), ("(select ", ")")][random.below(4)];
            format!(
                "{}{}{}",
                open.repeat(deep),
                &text[at..end],
                close.repeat(deep)
            )
        }
        _ => word(seed(seeds, random), random),
    };
    let (at, end) = match random.below(2) {
        0 => word_around(text, at),
        _ => (at, end),
    };
    text.replace_range(at..end, &new);
}

/// Changes single bytes.
fn spoil(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len() + 1);
        match random.below(3) {
            0 => drop(bytes.splice(at..at, random.of(BROKEN).iter().copied())),
            1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            _ if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ => {}
        }
    }
}

fn part(text: &str, longest: usize, random: &mut Random) -> String {
    let start = match text.len() > longest || random.below(4) == 0 {
        true => boundary(text, random.below(text.len())),
        false => 0,
    };
    let end = boundary(text, (start + longest).min(text.len()));
    text[start..end].to_string()
}

fn word(text: &str, random: &mut Random) -> String {
    let (start, end) = word_around(text, boundary(text, random.below(text.len() + 1)));
    text[start..end].to_string()
}

fn word_around(text: &str, at: usize) -> (usize, usize) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let start = text[..at].trim_end_matches(is_part).len();
    let rest = &text[at..];
    (
        start,
        at + rest.len() - rest.trim_start_matches(is_part).len(),
    )
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

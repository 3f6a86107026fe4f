//! Reads the body of a DO block into its parts.
//!
//! The body is cut at its semicolons like any script; the words of PL/pgSQL that stand before a statement are taken off.

use sqlparser::tokenizer::Token;

use super::condition::Condition;
use super::{Forgives, Item, execute};
use crate::diagnostic::{Problem, Problems, Result};
use crate::model::{FileId, Place};
use crate::text::sql::{Piece, Reader, Script, Statement, statements};

/// What begins a statement of PL/pgSQL that is not followed.
const UNFOLLOWED: &[&str] = &[
    "assert", "call", "case", "close", "continue", "declare", "elseif", "elsif", "exit", "fetch",
    "for", "foreach", "get", "loop", "open", "perform", "return", "while", "<<",
];
/// The levels of RAISE that stop nothing.
const NOTES: &[&str] = &["debug", "log", "info", "notice", "warning"];

/// Reads the block.
pub fn read(statement: &Statement) -> Result<Vec<Item>> {
    let mut reader = Reader::new(statement);
    reader.expect("do")?;
    language(&mut reader)?;
    let pieces = within(&mut reader, statement)?;
    language(&mut reader)?;
    reader.done()?;
    let mut body = Body {
        pieces,
        at: 0,
        whole: statement.clone(),
        depth: 0,
    };
    if !body.accept("begin") {
        return Err(body.refused());
    }
    let block = body.block()?;
    match body.piece() {
        None => Ok(vec![block]),
        Some(_) => Err(body.refused()),
    }
}

fn language(reader: &mut Reader) -> Result<()> {
    let place = reader.here();
    if !reader.accept("language") {
        return Ok(());
    }
    let name = reader.string().or_else(|_| reader.ident())?;
    match name.as_str() {
        "plpgsql" => Ok(()),
        _ => Err(reader.error_at(
            "unsupported",
            "a DO block in another language than plpgsql is not followed",
            place,
        )),
    }
}

/// Cuts the string under the cursor into statements that know their places in the file.
fn within(reader: &mut Reader, statement: &Statement) -> Result<Vec<Statement>> {
    let literal = reader.here();
    let mark = reader.mark();
    let quotes = match reader.peek() {
        Token::DollarQuotedString(d) => 2 + d.tag.as_ref().map_or(0, String::len),
        _ => 1,
    };
    let text = reader.string()?;
    let mut file = literal.bytes.clone();
    if reader.text_since(mark).len() == text.len() + 2 * quotes {
        file = file.start + quotes..file.end.saturating_sub(quotes);
    }
    let piece = Piece {
        text: 0..text.len(),
        file,
    };
    let found = parsed(literal.file, &text, piece)?;
    match found.is_empty() {
        true => Err(refusal(statement)),
        false => Ok(found),
    }
}

/// Cuts a text into statements, all of it from one place of a file.
fn parsed(file: FileId, text: &str, piece: Piece) -> Result<Vec<Statement>> {
    let mut problems = Problems::default();
    let found = statements(Script::pieces(file, text, vec![piece]), &mut problems);
    match problems.iter().next() {
        Some(problem) => Err(Box::new(problem.clone())),
        None => Ok(found),
    }
}

/// The pieces of a body between its semicolons, while they are read.
struct Body {
    pieces: Vec<Statement>,
    at: usize,
    whole: Statement,
    /// How many blocks and branches enclose the piece at hand.
    depth: usize,
}

/// How deep blocks and branches may be nested.
const DEEPEST: usize = 64;

impl Body {
    fn piece(&self) -> Option<&Statement> {
        self.pieces.get(self.at)
    }

    fn sees(&self, words: &str) -> bool {
        self.piece().is_some_and(|p| Reader::new(p).at(words))
    }

    /// Takes words off the piece at hand if it begins with them.
    fn accept(&mut self, words: &str) -> bool {
        let mark = self.piece().and_then(|piece| {
            let mut reader = Reader::new(piece);
            reader.accept(words).then(|| reader.mark())
        });
        mark.map(|mark| self.cut(mark)).is_some()
    }

    /// Takes the tokens before a mark off the piece at hand; a piece with nothing left is done.
    fn cut(&mut self, mark: usize) {
        self.pieces[self.at].leave(mark);
        if Reader::new(&self.pieces[self.at]).is_done() {
            self.at += 1;
        }
    }

    fn next(&mut self) -> Result<Statement> {
        let piece = self.piece().cloned().ok_or_else(|| refusal(&self.whole))?;
        self.at += 1;
        Ok(piece)
    }

    /// Reads what follows BEGIN, to the END of the block.
    fn block(&mut self) -> Result<Item> {
        let items = self.items()?;
        let mut forgives = Forgives::default();
        if self.accept("exception") {
            while self.sees("when") {
                let more = self.handler()?;
                forgives.duplicate |= more.duplicate;
                forgives.undefined |= more.undefined;
            }
        }
        self.end("end")?;
        Ok(Item::Block { items, forgives })
    }

    /// Steps over words that must be a piece of their own.
    fn end(&mut self, words: &str) -> Result<()> {
        let at = self.at;
        match self.accept(words) && self.at > at {
            true => Ok(()),
            false => Err(self.refused()),
        }
    }

    fn items(&mut self) -> Result<Vec<Item>> {
        let mut items = Vec::new();
        while !["end", "exception", "else", "elsif"]
            .iter()
            .any(|w| self.sees(w))
        {
            items.extend(self.item()?);
        }
        Ok(items)
    }

    fn item(&mut self) -> Result<Option<Item>> {
        let nested: Option<fn(&mut Body) -> Result<Item>> = match () {
            () if self.accept("begin") => Some(Body::block),
            () if self.accept("if") => Some(Body::branch),
            () => None,
        };
        if let Some(read) = nested {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.refused());
            }
            let item = read(self)?;
            self.depth -= 1;
            return Ok(Some(item));
        }
        if self.is_idle() {
            self.at += 1;
            return Ok(None);
        }
        if self.sees("execute") {
            return self.execute().map(Some);
        }
        let unfollowed = UNFOLLOWED.iter().any(|w| self.sees(w)) || self.is_assignment();
        if unfollowed || self.sees("raise") || self.piece().is_none() {
            return Err(self.refused());
        }
        self.next().map(|s| Some(Item::Run(s)))
    }

    /// Returns whether the piece at hand does nothing to the schema: NULL, or a RAISE that is a mere note.
    fn is_idle(&self) -> bool {
        let null = self.piece().is_some_and(|p| {
            let mut reader = Reader::new(p);
            reader.accept("null") && reader.is_done()
        });
        null || NOTES
            .iter()
            .any(|level| self.sees(&format!("raise {level}")))
    }

    fn is_assignment(&self) -> bool {
        let sign =
            |p: &Statement| matches!(Reader::new(p).peek_nth(1), Token::Assignment | Token::Eq);
        self.piece().is_some_and(sign)
    }

    /// Reads what follows IF, to END IF.
    fn branch(&mut self) -> Result<Item> {
        let piece = self.piece().ok_or_else(|| refusal(&self.whole))?;
        let mut reader = Reader::new(piece);
        let condition = Condition::read(&mut reader)?;
        reader.expect("then")?;
        let mark = reader.mark();
        self.cut(mark);
        let then = self.items()?;
        let otherwise = if self.accept("else") {
            self.items()?
        } else {
            Vec::new()
        };
        self.end("end if")?;
        Ok(Item::If {
            condition,
            then,
            otherwise,
        })
    }

    /// Reads EXECUTE of what is a constant in the end, which is a statement like another.
    fn execute(&mut self) -> Result<Item> {
        let piece = self.next()?;
        let mut reader = Reader::new(&piece);
        reader.expect("execute")?;
        let mark = reader.mark();
        let found = match execute::format(&mut reader) {
            Some(text) => {
                let Place { file, bytes } = reader.since(mark);
                let all = 0..text.len();
                parsed(
                    file,
                    &text,
                    Piece {
                        text: all,
                        file: bytes,
                    },
                )
            }
            None => {
                reader.rewind(mark);
                within(&mut reader, &piece)
            }
        };
        match found {
            Ok(mut list) if reader.is_done() && list.len() == 1 => Ok(Item::Run(list.remove(0))),
            Ok(_) | Err(_) => Err(refusal(&piece)),
        }
    }

    /// Reads `WHEN condition OR condition THEN NULL`.
    fn handler(&mut self) -> Result<Forgives> {
        let piece = self.piece().ok_or_else(|| refusal(&self.whole))?;
        let mut reader = Reader::new(piece);
        let mut forgives = Forgives::default();
        reader.expect("when")?;
        loop {
            forgiven(&mut reader, &mut forgives)?;
            if !reader.accept("or") {
                break;
            }
        }
        reader.expect("then")?;
        let mark = reader.mark();
        let empty = reader.is_done();
        self.cut(mark);
        while !empty && self.is_idle() {
            self.at += 1;
        }
        match self.sees("when") || self.sees("end") {
            true => Ok(forgives),
            false => Err(self.refused()),
        }
    }

    /// Makes the error for the piece at hand.
    fn refused(&self) -> Box<Problem> {
        refusal(self.piece().unwrap_or(&self.whole))
    }
}

/// Reads the name or code of an error that a handler passes over.
fn forgiven(reader: &mut Reader, forgives: &mut Forgives) -> Result<()> {
    let mark = reader.mark();
    let name = match reader.accept("sqlstate") {
        true => reader.string()?,
        false => reader.ident()?,
    };
    match name.as_str() {
        "42701" | "42710" | "42723" | "42P04" | "42P06" | "42P07" | "42P16" | "23505" => {
            forgives.duplicate = true
        }
        "duplicate_alias"
        | "duplicate_column"
        | "duplicate_database"
        | "duplicate_function"
        | "duplicate_object"
        | "duplicate_schema"
        | "duplicate_table"
        | "invalid_table_definition"
        | "unique_violation" => {
            forgives.duplicate = true;
        }
        "42703"
        | "42704"
        | "42883"
        | "42P01"
        | "3F000"
        | "undefined_column"
        | "undefined_function"
        | "undefined_object"
        | "undefined_table"
        | "invalid_schema_name" => forgives.undefined = true,
        "others" => {
            *forgives = Forgives {
                duplicate: true,
                undefined: true,
            }
        }
        _ => {
            let message =
                format!("trueup does not know what passing over {name} means for a schema");
            return Err(reader.error_at("unsupported-do", &message, reader.since(mark)));
        }
    }
    Ok(())
}

/// Makes the error for a part that is not followed.
fn refusal(piece: &Statement) -> Box<Problem> {
    let problem = Problem::error(
        "unsupported-do",
        "trueup does not follow this part of a DO block",
    );
    let problem = problem.at(piece.script.place(piece.bytes()), "");
    Box::new(problem.help(
        "it follows IF [NOT] EXISTS (SELECT … FROM a catalog WHERE …) THEN … END IF, and EXCEPTION WHEN duplicate_object \
         THEN NULL; write what the block makes as plain statements",
    ))
}

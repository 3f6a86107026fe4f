//! Reads what an expression starts with: constants, names, calls and the functions with key words inside.

use super::cursor::{Parser, Read, Stop};
use super::parse::bind;
use super::token::Token;
use super::tree::{Call, Case, Node, Sort, Window};

/// The words that are functions without parentheses.
pub const SPECIALS: &[&str] = &[
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "user",
];

/// The words with which no operand starts, so that a text with them there is not understood.
const RESERVED: &str = " all analyse analyze and any as asc asymmetric both check collate column constraint create default \
    deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into \
    lateral leading limit offset on only or order placing primary references returning select some symmetric system_user \
    table then to trailing true union unique using variadic when where window with ";

/// The words that a type of several tokens may start with.
const TYPE_WORDS: &[&str] = &[
    "bit",
    "char",
    "character",
    "decimal",
    "double",
    "float",
    "interval",
    "national",
    "numeric",
    "time",
    "timestamp",
    "varchar",
];

impl Parser<'_> {
    /// Reads an operand.
    pub fn primary(&mut self) -> Read<Node> {
        match self.peek().clone() {
            Token::Text(text) => self.constant(Node::Text(text)),
            Token::Bits(text) => {
                self.constant(Node::Cast(Box::new(Node::Text(text)), "\"bit\"".into()))
            }
            Token::Number(number) => self.constant(number_node(&number).ok_or(Stop)?),
            Token::Op(op) => {
                self.skip(1);
                self.prefix(op)
            }
            Token::Sign(sign) if sign == "(" => self.parenthesis(),
            Token::Sign(_) | Token::End => Err(Stop),
            Token::Quoted(_) => self.named(),
            Token::Word(word) => self.word(&word),
        }
    }

    fn constant(&mut self, node: Node) -> Read<Node> {
        self.skip(1);
        if matches!(self.peek(), Token::Text(_)) {
            Err(Stop)
        } else {
            Ok(node)
        }
    }

    fn prefix(&mut self, op: String) -> Read<Node> {
        if op != "-" && op != "+" {
            return Ok(Node::Prefix(
                op,
                Box::new(self.expression(bind::OTHER + 1)?),
            ));
        }
        let operand = self.expression(bind::TIGHT)?;
        if let Node::Const(value, ty) = &operand
            && op == "-"
            && ty != "boolean"
        {
            let negated = value
                .strip_prefix('-')
                .map_or_else(|| format!("-{value}"), str::to_string);
            return number_node(&negated).ok_or(Stop);
        }
        Ok(Node::Prefix(op, Box::new(operand)))
    }

    fn parenthesis(&mut self) -> Read<Node> {
        self.sign("(")?;
        if self.at_query() {
            let query = self.query_value("")?;
            self.sign(")")?;
            return Ok(query);
        }
        let mut list = self.list(")")?;
        match list.len() {
            0 => Err(Stop),
            1 => Ok(list.remove(0)),
            _ => Ok(Node::Row(list)),
        }
    }

    fn word(&mut self, word: &str) -> Read<Node> {
        let opens = self.is_sign(1, "(");
        match word {
            "null" => self.constant(Node::Null),
            "true" | "false" => self.constant(Node::Const(word.into(), "boolean".into())),
            "case" => self.case(),
            "not" => {
                self.words("not")?;
                Ok(Node::Not(Box::new(self.expression(bind::NOT)?)))
            }
            "array" => self.array(),
            _ if SPECIALS.contains(&word) && !(word == "current_schema" && opens) => {
                self.special(word)
            }
            "cast" | "exists" | "row" | "extract" | "position" | "substring" | "overlay"
            | "trim"
                if opens =>
            {
                self.form(word)
            }
            _ if RESERVED.contains(&format!(" {word} ")) => Err(Stop),
            _ => self.typed_or_named(word),
        }
    }

    fn array(&mut self) -> Read<Node> {
        self.words("array")?;
        if self.accept_sign("(") {
            let query = self.query_value("array")?;
            self.sign(")")?;
            return Ok(query);
        }
        self.array_list()
    }

    /// Reads `[…]`, whose elements may be further such lists.
    fn array_list(&mut self) -> Read<Node> {
        let outer = self.enter()?;
        self.sign("[")?;
        let mut out = Vec::new();
        while !self.accept_sign("]") {
            if !out.is_empty() {
                self.sign(",")?;
            }
            out.push(if self.is_sign(0, "[") {
                self.array_list()?
            } else {
                self.expression(bind::ANY)?
            });
        }
        self.leave(outer);
        Ok(Node::Array(out))
    }

    fn special(&mut self, word: &str) -> Read<Node> {
        self.words(word)?;
        if !self.accept_sign("(") {
            return Ok(Node::Special(word.into()));
        }
        let Token::Number(digits) = self.take() else {
            return Err(Stop);
        };
        self.sign(")")?;
        Ok(Node::Special(format!("{word}({digits})")))
    }

    fn form(&mut self, word: &str) -> Read<Node> {
        let mark = self.mark();
        self.skip(2);
        match word {
            "cast" => {
                let node = self.expression(bind::ANY)?;
                self.words("as")?;
                let ty = self.type_name()?;
                self.sign(")")?;
                Ok(Node::Cast(Box::new(node), ty))
            }
            "exists" => {
                let query = self.query_value("exists")?;
                self.sign(")")?;
                Ok(query)
            }
            "row" => Ok(Node::Row(self.list(")")?)),
            "extract" => self.extract(),
            "position" => {
                let what = self.expression(bind::OTHER)?;
                self.words("in")?;
                let within = self.expression(bind::ANY)?;
                self.sign(")")?;
                Ok(Node::Form(
                    "position",
                    vec![("".into(), within), ("what".into(), what)],
                ))
            }
            "trim" => self.trim(),
            _ => self.substring(mark, word),
        }
    }

    fn extract(&mut self) -> Read<Node> {
        let field = match self.take() {
            Token::Word(word) | Token::Text(word) | Token::Quoted(word) => word,
            _ => return Err(Stop),
        };
        self.words("from")?;
        let node = self.expression(bind::ANY)?;
        self.sign(")")?;
        Ok(Node::Form(
            "extract",
            vec![("".into(), Node::Text(field)), ("from".into(), node)],
        ))
    }

    fn trim(&mut self) -> Read<Node> {
        let side = ["leading", "trailing", "both"]
            .into_iter()
            .find(|w| self.accept(w));
        let name = match side {
            Some("leading") => "trim leading",
            Some("trailing") => "trim trailing",
            _ => "trim both",
        };
        let mut what = None;
        if !self.accept("from") {
            let first = self.expression(bind::ANY)?;
            if !self.accept("from") {
                let rest = if self.accept_sign(",") {
                    Some(self.expression(bind::ANY)?)
                } else {
                    None
                };
                self.sign(")")?;
                let args = [("".to_string(), first)]
                    .into_iter()
                    .chain(rest.map(|r| ("what".to_string(), r)));
                return Ok(Node::Form(name, args.collect()));
            }
            what = Some(first);
        }
        let node = self.expression(bind::ANY)?;
        self.sign(")")?;
        let args = [("".to_string(), node)]
            .into_iter()
            .chain(what.map(|w| ("what".to_string(), w)));
        Ok(Node::Form(name, args.collect()))
    }

    /// Reads `substring` or `overlay` with key words, or as a plain call.
    fn substring(&mut self, mark: usize, word: &str) -> Read<Node> {
        let name = if word == "overlay" {
            "overlay"
        } else {
            "substring"
        };
        let mut args = vec![("".to_string(), self.expression(bind::ANY)?)];
        if word == "substring" && self.is_word(0, "for") {
            args.push(("from".into(), Node::Const("1".into(), "integer".into())));
        }
        while let Some(key) = ["from", "for", "placing"]
            .into_iter()
            .find(|w| self.accept(w))
        {
            args.push((key.to_string(), self.expression(bind::ANY)?));
        }
        if args.len() == 1 {
            self.reset(mark);
            return self.named();
        }
        self.sign(")")?;
        Ok(Node::Form(name, args))
    }

    /// Reads a constant after its type, or else a name.
    fn typed_or_named(&mut self, word: &str) -> Read<Node> {
        let mark = self.mark();
        let dotted = self.is_sign(1, ".");
        if (TYPE_WORDS.contains(&word) || dotted || matches!(self.peek_at(1), Token::Text(_)))
            && let Ok(ty) = self.type_name()
            && let Token::Text(text) = self.peek().clone()
        {
            self.skip(1);
            let fields = ["year", "month", "day", "hour", "minute", "second"]
                .iter()
                .any(|w| self.is_word(0, w));
            let ty = if ty == "interval" && fields {
                self.interval_fields()?
            } else {
                ty
            };
            return Ok(Node::Cast(Box::new(Node::Text(text)), ty));
        }
        self.reset(mark);
        self.named()
    }

    /// Reads the fields that stand behind the string of an interval.
    fn interval_fields(&mut self) -> Read<String> {
        let mut ty = format!("interval {}", self.part()?);
        if self.accept("to") {
            ty = format!("{ty} to {}", self.part()?);
        }
        if self.is_sign(0, "(") {
            Err(Stop)
        } else {
            Ok(ty)
        }
    }

    /// Reads a column or a call.
    fn named(&mut self) -> Read<Node> {
        let mut parts = vec![self.part()?];
        while self.accept_sign(".") {
            if matches!(self.peek(), Token::Op(op) if op == "*") {
                self.skip(1);
                parts.push("*".into());
                return Ok(Node::Column(parts));
            }
            parts.push(self.part()?);
        }
        if self.accept_sign("(") {
            self.call(parts)
        } else {
            Ok(Node::Column(parts))
        }
    }

    fn call(&mut self, name: Vec<String>) -> Read<Node> {
        let mut call = Call {
            name,
            ..Call::default()
        };
        call.distinct = self.accept("distinct");
        while !self.accept_sign(")") {
            if !call.args.is_empty() {
                self.sign(",")?;
            }
            self.argument(&mut call)?;
            if self.is_word(0, "order") {
                call.order = self.order()?;
                self.sign(")")?;
                break;
            }
        }
        if self.is_word(0, "within") {
            return Err(Stop);
        }
        if self.is_word(0, "filter") && self.is_sign(1, "(") {
            self.skip(2);
            self.words("where")?;
            call.filter = Some(self.expression(bind::ANY)?);
            self.sign(")")?;
        }
        if self.accept("over") {
            call.over = Some(self.window()?);
        }
        Ok(Node::Call(Box::new(call)))
    }

    fn argument(&mut self, call: &mut Call) -> Read<()> {
        if matches!(self.peek(), Token::Op(op) if op == "*") {
            self.skip(1);
            call.args.push((None, Node::Column(vec!["*".into()])));
            return Ok(());
        }
        call.variadic |= self.accept("variadic");
        let arrow = matches!(self.peek_at(1), Token::Op(op) if op == "=>") || self.is_sign(1, ":=");
        let name = if arrow { Some(self.part()?) } else { None };
        self.skip(usize::from(arrow));
        let node = self.expression(bind::ANY)?;
        call.args.push((name, node));
        Ok(())
    }

    fn window(&mut self) -> Read<Window> {
        if !self.accept_sign("(") {
            return Ok(Window::Named(self.part()?));
        }
        let mut keys = Vec::new();
        if self.accept("partition") {
            self.words("by")?;
            keys.push(self.expression(bind::ANY)?);
            while self.accept_sign(",") {
                keys.push(self.expression(bind::ANY)?);
            }
        }
        let order = if self.is_word(0, "order") {
            self.order()?
        } else {
            Vec::new()
        };
        self.sign(")")?;
        Ok(Window::Inline(keys, order))
    }

    /// Reads `ORDER BY`.
    pub fn order(&mut self) -> Read<Vec<Sort>> {
        self.words("order by")?;
        let mut out = Vec::new();
        loop {
            let node = self.expression(bind::ANY)?;
            let descending = self.accept("desc");
            if !descending {
                self.accept("asc");
            }
            let nulls_first = match self.accept("nulls") {
                true if self.accept("first") => true,
                true => {
                    self.words("last")?;
                    false
                }
                false => descending,
            };
            out.push(Sort {
                node,
                descending,
                nulls_first,
            });
            if !self.accept_sign(",") {
                return Ok(out);
            }
        }
    }

    fn case(&mut self) -> Read<Node> {
        self.words("case")?;
        let subject = if self.is_word(0, "when") {
            None
        } else {
            Some(self.expression(bind::ANY)?)
        };
        let mut whens = Vec::new();
        while self.accept("when") {
            let test = self.expression(bind::ANY)?;
            self.words("then")?;
            whens.push((test, self.expression(bind::ANY)?));
        }
        let otherwise = if self.accept("else") {
            Some(self.expression(bind::ANY)?)
        } else {
            None
        };
        self.words("end")?;
        if whens.is_empty() {
            Err(Stop)
        } else {
            Ok(Node::Case(Box::new(Case {
                subject,
                whens,
                otherwise,
            })))
        }
    }
}

/// Makes a constant of the type that the server gives a number.
fn number_node(text: &str) -> Option<Node> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |d| ("-", d));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(w, f)| (w, Some(f)));
    if !whole
        .bytes()
        .chain(fraction.unwrap_or_default().bytes())
        .all(|b| b.is_ascii_digit())
        || digits == "."
    {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let value = match fraction {
        Some(f) if !f.is_empty() => format!("{sign}{whole}.{f}"),
        _ if whole == "0" => "0".to_string(),
        _ => format!("{sign}{whole}"),
    };
    let ty = match (fraction, value.parse::<i64>()) {
        (None, Ok(n)) if i32::try_from(n).is_ok() => "integer",
        (None, Ok(_)) => "bigint",
        _ => "numeric",
    };
    Some(Node::Const(value, ty.into()))
}

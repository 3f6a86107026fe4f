//! Settles calls, functions with key words inside, and `CASE`: what their arguments cast to and what they give.

use super::coerce::{UNKNOWN, implicit, polymorphic};
use super::parse::{call, own};
use super::print::{dotted, unquoted};
use super::resolve::{self, Signature};
use super::settle::{Settler, Typed, Unknown};
use super::tree::{Call, Case, Node, Window};

impl Settler<'_> {
    pub fn case(&mut self, case: Case) -> Typed {
        let subject = case
            .subject
            .map(|s| self.node(s))
            .map(|(s, ty)| self.said(s, ty, "text"));
        let mut tests = Vec::new();
        let mut results = Vec::new();
        for (test, then) in case.whens {
            let test = self.node(test);
            tests.push(self.when(subject.as_ref().map(|s| &s.1), test));
            results.push(self.node(then));
        }
        let bare = matches!(case.otherwise, None | Some(Node::Null));
        let otherwise = case.otherwise.map(|o| self.node(o));
        let types = otherwise.iter().chain(&results).map(|t| t.1.as_deref());
        let ty = self.common(types);
        let results = self.unified(results, ty.as_deref());
        let otherwise = otherwise.map(|o| self.unified(vec![o], ty.as_deref()).remove(0));
        let null = bare
            || ty.is_some() && matches!(&otherwise, Some(Node::Cast(of, _)) if **of == Node::Null);
        let otherwise = otherwise.filter(|_| !null);
        let whens = tests.into_iter().zip(results).collect();
        (
            Node::Case(Box::new(Case {
                subject: subject.map(|s| s.0),
                whens,
                otherwise,
            })),
            ty,
        )
    }

    /// Settles what a `CASE` compares its subject with.
    fn when(&mut self, subject: Option<&Option<String>>, test: Typed) -> Node {
        let Some(Some(subject)) = subject else {
            return test.0;
        };
        match (self.choose("=", Some(subject), test.1.as_deref()), &test.1) {
            (Some(found), Some(from)) => {
                let to = if polymorphic(&found.args[1], UNKNOWN).is_some() {
                    self.seen(subject)
                } else {
                    found.args[1].clone()
                };
                self.coerce(test.0, from, &to)
            }
            _ => test.0,
        }
    }

    pub fn form(&mut self, name: &'static str, args: Vec<(String, Node)>) -> Typed {
        let (function, order): (&str, &[usize]) = match name {
            "at time zone" => ("timezone", &[1, 0]),
            "trim leading" => ("ltrim", &[0, 1]),
            "trim trailing" => ("rtrim", &[0, 1]),
            "trim both" => ("btrim", &[0, 1]),
            other => (other, &[0, 1, 2, 3]),
        };
        let (keys, args): (Vec<String>, Vec<Node>) = args.into_iter().unzip();
        let args: Vec<Typed> = args.into_iter().map(|a| self.node(a)).collect();
        let place = |i: usize| order.iter().position(|o| *o == i).unwrap_or(i);
        let mut inputs = vec![None; args.len()];
        args.iter()
            .enumerate()
            .for_each(|(i, a)| inputs[place(i)] = a.1.clone());
        let found = self.function(function, &inputs);
        let mut out = Vec::new();
        for (i, (node, ty)) in args.into_iter().enumerate() {
            out.push(match (&found, ty) {
                (Some(found), Some(ty)) => self.coerce(node, &ty, &found.args[place(i)]),
                (_, _) => node,
            });
        }
        let ty = found.as_ref().map(|f| f.result.clone());
        let by_pattern = name == "substring"
            && out.len() == 2
            && found.as_ref().is_some_and(|f| f.args[1] == "text");
        if by_pattern {
            return (call("substring", out), ty);
        }
        (Node::Form(name, keys.into_iter().zip(out).collect()), ty)
    }

    fn function(&self, name: &str, inputs: &[Option<String>]) -> Option<Signature> {
        let inputs: Vec<String> = inputs
            .iter()
            .map(|i| i.as_deref().map(|ty| self.seen(ty)))
            .collect::<Option<_>>()?;
        resolve::function(name, &inputs.iter().map(String::as_str).collect::<Vec<_>>())
    }

    pub fn call(&mut self, mut call: Call) -> Typed {
        let (names, args): (Vec<Option<String>>, Vec<Node>) =
            std::mem::take(&mut call.args).into_iter().unzip();
        let args: Vec<Node> = args.into_iter().map(|a| self.whole_row(a)).collect();
        let args: Vec<Typed> = args.into_iter().map(|a| self.node(a)).collect();
        call.order
            .iter_mut()
            .for_each(|s| s.node = self.node(s.node.clone()).0);
        call.filter = call.filter.take().map(|f| self.node(f).0);
        if let Some(Window::Inline(keys, sorts)) = &mut call.over {
            keys.iter_mut().for_each(|k| *k = self.node(k.clone()).0);
            sorts
                .iter_mut()
                .for_each(|s| s.node = self.node(s.node.clone()).0);
        }
        let user = match is_of_system(&call.name) {
            true => None,
            false => (self.context.function)(&call.name),
        };
        if user.is_none() && self.means_nothing(&call.name) {
            self.unknown.push(Unknown::Function(call.name.clone()));
        }
        call.name = own(user.map_or(call.name, |name| unquoted(&name)));
        let plain = names.iter().all(Option::is_none) && !call.variadic;
        let (args, ty) = match call.name.as_slice() {
            [name] if plain => self.arguments(&name.clone(), args),
            name if plain => self.routine(&dotted(name), args),
            _ => (args.into_iter().map(|a| a.0).collect(), None),
        };
        call.args = names.into_iter().zip(args).collect();
        (Node::Call(Box::new(call)), ty)
    }

    /// Returns whether a function that nobody knows stands in a schema of users, and is not a type that is written as a call.
    fn means_nothing(&self, name: &[String]) -> bool {
        name.len() > 1 && !is_of_system(name) && (self.context.type_name)(name).is_none()
    }

    /// Casts the arguments of a user-defined function.
    fn routine(&mut self, name: &str, args: Vec<Typed>) -> (Vec<Node>, Option<String>) {
        let Some(found) = (self.schema.routine)(name, args.len()) else {
            return (args.into_iter().map(|a| a.0).collect(), None);
        };
        let ty = Some(found.result).filter(|ty| polymorphic(ty, UNKNOWN).is_none());
        let mut out = Vec::new();
        for (i, (node, from)) in args.into_iter().enumerate() {
            out.push(match (found.args.get(i), from) {
                (Some(to), Some(from)) if from == UNKNOWN && polymorphic(to, UNKNOWN).is_none() => {
                    self.cast(node, to.clone()).0
                }
                (Some(to), Some(from)) if implicit(&self.seen(&from), to) => {
                    self.coerce(node, &from, to)
                }
                _ => node,
            });
        }
        (out, ty)
    }

    /// Casts the arguments of a built-in function.
    fn arguments(&mut self, name: &str, args: Vec<Typed>) -> (Vec<Node>, Option<String>) {
        match name {
            "coalesce" | "greatest" | "least" => {
                let ty = self.common(args.iter().map(|t| t.1.as_deref()));
                return (self.unified(args, ty.as_deref()), ty);
            }
            "nullif" if args.len() == 2 => return self.nullif(args),
            _ => {}
        }
        let inputs: Vec<Option<String>> = args.iter().map(|a| a.1.clone()).collect();
        let Some(found) = self.function(name, &inputs) else {
            let ty = resolve::result(name, args.len());
            return (args.into_iter().map(|a| a.0).collect(), ty);
        };
        let mut out = Vec::new();
        for ((node, ty), to) in args.into_iter().zip(&found.args) {
            out.push(self.coerce(node, ty.as_deref().unwrap_or(UNKNOWN), to));
        }
        (
            out,
            Some(found.result).filter(|r| polymorphic(r, UNKNOWN).is_none()),
        )
    }

    fn nullif(&mut self, mut args: Vec<Typed>) -> (Vec<Node>, Option<String>) {
        let (right, left) = (args.remove(1), args.remove(0));
        let found = self.choose("=", left.1.as_deref(), right.1.as_deref());
        let ty = found
            .as_ref()
            .filter(|f| polymorphic(&f.args[0], UNKNOWN).is_none())
            .map(|f| f.args[0].clone());
        let (left, right) = self.fitted(&found, left, right);
        (vec![left, right], ty)
    }
}

/// Returns whether a name is qualified with a schema of the system's.
fn is_of_system(name: &[String]) -> bool {
    let schema = name.len().checked_sub(2).map(|n| name[n].as_str());
    matches!(schema, Some("pg_catalog" | "information_schema"))
}

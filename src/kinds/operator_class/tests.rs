//! What CREATE OPERATOR CLASS and ALTER OPERATOR FAMILY mean.

use crate::kind::names;
use crate::kinds::grant::tests::{facts, read};

const CLASS: &str = "create operator class c default for type int using btree as \
                     operator 1 <, operator 3 = (int, int8), function 1 btint4cmp(int, int), \
                     function 1 btint48cmp(int, bigint), storage int; ";

#[test]
fn what_is_for_two_types_is_loose_in_the_family() {
    assert_eq!(
        facts(CLASS, names::OPERATOR_CLASS),
        [
            "public.c(btree): default for type integer as function 1 (integer, integer) btint4cmp(integer, integer), \
             operator 1 <(integer, integer)"
        ]
    );
    assert_eq!(
        facts(CLASS, names::FAMILY_MEMBER),
        [
            "public.c(btree).function 1 (integer, bigint): function 1 (integer, bigint) btint48cmp(integer, bigint)",
            "public.c(btree).operator 3 (integer, bigint): operator 3 =(integer, bigint)"
        ]
    );
    assert_eq!(
        facts(CLASS, names::OPERATOR_FAMILY),
        ["public.c(btree): operator family using btree"]
    );
}

#[test]
fn a_member_is_added_to_a_family_and_dropped_from_it() {
    let made = "create operator family f using gist; alter operator family f using gist \
                add operator 15 <-> (point, box) for order by float_ops, function 1 (point) f(point); ";
    assert_eq!(
        facts(made, names::FAMILY_MEMBER),
        [
            "public.f(gist).function 1 (point, point): function 1 (point, point) f(point)",
            "public.f(gist).operator 15 (point, box): operator 15 <->(point, box) for order by float_ops"
        ]
    );
    let dropped = format!("{made}alter operator family f using gist drop operator 15 (point, box)");
    assert_eq!(facts(&dropped, names::FAMILY_MEMBER).len(), 1);
    let message = read(&format!(
        "{made}alter operator family f using gist drop function 9 (point)"
    ));
    assert!(message.1.concat().contains("function 9"), "{:?}", message.1);
}

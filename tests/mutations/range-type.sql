create function gap(integer, integer) returns float8 language sql immutable as 'select ($2 - $1)::float8';
create function gap_2(integer, integer) returns float8 language sql immutable as 'select ($2 - $1)::float8';

-- mutation: subtype
create type r as range (subtype = integer);
-- to
create type r as range (subtype = bigint);

-- mutation: operator class
create type r as range (subtype = text, subtype_opclass = text_ops);
-- to
create type r as range (subtype = text, subtype_opclass = text_pattern_ops);

-- mutation: collation
create type r as range (subtype = text);
-- to
create type r as range (subtype = text, collation = "C");

-- mutation: difference function
create type r as range (subtype = integer, subtype_diff = gap);
-- to
create type r as range (subtype = integer, subtype_diff = gap_2);

-- mutation: multirange type
create type r as range (subtype = integer);
-- to
create type r as range (subtype = integer, multirange_type_name = many);

create type mood as enum ('sad', 'ok');
create function less(mood, mood) returns integer language sql immutable as 'select enum_cmp($1, $2)';
create function less_2(mood, mood) returns integer language sql immutable as 'select enum_cmp($1, $2)';
create operator family one using btree;
create operator family two using btree;

-- mutation: default
create operator class c for type mood using btree family one as operator 3 = (anyenum, anyenum), function 1 less(mood, mood);
-- to
create operator class c default for type mood using btree family one as operator 3 = (anyenum, anyenum), function 1 less(mood, mood);

-- mutation: type
create operator class c for type integer using hash as operator 1 =(integer, integer), function 1 hashint4(integer);
-- to
create operator class c for type bigint using hash as operator 1 =(bigint, bigint), function 1 hashint8(bigint);

-- mutation: family
create operator class c for type mood using btree family one as function 1 less(mood, mood);
-- to
create operator class c for type mood using btree family two as function 1 less(mood, mood);

-- mutation: storage
create operator class c for type text using gin as function 1 bttextcmp(text, text), storage text;
-- to
create operator class c for type text using gin as function 1 bttextcmp(text, text), storage integer;

-- mutation: operators
create operator class c for type integer using btree family one as operator 1 <, function 1 btint4cmp(integer, integer);
-- to
create operator class c for type integer using btree family one as operator 1 <, operator 5 >, function 1 btint4cmp(integer, integer);

-- mutation: functions
create operator class c for type mood using btree family one as function 1 less(mood, mood);
-- to
create operator class c for type mood using btree family one as function 1 less_2(mood, mood);

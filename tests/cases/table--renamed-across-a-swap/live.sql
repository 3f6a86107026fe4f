-- trueup: renamed from b
create table a (id bigint, from_a text);
-- trueup: renamed from a
create table b (id bigint, from_b text);

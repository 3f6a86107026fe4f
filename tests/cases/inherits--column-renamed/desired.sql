create table base (
  id int,
  -- trueup: renamed from code
  label text,
  constraint c check (label <> '')
);
create table sub (extra text) inherits (base);
create index sub_code on sub (label);

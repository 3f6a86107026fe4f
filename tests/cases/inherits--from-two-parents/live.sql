create table named (name text not null, constraint named_name check (name <> ''));
create table dated (at date default '2026-01-01', name text);
create table notes (body text);

create table named (name text not null, constraint named_name check (name <> ''));
create table dated (at date default '2026-01-01', name text);
create table notes (body text);
create table letters (at date default '2026-02-02', sent bool, constraint letters_sent check (sent or at is null) no inherit) inherits (named, dated);
create table mails (cc text[]) inherits (letters);
create index mails_by_name on mails (name);
create view mailed as select name, cc from mails;

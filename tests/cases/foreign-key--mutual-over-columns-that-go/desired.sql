create table parents (name text);
create table children (name text);
create table pets (name text);
create table owners (name text);

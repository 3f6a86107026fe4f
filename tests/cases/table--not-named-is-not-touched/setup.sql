create table audit (id bigint primary key, note text);
create view audit_notes as select note from audit;
create schema storage;
create table storage.objects (id uuid primary key);

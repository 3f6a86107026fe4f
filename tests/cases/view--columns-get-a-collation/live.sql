create table notes (id integer, label text, code text collate "C");
create view labels as select id, label as name from notes;
create view codes as select id, code as name from notes;
create view over_codes as select name from codes;

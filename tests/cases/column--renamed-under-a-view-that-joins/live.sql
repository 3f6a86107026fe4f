create table users (id integer default 1 + 2, note text, constraint the_key primary key (id));
create view pairs as select a.note, b.note as other from users a join users b on a.ctid = b.ctid where a.note <> 'a';
create view unused as select a.note, b.id from users a join users b on a.note = b.note;

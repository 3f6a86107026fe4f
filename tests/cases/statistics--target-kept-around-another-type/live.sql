create table notes (id integer, label text, kind text);
create statistics together (ndistinct) on id, label from notes;
alter statistics together set statistics 300;
create statistics plain (ndistinct) on id, kind from notes;

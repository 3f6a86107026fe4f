create table logs (message text);
create table jobs (name text);
create table lines (name text);

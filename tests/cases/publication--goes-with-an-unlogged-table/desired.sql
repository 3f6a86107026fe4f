create unlogged table sessions (id integer primary key, note text);
create table plans (id integer primary key);
create table visits (id integer primary key);
create publication changes for table visits, plans;

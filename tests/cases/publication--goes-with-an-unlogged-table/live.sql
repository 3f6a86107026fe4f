create table sessions (id integer primary key, note text);
create table plans (id integer primary key);
create unlogged table visits (id integer primary key);
create publication news for table sessions;
create publication changes for table sessions, plans;

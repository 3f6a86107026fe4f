create table events (id integer generated always as identity primary key, at timestamptz);

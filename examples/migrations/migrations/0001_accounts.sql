create table accounts (
  id bigint generated always as identity primary key,
  name text not null,
  email text not null
);
create unique index accounts_email on accounts (lower(email));

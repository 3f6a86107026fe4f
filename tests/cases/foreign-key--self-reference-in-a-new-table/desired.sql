create table accounts (id bigint primary key, parent_id bigint references accounts);
create table categories (
  id bigint generated always as identity primary key,
  parent_id bigint references categories (id) on delete cascade,
  root_id bigint constraint categories_root references categories
);
create index on categories (parent_id);

create table users (
  id bigint primary key,
  email text not null,
  constraint users_email_key unique (email)
);

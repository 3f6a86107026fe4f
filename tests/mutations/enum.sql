-- mutation: values
create type mood as enum ('sad', 'ok');
-- to
create type mood as enum ('sad', 'ok', 'happy');

-- mutation: values
create type mood as enum ('sad', 'ok');
-- to
create type mood as enum ('ok', 'sad');

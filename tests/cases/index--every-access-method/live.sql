create table places (id bigint, name text, tags text[], area box, spot point, at timestamptz, body tsvector);

create extension pg_trgm version '1.4';
create table words (word text not null);
create index words_like on words using gin (word gin_trgm_ops);

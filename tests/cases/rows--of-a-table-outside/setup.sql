create schema storage;
create table storage.buckets (id text primary key, name text not null unique, public boolean default false, allowed_mime_types text[]);

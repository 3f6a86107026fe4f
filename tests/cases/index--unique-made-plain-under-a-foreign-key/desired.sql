create table currencies (code text not null, name text);
create index currencies_code on currencies (code);
create table prices (currency text);

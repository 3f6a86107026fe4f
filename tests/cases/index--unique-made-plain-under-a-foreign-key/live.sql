create table currencies (code text not null, name text);
create unique index currencies_code on currencies (code);
create table prices (currency text references currencies (code));

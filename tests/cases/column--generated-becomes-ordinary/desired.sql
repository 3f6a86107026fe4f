create table carts (net bigint not null, tax bigint not null, gross bigint);

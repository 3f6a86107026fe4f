create table "Order" ("ID" bigint primary key, "user" text, "select" integer);

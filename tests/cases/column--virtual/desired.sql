create table boxes (id int primary key, w int, h int, area int generated always as (w * h * 2), ratio int generated always as (w / 3) stored, half int generated always as (w / 2) virtual);

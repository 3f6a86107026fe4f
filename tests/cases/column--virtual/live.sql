create table boxes (id int primary key, w int, h int, area int generated always as (w * h) virtual, ratio int generated always as (w / 2) stored);

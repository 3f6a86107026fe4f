insert into payouts values (1, '(3.50,eur)', 'usd');

-- What a sale was answered is kept to be told again, word for word (S1, X2), and nobody looks for anything inside it.
-- As text that is checked to be JSON it costs PostgreSQL a third of what taking it apart does, and a third less room.
alter table sale.sale alter column receipt type json using receipt::json;

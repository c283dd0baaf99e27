-- What a sale writes is mostly keys of indexes, so those that nobody asks go.
--
-- Lots by their origin: every question goes from the lot to its transaction, which is found by its own key.
drop index ledger.lot_origin;

-- Postings by their lot: L7 proves that they are of the lot's account, and an account's postings have an index.
drop index ledger.posting_lot;

-- Events by whom they are about: laws ask so for few things among many. Whether every sale has its event is asked for
-- all sales at once, which reads the log whole with an index or without.
drop index house.event_subject;
create index event_subject on house.event (subject_id, seq) where kind <> 'sale.recorded';

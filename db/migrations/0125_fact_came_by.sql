-- G24: facts know by which form and at which place somebody joined; everybody is read again for it.
update insight.fact_round set under_way = true, after_id = null;

select bench.sale({id}, {number}, {branch}, now(), {codes}, {quantities}, {prices}, {coupon}, {points}, {stored})

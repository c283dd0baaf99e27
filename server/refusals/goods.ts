export const goodsRefusals = {
  product_id_reused: {
    status: 409,
    en: 'This id was used for another product.',
    zh: '该编号已用于另一件商品。',
  },
  code_taken: { status: 409, en: 'Another product has this code.', zh: '该商品编码已被使用。' },
  barcode_taken: { status: 409, en: 'Another product has this barcode.', zh: '该条码已被使用。' },
  product_unknown: { status: 404, en: 'There is no such product.', zh: '没有这件商品。' },
  product_not_stocked: {
    status: 409,
    en: 'The stock of this product is not counted.',
    zh: '该商品未启用库存管理。',
  },
  stock_entry_id_reused: {
    status: 409,
    en: 'This id was used for another stock sheet.',
    zh: '该编号已用于另一张库存单据。',
  },
  stock_short: { status: 409, en: 'There is not enough in stock.', zh: '库存不足。' },
} as const

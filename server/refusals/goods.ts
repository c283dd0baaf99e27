export const goodsRefusals = {
  product_id_reused: {
    status: 409,
    en: 'This id was used for another product.',
    zh: '该编号已用于另一件商品。',
  },
  code_taken: { status: 409, en: 'Another product has this code.', zh: '该商品编码已被使用。' },
  barcode_taken: { status: 409, en: 'Another product has this barcode.', zh: '该条码已被使用。' },
} as const

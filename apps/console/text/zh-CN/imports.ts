export const imports = { title: '导入' }

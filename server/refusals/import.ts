export const importRefusals = {
  import_id_reused: { status: 409, en: 'This id was used for another file.', zh: '该编号已用于另一个文件。' },
  import_unknown: { status: 404, en: 'There is no such import.', zh: '没有这次导入。' },
  part_too_large: { status: 413, en: 'A part is at most 4 MiB.', zh: '每段最大 4 MiB。' },
  part_differs: {
    status: 409,
    en: 'Other bytes were sent under this number.',
    zh: '该段号已上传过不同的内容。',
  },
  upload_ended: { status: 409, en: 'The upload has ended.', zh: '上传已结束。' },
  parts_missing: { status: 422, en: 'Parts of the file are missing.', zh: '文件尚未传完，缺少部分内容。' },
  upload_not_ended: { status: 409, en: 'The upload has not ended yet.', zh: '文件还没有传完。' },
  file_unreadable: {
    status: 422,
    en: 'The file cannot be read. Send a CSV or an XLSX.',
    zh: '无法读取该文件，请提供 CSV 或 XLSX。',
  },
  import_busy: { status: 409, en: 'This import is being worked on.', zh: '该导入正在处理中。' },
  import_not_mapped: { status: 409, en: 'Say first which column is what.', zh: '请先确认各列的含义。' },
  import_not_run: { status: 409, en: 'There is nothing to undo.', zh: '没有可撤销的内容。' },
  column_unknown: { status: 422, en: 'The file has no such column.', zh: '文件中没有这一列。' },
  field_not_mapped: {
    status: 422,
    en: 'A field that is needed has no column.',
    zh: '有必填项还没有对应的列。',
  },
} as const

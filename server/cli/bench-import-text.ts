import type { Language } from '../language.ts'
import type { ImportFigures } from './bench-import.ts'

/** The figures of the import for people. */
export function importPlain(figures: ImportFigures, language: Language): string {
  const n = (value: number) => Math.round(value).toLocaleString(language)
  const { rows, importRowsPerSecond, copyRowsPerSecond, ratio, tableRows, rounds } = figures
  const share = ratio.toFixed(3)
  return language === 'zh'
    ? `文件 ${n(rows)} 行（写入 ${n(tableRows)} 行数据），测量 ${rounds} 轮，取中位数\n` +
        `导入  ${n(importRowsPerSecond)} 行/秒\nCOPY  ${n(copyRowsPerSecond)} 行/秒\n比值  ${share}\n`
    : `${n(rows)} rows of file (${n(tableRows)} rows of tables), medians of ${rounds} rounds\n` +
        `import  ${n(importRowsPerSecond)} rows/s\nCOPY    ${n(copyRowsPerSecond)} rows/s\nratio   ${share}\n`
}

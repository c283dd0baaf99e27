import { baselineFindings, type Excess } from '../baseline.ts'
import { functionsOf } from '../functions.ts'
import { GENERATED, type Finding, type SourceFile, type TextFile, type Tree } from '../tree.ts'

const LINE_MOST = 120
const FUNCTION_GOOD = 50
const FUNCTION_MOST = 70
const FILE_GOOD = 300
const FILE_MOST = 500
const TEST_FILE_MOST = 800

/** Sizes against the limits, and the excess of old against the baseline. */
export function sizes(tree: Tree, baseline: Excess, committed: Excess | undefined): Finding[] {
  const sources = tree.sources.filter((file) => !GENERATED.has(file.path))
  return [
    ...tree.texts.filter(hasShortLines).flatMap(longLines),
    ...sources.flatMap((file) => [...fileSize(file, baseline), ...functionSizes(file, baseline)]),
    ...baselineFindings(excess(tree), baseline, committed),
  ]
}

/** What exceeds the good limits now: what a first baseline would hold. */
export function excess(tree: Tree): Excess {
  const now: Record<string, number> = {}
  for (const file of tree.sources.filter((f) => !GENERATED.has(f.path))) {
    if (!file.isTest && linesOf(file) > FILE_GOOD) now[file.path] = linesOf(file)
    for (const { name, lines } of functionsOf(file)) {
      const key = `${file.path}#${name}`
      if (lines > FUNCTION_GOOD) now[key] = Math.max(lines, now[key] ?? 0)
    }
  }
  return now
}

const hasShortLines = (file: TextFile): boolean =>
  /\.(?:ts|tsx|mts|js|mjs|sql|css)$/.test(file.path) && !GENERATED.has(file.path)

const linesOf = (file: TextFile): number => file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0)

function longLines(file: TextFile): Finding[] {
  return file.text.split('\n').flatMap((text, at) => {
    const length = text.length <= LINE_MOST ? text.length : [...text].length
    if (length <= LINE_MOST) return []
    return [
      {
        rule: 'line',
        path: file.path,
        line: at + 1,
        message: `${length} characters; break it at ${LINE_MOST}`,
      },
    ]
  })
}

function fileSize(file: SourceFile, baseline: Excess): Finding[] {
  const lines = linesOf(file)
  const good = file.isTest ? TEST_FILE_MOST : FILE_GOOD
  const most = file.isTest ? TEST_FILE_MOST : FILE_MOST
  const rule = 'file-size'
  if (lines > most)
    return [{ rule, path: file.path, line: 1, message: `${lines} lines, never over ${most}; split by noun` }]
  if (lines <= good || lines <= (baseline[file.path] ?? 0)) return []
  return [{ rule, path: file.path, line: 1, message: `${lines} lines, good is ${good}; split by noun` }]
}

function functionSizes(file: SourceFile, baseline: Excess): Finding[] {
  return functionsOf(file).flatMap(({ name, line, lines }) => {
    const at = { rule: 'function-size', path: file.path, line }
    const how = 'decisions up, loops down, leaves pure'
    if (lines > FUNCTION_MOST)
      return [{ ...at, message: `${name} has ${lines} lines, never over ${FUNCTION_MOST}; ${how}` }]
    if (lines <= FUNCTION_GOOD || lines <= (baseline[`${file.path}#${name}`] ?? 0)) return []
    return [{ ...at, message: `${name} has ${lines} lines, good is ${FUNCTION_GOOD}; ${how}` }]
  })
}

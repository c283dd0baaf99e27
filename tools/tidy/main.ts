import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BASELINE } from './baseline.ts'
import { excess } from './rules/sizes.ts'
import { shown, tidy } from './tidy.ts'
import { readTree } from './tree.ts'

// `npm run tidy` says what to mend; `npm run tidy -- --baseline` writes down the excess there is.
const root = process.cwd()
if (process.argv.includes('--baseline')) {
  writeFileSync(join(root, BASELINE), `${JSON.stringify(excess(readTree(root)), null, 2)}\n`)
}
const findings = tidy(root)
for (const finding of findings) console.log(shown(finding))
console.log(findings.length === 0 ? 'tidy' : `${findings.length} to mend`)
process.exitCode = findings.length === 0 ? 0 : 1

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const ABSENT = '\0absent'

/**
 * A page has no system below it and no database beside it. What the decisions import of those goes with the code that
 * needs it, which none of them runs; were one of these called after all, it would say so.
 */
const absent: Plugin = {
  name: 'zhiji-absent',
  enforce: 'pre',
  resolveId: (id) => (/^node:|^@node-rs\/|^pg(-|$)|^kysely$/.test(id) ? ABSENT : null),
  load: (id) =>
    id === ABSENT
      ? `const no = (name) => () => { throw new Error(name + ': not in a page') }
         export const hash = no('hash'), createHash = no('createHash'), pbkdf2 = no('pbkdf2')
         export const promisify = () => no('promisify'), sql = no('sql')`
      : null,
}

/** One file that opens without a network, from a disk or from anywhere. */
const onePage: Plugin = {
  name: 'zhiji-one-page',
  generateBundle(_, bundle) {
    const [chunk, ...more] = Object.values(bundle)
    if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('simulator: one program makes one page')
    delete bundle[chunk.fileName]
    const program = chunk.code.replaceAll('</script', '<\\/script').trim()
    const page = readFileSync(`${here}page.html`, 'utf8')
    const source = page.replace('<!-- program -->', () => `<script type="module">${program}</script>`)
    this.emitFile({ type: 'asset', fileName: 'index.html', source })
  },
}

export default defineConfig({
  root: here,
  logLevel: 'error',
  plugins: [absent, onePage],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    lib: { entry: 'page.ts', formats: ['es'], fileName: 'page' },
    minify: true,
    target: 'es2022',
    outDir: fileURLToPath(new URL('../../../docs/simulator', import.meta.url)),
    emptyOutDir: true,
    // Of what is imported, only what is used is in the page: nothing here works by being loaded.
    rolldownOptions: { treeshake: { moduleSideEffects: false }, shimMissingExports: true },
  },
})

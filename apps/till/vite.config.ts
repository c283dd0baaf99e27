import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Libraries that change together travel together. */
const groups = [
  {
    name: 'react',
    test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\//,
    priority: 3,
  },
  { name: 'shelf', test: /node_modules\/(dexie|zod)\//, priority: 3 },
  {
    name: 'kit',
    test: /node_modules\/(antd|@ant-design|@rc-component|dayjs|clsx|stylis|@emotion)\//,
    priority: 2,
  },
]

/**
 * Puts `sw.js` beside what was built: the worker's own text under the list of every file of this build. The list is
 * hashed by content, so another build is another worker, and the same build is the same (decision 0024).
 */
function serviceWorker(): Plugin {
  return {
    name: 'zhiji-service-worker',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) throw new Error('till: a build has a folder')
      const files = filesIn(dir, '').filter((name) => name !== 'sw.js')
      const hash = createHash('sha256')
      for (const name of files) hash.update(`\0${name}\0`).update(readFileSync(join(dir, name)))
      const version = hash.digest('hex').slice(0, 16)
      const head = `const VERSION = '${version}'\nconst FILES = ${JSON.stringify(files)}\n`
      writeFileSync(join(dir, 'sw.js'), head + readFileSync(join(root, 'service-worker.js'), 'utf8'))
    },
  }
}

function filesIn(dir: string, under: string): string[] {
  const entries = readdirSync(join(dir, under), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  return entries.flatMap((entry) => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`
    return entry.isDirectory() ? filesIn(dir, name) : [name]
  })
}

export default defineConfig({
  root,
  base: '/till/',
  plugins: [react(), serviceWorker()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  define: {
    __TILL_VERSION__: JSON.stringify(
      (
        JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
          version: string
        }
      ).version,
    ),
  },
  build: {
    outDir: fileURLToPath(new URL('../../dist/apps/till', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The kit is one large chunk by nature; the service worker keeps it.
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { port: 4102, proxy: { '/api': process.env['ZHIJI_API'] ?? 'http://127.0.0.1:4100' } },
})

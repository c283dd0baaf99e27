import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** Libraries that change together travel together; pages and drawings are loaded when they are opened. */
const groups = [
  {
    name: 'react',
    test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\//,
    priority: 3,
  },
  { name: 'draw', test: /node_modules\/(echarts|zrender)\//, priority: 3 },
  {
    name: 'kit',
    test: /node_modules\/(antd|@ant-design|@rc-component|dayjs|clsx|stylis|@emotion)\//,
    priority: 2,
  },
]

export default defineConfig({
  root,
  plugins: [react()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: fileURLToPath(new URL('../../dist/apps/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The kit is one large chunk by nature; it is cached for ever by its hash.
    chunkSizeWarningLimit: 1_600,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { port: 4101, proxy: { '/api': process.env['ZHIJI_API'] ?? 'http://127.0.0.1:4100' } },
})

import { defineConfig } from 'vite'

// Tidy is run while a change is half done, so it is made ready without building, or even compiling, the house.
export default defineConfig({
  logLevel: 'error',
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  build: { ssr: 'tools/tidy/main.ts', outDir: '.cache/tidy' },
})

import { defineConfig } from 'vite'

// Mutants are planted in sources as they lie there, so their planter is made ready without building the house.
export default defineConfig({
  logLevel: 'error',
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  build: { ssr: 'tools/mutants/main.ts', outDir: '.cache/mutants' },
})

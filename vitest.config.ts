import { defineConfig } from 'vitest/config'

const TESTS = ['{base,db,domain,server,ui,apps,test,tools}/**/*.test.{ts,tsx}']
/** What measures its own process, or tells it of another environment. */
const ALONE = ['db/told.test.ts', 'db/engine/engine.test.ts', 'server/heap.test.ts', 'tools/chromium.test.ts']

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // The global set-up runs in an environment of its own, which reads neither line above.
  environments: { __vitest__: { resolve: { conditions: ['source'] } } },
  test: {
    globalSetup: ['test/world/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    exclude: ['**/node_modules/**', 'dist/**'],
    projects: [
      // A worker keeps what it has read and compiled for all of its files: reading it anew for each took a third of the
      // time, and half of the rest was code that had only just begun to be compiled.
      {
        extends: true,
        test: { name: 'together', include: TESTS, exclude: ALONE, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})

import { build } from 'vite'
import { expect, test } from 'vitest'
import { must } from '#base/must'
import { evaluateMany, type Evaluated } from '#test/model/evaluator'
import { launch } from '#tools/chromium'

declare global {
  // What the bundle below leaves in the page.
  var evaluator: { evaluateMany: typeof evaluateMany }
}

const CASES = 10_000

/** The evaluator as a browser would load it: one script, bundled from the same sources. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: new URL('../model/evaluator.ts', import.meta.url).pathname,
        formats: ['iife'],
        name: 'evaluator',
      },
    },
  })
  const [output] = [built].flat()
  must(output !== undefined && 'output' in output, 'test: a bundle is built')
  return output.output[0].code
}

test('the evaluator says the same in Node and in the browser, on 10,000 random programs and baskets', async () => {
  const script = await bundled()
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: script })
    const seed = 20_261_125
    const there: Evaluated = await page.evaluate(([of, count]) => evaluator.evaluateMany(of, count), [
      seed,
      CASES,
    ] as const)
    const here = evaluateMany(seed, CASES)
    expect(there).toEqual(here)
    expect(here.priced).toBeGreaterThan(CASES / 3)
    expect(here.refused).toBeGreaterThan(CASES / 100)
  } finally {
    await browser.close()
  }
})

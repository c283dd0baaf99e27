import { runSeed, simulate, type Simulated } from '../run.ts'
import { SOMETIMES, type Tally } from '../sometimes.ts'
import type { Line } from '../story.ts'
import { pageSeal as seal } from './page-seal.ts'
import { LANGUAGES, PAGE, SOMETIMES_ZH, type Language } from './page-words.ts'
import { taleOf } from './tale.ts'

// What of a browser is used here; these sources are compiled for Node, which has no page.
type Spot = {
  textContent: string
  value: string
  hidden: boolean
  className: string
  lang: string
  title: string
  append: (...children: Spot[]) => void
  replaceChildren: (...children: Spot[]) => void
  addEventListener: (what: string, then: () => void) => void
}
type Page = Readonly<{
  documentElement: Spot
  getElementById: (id: string) => Spot
  createElement: (name: string) => Spot
}> & { title: string }
const page = (globalThis as unknown as { document: Page }).document
const { navigator } = globalThis as unknown as { navigator: { language: string } }
const spot = (id: string): Spot => page.getElementById(id)
const made = (name: string, text: string, className = ''): Spot =>
  Object.assign(page.createElement(name), { textContent: text, className })

/** The page stays alive: every so many milliseconds it lets go. */
const SLICE_MS = 40
const breath = () => new Promise<void>((go) => setTimeout(go, 0))

const memory = {
  language: (navigator.language.startsWith('zh') ? 'zh' : 'en') as Language,
  running: false,
  stop: false,
  told: null as (Simulated & { perSecond: number }) | null,
  night: null as { seed: number; lines: readonly Line[]; failed: string | null } | null,
}

const whole = (text: string, most: number): number =>
  Math.min(most, Math.max(1, Math.floor(Number(text)) || 1))

/** Many seeds in stretches, so that it can be stopped and the page can be looked at meanwhile. */
async function run(): Promise<void> {
  if (memory.running) return void (memory.stop = true)
  Object.assign(memory, { running: true, stop: false, told: null })
  const [from, seeds] = [whole(spot('seed').value, 999_999_999), whole(spot('count').value, 1_000_000)]
  const began = performance.now()
  const clock = { breathed: began }
  const left = { done: 0 }
  show()
  await story(from)
  const told = await simulate({
    from,
    seeds,
    seal,
    stopped: () => memory.stop,
    each: async (done) => {
      left.done = done
      if (performance.now() - clock.breathed < SLICE_MS) return
      progress(done, seeds)
      await breath()
      clock.breathed = performance.now()
    },
  })
  progress(left.done, seeds)
  const perSecond = Math.round((told.seeds * 1000) / (performance.now() - began))
  Object.assign(memory, { running: false, told: { ...told, perSecond } })
  show()
}

function progress(done: number, of: number): void {
  spot('bar').value = String(done / of)
  spot('done').textContent = `${done} / ${of}`
}

/** One night from beginning to end, told. */
async function story(seed: number): Promise<void> {
  const lines: Line[] = []
  const tally: Tally = new Map()
  let failed: string | null = null
  try {
    await runSeed(seed, seal, tally, (line) => void lines.push(line))
  } catch (trouble) {
    failed = trouble instanceof Error ? trouble.message : String(trouble)
  }
  memory.night = { seed, lines, failed }
  show()
}

function show(): void {
  const { language, running, told, night } = memory
  const words = PAGE[language]
  page.title = words.title
  page.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  for (const id of ['title', 'lead', 'met', 'story', 'failed', 'link'] as const)
    spot(id).textContent = words[id]
  spot('seed-label').textContent = words.seed
  spot('count-label').textContent = words.count
  spot('run').textContent = running ? words.stop : words.run
  spot('verdict').textContent = running ? words.running : told === null ? '' : verdict(told)
  spot('verdict').className = told === null ? '' : told.failures === 0 ? 'good' : 'bad'
  spot('numbers').textContent = told === null ? '' : numbers(told)
  spot('hash').textContent = told === null ? '' : told.hash
  spot('hash-label').textContent = told === null ? '' : words.hash
  showCounts(told)
  showFailures(told)
  showNight(night)
}

function verdict({ failures }: Simulated): string {
  const words = PAGE[memory.language]
  if (failures > 0) return words.bad
  return memory.stop ? `${words.good} · ${words.stopped}` : words.good
}

function numbers({ seeds, failures, perSecond }: Simulated & { perSecond: number }): string {
  const words = PAGE[memory.language]
  return `${seeds} ${words.nights} · ${failures} ${words.failures} · ${perSecond} ${words.speed}`
}

function showCounts(told: Simulated | null): void {
  const { language } = memory
  const rows = SOMETIMES.map((what) => {
    const row = page.createElement('tr')
    const count = told?.sometimes[what] ?? 0
    const never = told !== null && count === 0
    row.append(
      made('td', language === 'zh' ? SOMETIMES_ZH[what] : what),
      made(
        'td',
        never ? PAGE[language].never : told === null ? '' : String(count),
        never ? 'never' : 'count',
      ),
    )
    return row
  })
  spot('counts').replaceChildren(...rows)
}

function showFailures(told: Simulated | null): void {
  spot('failures').hidden = told === null || told.failures === 0
  const rows = (told?.told ?? []).map((text) => {
    const row = made('li', text)
    const seed = Number(/seed (\d+)/.exec(text)?.[1] ?? 0)
    const button = made('button', PAGE[memory.language].show)
    button.addEventListener('click', () => void story(seed))
    row.append(button)
    return row
  })
  spot('failure-list').replaceChildren(...rows)
}

function showNight(night: typeof memory.night): void {
  spot('night').hidden = night === null
  if (night === null) return
  const { language } = memory
  spot('night-seed').textContent = `${PAGE[language].storyOf} ${night.seed}`
  const rows = taleOf(night.lines, language).map(({ when, who, what, tone }) => {
    const row = made('li', '', tone)
    row.append(made('time', when), made('b', who), made('span', what))
    return row
  })
  if (night.failed !== null) rows.push(made('li', night.failed, 'bad'))
  spot('lines').replaceChildren(...rows)
}

spot('run').addEventListener('click', () => void run())
for (const language of LANGUAGES)
  spot(language).addEventListener('click', () => {
    memory.language = language
    show()
  })
show()

import type { Mutant } from './mutant.ts'

const GATE = 'domain/campaign/t18.test.ts'

/** Bugs of what sends messages; a thousand recipients who change their minds meanwhile have to show each. */
export const MESSAGE_MUTANTS: readonly Mutant[] = [
  {
    no: 21,
    words: 'an opt-out is looked at only when the segment is built',
    edits: [
      {
        file: 'domain/member/model/reach.ts',
        find: "if (consent?.granted !== true) return 'no_consent'",
        replace: "if (consent === undefined) return 'no_consent'",
      },
    ],
    tests: [GATE],
    only: 'T18, seed',
  },
  {
    no: 22,
    words: 'who is held out is drawn anew in every run',
    edits: [
      {
        file: 'domain/campaign/model/holdout.ts',
        find: 'draw.cut > 0 && bucket(draw.salt, number) < draw.cut',
        replace: 'draw.cut > 0 && bucket(`${draw.salt}${Math.random()}`, number) < draw.cut',
      },
    ],
    tests: [GATE],
    only: 'T18, seed',
  },
  {
    no: 23,
    words: 'a message is sent before its taking is committed',
    edits: [
      {
        file: 'domain/campaign/send.ts',
        find: `  const { ready, taken } = await inWork(world, house, (work) =>
    prepare(work, post.publicUrl, { ...way, most }),
  )
`,
        replace: '',
      },
      {
        file: 'domain/campaign/send.ts',
        find: `  const told = await Promise.all(ready.map(async (one) => ({ one, handOff: await send(one.mail) })))
`,
        replace: `  const { told, taken } = await inWork(world, house, async (work) => {
    const { ready, taken: count } = await prepare(work, post.publicUrl, { ...way, most })
    const all = ready.map(async (one) => ({ one, handOff: await send(one.mail) }))
    return { told: await Promise.all(all), taken: count }
  })
`,
      },
    ],
    tests: [GATE],
    only: 'T18, seed',
  },
]

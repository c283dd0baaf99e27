import { Seal } from '#ui/kit/seal.tsx'
import type { Unfit } from '../keys.ts'
import { useWords } from '../words.ts'
import { Tongues } from './tongues.tsx'

/** Says in plain words why there can be no till here, and what to do instead of failing later. */
export function UnfitPage({ why }: Readonly<{ why: Unfit }>) {
  const say = useWords()
  return (
    <main className="till-door">
      <Seal size={56} />
      {why === 'insecure' ? (
        <>
          <h1>{say('shell.unfit.insecure.title')}</h1>
          <p>{say('shell.unfit.insecure.why')}</p>
          <p>{say('shell.unfit.insecure.how')}</p>
          <ul>
            <li>{say('shell.unfit.insecure.ways.https')}</li>
            <li>{say('shell.unfit.insecure.ways.local')}</li>
          </ul>
          <p className="quiet">{say('shell.unfit.insecure.here', { address: location.origin })}</p>
        </>
      ) : (
        <>
          <h1>{say('shell.unfit.tooOld.title')}</h1>
          <p>{say('shell.unfit.tooOld.why')}</p>
          <p>{say('shell.unfit.tooOld.how')}</p>
        </>
      )}
      <Tongues />
    </main>
  )
}

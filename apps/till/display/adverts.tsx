import { useEffect, useState } from 'react'
import type { Policy } from '#domain/device/model/policy'
import { Seal } from '#ui/kit/seal.tsx'
import { useSurroundings } from '#ui/kit/surroundings.tsx'
import { useWords } from '../words.ts'
import { keepMedia, useMedia } from './media.ts'
import { advertAt, type Advert } from './playlist.ts'

/** What of the policy a screen for customers shows. */
export type Showing = Pick<Policy, 'chainName' | 'storeName' | 'playlist' | 'bulletin'>

/** Adverts and notices, one after the other, for as long as nobody is served. */
export function Adverts({ of }: Readonly<{ of: Showing }>) {
  const say = useWords()
  const { manner } = useSurroundings()
  const zh = manner.language === 'zh-CN'
  const advert = useTurn(of.playlist)
  const picture = useMedia(advert?.kind === 'image' ? advert.url : null)
  useKeptMedia(of.playlist)
  const words = advert === null ? '' : zh ? advert.textZh || advert.textEn : advert.textEn || advert.textZh
  const notices = of.bulletin
    .map((one) => (zh ? one.zh || one.en : one.en || one.zh))
    .filter((text) => text !== '')
  return (
    <div className="adverts">
      <header className="adverts-head">
        <Seal size={44} />
        <strong>{of.chainName}</strong>
        <span>{of.storeName}</span>
      </header>
      {picture === null ? (
        <div className="adverts-words">
          <p>{words === '' ? say('display.welcome') : words}</p>
        </div>
      ) : (
        <figure className="adverts-picture">
          <img src={picture} alt={words} />
          {words === '' ? null : <figcaption>{words}</figcaption>}
        </figure>
      )}
      {notices.length === 0 ? null : (
        <ul className="adverts-notices">
          {notices.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The advert whose turn it is. */
function useTurn(playlist: readonly Advert[]): Advert | null {
  const [startedMs] = useState(() => Date.now())
  const [nowMs, setNowMs] = useState(startedMs)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return advertAt(playlist, nowMs - startedMs)
}

/** Brings the pictures in while there is a line; they are shown from here when there is none. */
function useKeptMedia(playlist: readonly Advert[]): void {
  const urls = playlist.filter(({ kind }) => kind === 'image').map(({ url }) => url)
  const key = urls.join('\n')
  useEffect(() => {
    const bring = () => void keepMedia(key === '' ? [] : key.split('\n'))
    bring()
    addEventListener('online', bring)
    return () => removeEventListener('online', bring)
  }, [key])
}

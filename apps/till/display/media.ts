import { useEffect, useState } from 'react'

/** Where pictures for the customer's screen are kept; the till's service worker leaves this one alone. */
const CACHE = 'zhiji-media'

/** Fetches the pictures that are not here yet and drops those that are shown no more. */
export async function keepMedia(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  const wanted = new Set(urls.map((url) => new URL(url, location.href).href))
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url)
  for (const url of wanted) {
    // One picture that cannot be had must not keep the others away; it is tried again next time.
    if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => undefined)
  }
}

/**
 * A picture as an address the page can show without a network; null until it is there. Pictures come from the API,
 * which the service worker never answers for, so the page reads the cache itself.
 */
export function useMedia(url: string | null): string | null {
  const [shown, setShown] = useState<Readonly<{ url: string; href: string }> | null>(null)
  useEffect(() => {
    if (url === null || url === '') return undefined
    let href: string | null = null
    let over = false
    void kept(url).then((picture) => {
      if (over || picture === null) return
      href = URL.createObjectURL(picture)
      setShown({ url, href })
    })
    return () => {
      over = true
      if (href !== null) URL.revokeObjectURL(href)
    }
  }, [url])
  return shown !== null && shown.url === url ? shown.href : null
}

async function kept(url: string): Promise<Blob | null> {
  const cache = await caches.open(CACHE)
  const found =
    (await cache.match(url)) ??
    (await cache.add(url).then(
      () => cache.match(url),
      () => undefined,
    ))
  return found ? found.blob() : null
}

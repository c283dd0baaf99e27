import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as Kit, ConfigProvider } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { introduceCaller, isProblem } from '#ui/call.ts'
import { kitTheme } from '#ui/kit/kit-theme.ts'
import { SurroundingsProvider, useStill, useSurroundings } from '#ui/kit/surroundings.tsx'
import { kitWords, spoken } from '#ui/kit/language.ts'
import { meQuery } from './me.ts'
import { makeRouter } from './routes.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; only a host that was away is asked again.
      retry: (times, trouble) =>
        times < 2 && isProblem(trouble) && (trouble.problem.status === 0 || trouble.problem.status === 503),
    },
  },
})
const router = makeRouter(queries)

introduceCaller({
  language: spoken,
  signedOut: () => {
    const { pathname, href } = router.state.location
    if (pathname === '/sign-in' || pathname === '/set-up') return
    void router.navigate({ to: '/sign-in', search: { next: href } })
  },
})

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Surrounded>
        <RouterProvider router={router} />
      </Surrounded>
    </QueryClientProvider>
  )
}

/** The device's own zone. */
const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Language, light and the chain's money and zone around everything; before sign-in the chain is not known yet. */
function Surrounded({ children }: Readonly<{ children: ReactNode }>) {
  const { i18n } = useTranslation()
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const zone = me?.chain.zone ?? ownZone
  const manner = { language: i18n.language, currency: me?.chain.currency ?? 'CNY', zone }
  return (
    <SurroundingsProvider manner={manner}>
      <Themed>{children}</Themed>
    </SurroundingsProvider>
  )
}

function Themed({ children }: Readonly<{ children: ReactNode }>) {
  const { light, manner } = useSurroundings()
  const still = useStill()
  const words = kitWords(manner.language)
  return (
    <ConfigProvider
      theme={kitTheme(light, still)}
      {...(words ? { locale: words } : {})}
      button={{ autoInsertSpace: false }}
    >
      <Kit>{children}</Kit>
    </ConfigProvider>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Told } from '#base/endpoint'
import { foundDemo } from '#domain/demo/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Facts, Page } from '#ui/kit/page.tsx'
import { spoken } from '#ui/kit/language.ts'

export type DemoKeys = Told<typeof foundDemo>

/** The other way in: a chain with real data. */
export function DemoDoor({ onFounded }: Readonly<{ onFounded: (keys: DemoKeys) => void }>) {
  const { t } = useTranslation()
  const found = useCommand(foundDemo, onFounded)
  return (
    <aside className="front-demo">
      <h2>{t('start.setUp.demoTitle')}</h2>
      <p>{t('start.setUp.demoWords')}</p>
      <ErrorNotice of={found.error} />
      <Button loading={found.isPending} onClick={() => found.mutate({ language: spoken() })}>
        {t('start.setUp.demoStart')}
      </Button>
    </aside>
  )
}

/** The owner's sign-in of the tour; the password is shown this once. */
export function DemoReady({ login, password }: DemoKeys) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const go = useGo()
  const enter = () => {
    queries.clear()
    go('/', true)
  }
  const rows = [
    { label: t('start.signIn.login'), value: <code>{login}</code> },
    { label: t('start.signIn.password'), value: <code>{password}</code> },
  ]
  return (
    <Page title={t('start.setUp.demoReady')} answer={t('start.setUp.demoKeep')}>
      <Facts rows={rows} />
      <div className="form-end">
        <Button type="primary" size="large" autoFocus onClick={enter}>
          {t('start.setUp.demoEnter')}
        </Button>
      </div>
    </Page>
  )
}

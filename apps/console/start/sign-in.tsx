import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { showChain, signIn } from '#domain/org/contract'
import { useCommand } from '#ui/call.ts'
import { ErrorNotice } from '#ui/kit/error-notice.tsx'
import { useGo } from '#ui/kit/go.tsx'
import { Page } from '#ui/kit/page.tsx'
import { hasChosenLanguage, speak } from '#ui/kit/language.ts'
import { chainQuery } from '../me.ts'
import { Front } from './front.tsx'
import { nextPath } from './next-path.ts'

/** Asks who is there; afterwards goes where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation()
  const { data: chain } = useQuery(chainQuery)
  const search = useSearch({ strict: false }) as { next?: unknown }
  const go = useGo()
  const queries = useQueryClient()
  useEffect(() => {
    // What the last one at this screen saw is forgotten here, once their pages are gone.
    queries.removeQueries({ predicate: (query) => query.queryKey[1] !== showChain.name })
  }, [queries])
  const enter = useCommand(signIn, async ({ language }) => {
    queries.clear()
    // Somebody's own language, unless this device was told another.
    if (!hasChosenLanguage()) await speak(language)
    go(nextPath(search.next), true)
  })
  const rules = [{ required: true, message: t('shell.required') }]
  const title = chain?.name ? t('start.signIn.to', { chain: chain.name }) : t('start.signIn.title')
  return (
    <Front>
      <Page title={title}>
        <Form
          layout="vertical"
          requiredMark={false}
          className="front-form"
          onFinish={(values: { login: string; password: string }) => enter.mutate(values)}
        >
          <ErrorNotice of={enter.error} />
          <Form.Item name="login" label={t('start.signIn.login')} rules={rules}>
            <Input size="large" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('start.signIn.password')} rules={rules}>
            <Input.Password size="large" autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" size="large" htmlType="submit" loading={enter.isPending} block>
            {t('start.signIn.submit')}
          </Button>
          <p className="front-note">{t('start.signIn.forgot')}</p>
        </Form>
      </Page>
    </Front>
  )
}

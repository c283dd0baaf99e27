import { useTranslation } from 'react-i18next'
import { Go } from '#ui/kit/go.tsx'
import { Section } from '#ui/kit/page.tsx'
import { GROUPS, questionPath, QUESTIONS } from './questions.ts'
import type { Question } from './questions.ts'
import './questions.css'

/** Every question that has a page, by group: the menu has one place for all of them. */
export function QuestionList() {
  const { t } = useTranslation()
  return (
    <Section title={t('shop.home')} note={t('shop.homeNote')}>
      <div className="question-groups">
        {GROUPS.map((group) => (
          <div key={group}>
            <h3>{t(`shop.groups.${group}`)}</h3>
            <ul>
              {QUESTIONS[group].map((one: Question) => (
                <li key={one}>
                  <Go to={questionPath(one)}>{t(`shop.questions.${one}`)}</Go>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}

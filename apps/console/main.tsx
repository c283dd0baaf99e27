import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/kit/kit.css'
import '#ui/kit/chart/chart.css'
import './shell/shell.css'
import { App } from './app.tsx'
import { startLanguage } from '#ui/kit/language.ts'
import { languages } from './language.ts'

const place = document.getElementById('app')
if (!place) throw new Error('console: index.html has a place named app')
await startLanguage(languages)
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

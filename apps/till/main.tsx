import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/kit/kit.css'
import './shell/shell.css'
import { App } from './app.tsx'
import { startLanguage } from '#ui/kit/language.ts'
import { languages } from './language.ts'
import { watchInstall } from './shell/install.ts'
import { keepFiles } from './shell/update.ts'

const place = document.getElementById('app')
if (!place) throw new Error('till: index.html has a place named app')
watchInstall()
await startLanguage(languages)
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
void keepFiles()

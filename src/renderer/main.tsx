import { createRoot } from 'react-dom/client'
import { App, connectWindow } from './app/App'
import { requestMain } from './bridge/main'
import { startState } from './state/start'
import { chooseFonts } from './theme/theme'

const root = document.getElementById('root')
connectWindow()
void requestMain('app/info', null).then((info) => chooseFonts(info.ok ? info.value.platform : 'unknown'))
void startState()
if (root) createRoot(root).render(<App />)

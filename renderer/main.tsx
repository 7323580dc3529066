import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import './ui/tokens.css'
import './ui/base.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { paintScheme, schemeManager } from './app/scheme.ts'
import { SessionProvider } from './app/SessionProvider.tsx'
import { type Started, start } from './app/start.ts'
import { StartFailed } from './app/StartFailed.tsx'
import { resolver, theme } from './ui/theme.ts'

paintScheme()

const root = createRoot(document.getElementById('root')!)
const page = await start().then(
  (started: Started) => {
    // what tests and benches look at from outside
    Object.assign(globalThis, {
      salesinbox: { bridge: started.bridge, cache: started.cache, info: started.info }
    })
    return (
      <SessionProvider started={started}>
        <App />
      </SessionProvider>
    )
  },
  (error: unknown) => <StartFailed error={error} />
)

root.render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
    >
      {page}
    </MantineProvider>
  </StrictMode>
)

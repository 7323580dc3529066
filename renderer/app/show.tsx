import '@fontsource-variable/inter/wght.css'
import '../ui/mantine.css'
import '../ui/base.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { resolver, theme } from '../ui/theme.ts'
import { App } from './App.tsx'
import { schemeManager } from './scheme.ts'
import { SessionProvider } from './SessionProvider.tsx'
import type { Started } from './start.ts'
import { StartFailed } from './StartFailed.tsx'

/** The window's page: the app, or why it could not start. */
export function show(outcome: { started: Started } | { error: unknown }): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolver}
        colorSchemeManager={schemeManager}
        defaultColorScheme="auto"
      >
        {'started' in outcome ? (
          <SessionProvider started={outcome.started}>
            <App />
          </SessionProvider>
        ) : (
          <StartFailed error={outcome.error} />
        )}
      </MantineProvider>
    </StrictMode>
  )
}

import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { app as words } from '../words/en/app.ts'
import { errorText } from '../words/index.ts'

/** Nothing else can be shown: why, and the one thing to do. */
export function StartFailed({ error }: { error: unknown }) {
  const { what, safe, next } = errorText(error)
  return (
    <main style={{ maxWidth: '36rem', margin: '15vh auto', padding: '0 1rem' }}>
      <h1 className="visually-hidden">{words.failedStart}</h1>
      <Bar tone="neg" role="alert" title={what} text={`${safe} ${next}`}>
        <Button onClick={() => location.reload()}>{words.reload}</Button>
      </Bar>
    </main>
  )
}

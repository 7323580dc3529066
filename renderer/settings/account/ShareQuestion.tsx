import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { preferences } from '../../words/en/preferences.ts'

const words = preferences.sharing

/** Before a change that shares more: how much, and with how many. */
export function ShareQuestion({
  mails,
  people,
  onShare,
  onCancel
}: {
  mails: number
  people: number | null
  onShare(): void
  onCancel(): void
}) {
  const title = words.question(mails, people)
  return (
    <Bar tone="warn" role="group" name={title} title={title} text={words.questionText}>
      <Button kind="primary" onClick={onShare}>
        {words.share}
      </Button>
      <Button onClick={onCancel}>{words.cancel}</Button>
    </Bar>
  )
}

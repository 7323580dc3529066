import { IconFileText, IconPencilBolt } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DraftingQuestion, DraftingSettings } from '../../shared/contract/drafting.ts'
import { ownAddresses } from '../../shared/identity.ts'
import { useCommands } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { type ThreadMail, useConversation } from '../cache/index.ts'
import { drafting as words } from '../words/en/drafting.ts'
import { DraftingCard } from './DraftingCard.tsx'
import { questionOf, type Task } from './question.ts'

interface Props {
  thread: number
  only: number | null
  settings: DraftingSettings
}
/** Fixed when it is shown: a mail that comes meanwhile does not change what the rep has read and sends. */
interface Asked {
  number: number
  task: Task
  question: DraftingQuestion
  settings: DraftingSettings
  /** The mail that a suggested reply answers. */
  mail: number
}

/** Drafting help for the conversation that is shown: its commands, and the card below the last mail. */
export function Drafting({ thread, only, settings }: Props) {
  const { accounts } = useSession()
  const mails = useConversation(thread, only)
  const [wanted, setWanted] = useState<Task | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const newest = mails?.at(-1)
  const account = accounts.find(({ id }) => id === newest?.message.account) ?? accounts[0]
  const ready = mails !== undefined && mails.length > 0 && account !== undefined

  useEffect(() => {
    if (wanted === null || !mails || mails.length === 0 || !account) return
    const addresses = accounts.flatMap(ownAddresses)
    setWanted(null)
    setAsked((before) => ({
      number: (before?.number ?? 0) + 1,
      task: wanted,
      question: questionOf(
        wanted,
        mails.map(({ message, body }) => ({
          from: message.from[0],
          subject: message.subject,
          sent: message.sent,
          body: body ?? null
        })),
        { name: account.displayName, addresses }
      ),
      settings,
      mail: answered(mails, addresses)
    }))
  }, [wanted, mails, account, accounts, settings])

  useCommands([
    {
      id: 'drafting.summarise',
      words: words.summarise,
      group: 'mail',
      icon: IconFileText,
      when: () => ready,
      run: () => setWanted('summarise')
    },
    {
      id: 'drafting.reply',
      words: words.suggest,
      group: 'write',
      icon: IconPencilBolt,
      when: () => ready,
      run: () => setWanted('reply')
    }
  ])
  if (asked === null) return null
  return (
    <DraftingCard
      key={asked.number}
      task={asked.task}
      question={asked.question}
      settings={asked.settings}
      mail={asked.mail}
      onAgain={() => setWanted(asked.task)}
      onClose={() => setAsked(null)}
    />
  )
}

/** The newest mail that somebody else wrote, else the newest. */
function answered(mails: readonly ThreadMail[], own: readonly string[]): number {
  const mine = new Set(own.map((address) => address.toLowerCase()))
  const received = mails.findLast(({ message }) => !mine.has(message.from[0]?.[1].toLowerCase() ?? ''))
  return (received ?? mails.at(-1))?.id ?? 0
}

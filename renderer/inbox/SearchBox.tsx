import { IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { runCommand } from '../app/commands.ts'
import { findMail, useCache, useIntelligence } from '../cache/index.ts'
import { Keycap } from '../ui/Keycap.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import styles from './SearchBox.module.css'
import { useInbox } from './store.ts'

/** Typing pauses for this long before the index is asked, ms. */
const settle = 120
/** While mail is not in the index yet, it is asked again after this time, ms. */
const behind = 1000

/** Finds mail on this computer as the rep types; Esc gives the list back. */
export function SearchBox() {
  const cache = useCache()
  const { sentiment, emotion, intent } = useIntelligence()
  const typed = useInbox((state) => state.typed)
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    setText((text) => (text.trim() === typed ? text : typed))
  }, [typed])

  useEffect(() => {
    const query = text.trim()
    const { search, endSearch, typed: shown } = useInbox.getState()
    if (query.length < 2) {
      if (shown && query === '') endSearch()
      return
    }
    const controller = new AbortController()
    let shownIds: string | null = null
    let timer = setTimeout(ask, settle)
    function ask(): void {
      void findMail(cache, { sentiment, emotion, intent }, query, controller.signal).then((answer) => {
        if (!answer || controller.signal.aborted) return
        const ids = answer.ids.toSorted().join()
        if (ids !== shownIds) search(query, answer.ids)
        if (shownIds === null) runCommand('go.mail')
        shownIds = ids
        if (answer.behind > 0) timer = setTimeout(ask, behind)
      })
    }
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, cache, sentiment, emotion, intent])

  return (
    <div className={styles.box} role="search">
      <IconSearch size={16} stroke={1.75} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={words.searchLabel}
        placeholder={words.searchPlaceholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setText('')
          useInbox.getState().endSearch()
          input.current?.blur()
        }}
      />
      {text ? (
        <button
          type="button"
          aria-label={words.clearSearch}
          onClick={() => {
            setText('')
            useInbox.getState().endSearch()
          }}
        >
          <IconX size={14} stroke={2} />
        </button>
      ) : (
        <Keycap keys="/" />
      )}
    </div>
  )
}

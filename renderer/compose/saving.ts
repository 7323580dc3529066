import { useCallback, useEffect, useRef, useState } from 'react'
import { type Cache, type Draft, keepOnServer, newMessageId, saveDraft } from '../cache/index.ts'
import { useCompose } from './store.ts'
import { plainOf } from './text.ts'

/** Typing is saved after this pause, ms; and brought to the server's Drafts this often while it goes on. */
const saveAfter = 400
const serverEvery = 30_000

export interface Saving {
  /** ms since 1970; null: nothing was changed yet. */
  saved: number | null
  failed: boolean
  /** The words as they are now, also where the view is older. */
  newest(): Draft
  changed(): void
  /** Whether anything was changed since it was opened. */
  touched(): boolean
  /** @returns whether all that was typed is on disk */
  save(): Promise<boolean>
  /** Sent or discarded: what comes later is saved no more. `false` takes it back. */
  finish(done: boolean): void
}

/** Keeps what is typed: after a pause, on hiding, and when another draft or page takes the composer's place. */
export function useSaving(cache: Cache, draft: Draft): Saving {
  const [saved, setSaved] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  const dirty = useRef(false)
  const touched = useRef(false)
  const done = useRef(false)
  const last = useRef(Promise.resolve(true))
  const view = useRef(draft)
  view.current = draft

  const newest = useCallback((): Draft => {
    const open = useCompose.getState().draft
    return open?.id === view.current.id ? open : view.current
  }, [])

  const save = useCallback((): Promise<boolean> => {
    if (!dirty.current || done.current) return last.current
    dirty.current = false
    const words = newest()
    last.current = keep(cache, words).then(
      (kept) => {
        // it was sent in another window meanwhile: the words are a mail of their own now
        if (kept.id !== words.id && useCompose.getState().draft?.id === words.id)
          useCompose.getState().change({ id: kept.id, messageId: kept.messageId, server: null })
        setSaved(Date.now())
        setFailed(false)
        return true
      },
      () => {
        dirty.current = true
        setFailed(true)
        return false
      }
    )
    return last.current
  }, [cache, newest])

  useEffect(() => {
    if (!dirty.current) return
    const timer = setTimeout(() => void save(), saveAfter)
    return () => clearTimeout(timer)
  }, [draft, save])
  useEffect(() => {
    const leave = (): void => void save()
    window.addEventListener('pagehide', leave)
    window.addEventListener('blur', leave)
    document.addEventListener('visibilitychange', leave)
    let kept = newest()
    const timer = setInterval(() => {
      if (newest() === kept) return
      kept = newest()
      void save().then(async (safe) => {
        if (safe && !done.current) await keepOnServer(cache, newest())
      })
    }, serverEvery)
    return () => {
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('blur', leave)
      document.removeEventListener('visibilitychange', leave)
      clearInterval(timer)
      leave()
    }
  }, [cache, newest, save])

  return {
    saved,
    failed,
    newest,
    save,
    changed() {
      dirty.current = true
      touched.current = true
    },
    touched: () => touched.current,
    finish: (now) => void (done.current = now)
  }
}

/** The plain text that goes along with the HTML, made when it is wanted and not at every key. */
export function withText(draft: Draft): Draft {
  return draft.html ? { ...draft, text: plainOf(draft.html) } : draft
}

async function keep(cache: Cache, typed: Draft): Promise<Draft> {
  const draft = withText(typed)
  if (await saveDraft(cache, draft)) return draft
  const copy: Draft = {
    ...draft,
    id: crypto.randomUUID(),
    messageId: newMessageId(draft.from[1]),
    state: 'editing',
    error: null,
    server: null
  }
  await saveDraft(cache, copy)
  return copy
}

import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { useAnswer } from '../../bridge-answer.ts'

export interface Intents {
  answer: Output<'workspace.intents'> | undefined
  error: unknown
  failed(error: unknown): void
}

/** The custom intents of the workspace, as they change. */
export function useIntents(): Intents {
  const { value, error } = useAnswer('workspace.intents', {})
  const [failure, failed] = useState<unknown>()
  return { answer: value, error: failure ?? error, failed }
}

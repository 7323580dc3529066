import { createContext, useContext } from 'react'
import type { Cache } from './cache.ts'

export const CacheContext = createContext<Cache | null>(null)

/** The cache that app/ opened; views below it never open their own. */
export function useCache(): Cache {
  const cache = useContext(CacheContext)
  if (!cache) throw new Error('No CacheContext above this view')
  return cache
}

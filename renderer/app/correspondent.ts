import { useEffect, useState } from 'react'
import { ownAddresses } from '../../shared/identity.ts'
import { useSession } from '../bridge-context.ts'
import { useCache } from '../cache/index.ts'

export interface Correspondent {
  address: string
  name: string
}

/** The other side of a mail: who wrote it, or of the rep's own mail whom it went to. null while nothing is open. */
export function useCorrespondent(id: number | null): Correspondent | null {
  const { rows } = useCache()
  const { accounts } = useSession()
  const [read, setRead] = useState(0)
  const message = id === null ? undefined : rows.get(id)?.message
  useEffect(() => {
    if (id === null || rows.get(id)) return
    let current = true
    void rows.want([id]).then(() => current && setRead((n) => n + 1))
    return () => {
      current = false
    }
  }, [rows, id, read])
  if (!message) return null
  const own = new Set(accounts.flatMap(ownAddresses).map((one) => one.toLowerCase()))
  const others = [...message.from, ...message.to, ...message.cc].filter(
    ([, address]) => !own.has(address.toLowerCase())
  )
  const [name, address] = others[0] ?? message.from[0] ?? ['', '']
  return address === '' ? null : { name, address }
}

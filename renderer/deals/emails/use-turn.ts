import { useCallback, useEffect, useRef, useState } from 'react'
import { useBridge } from '../../bridge-context.ts'

/** Between two looks at the workspace, ms, however much changes. */
const pause = 1000
/** Between two tries while it is out of reach, ms. */
const retry = 5000

/** Goes up when the shared mail of a record may be another: at once, and then once a second at most. */
export function useTurn(unreachable: boolean): [turn: number, again: () => void] {
  const bridge = useBridge()
  const [turn, setTurn] = useState(0)
  const last = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const again = useCallback(() => {
    if (timer.current !== undefined) return
    const wait = Math.max(0, last.current + pause - Date.now())
    timer.current = setTimeout(() => {
      timer.current = undefined
      last.current = Date.now()
      setTurn((before) => before + 1)
    }, wait)
  }, [])
  useEffect(() => {
    const offs = [
      bridge.on('workspace.mailChanged', again),
      bridge.on('workspace.changed', again),
      bridge.onConnection((on) => on && again())
    ]
    return () => {
      offs.forEach((off) => off())
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [bridge, again])
  useEffect(() => {
    if (!unreachable) return
    const tries = setInterval(again, retry)
    return () => clearInterval(tries)
  }, [unreachable, again])
  return [turn, again]
}

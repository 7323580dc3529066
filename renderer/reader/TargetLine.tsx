import { useReader } from './store.ts'
import classes from './reader.module.css'

/** Where the link under the pointer or the focus leads, at the lower left. */
export function TargetLine() {
  const target = useReader((state) => state.target)
  if (target === null) return null
  return (
    <div className={classes.target} data-testid="link-target">
      <bdi>{target.length > 300 ? `${target.slice(0, 300)}…` : target}</bdi>
    </div>
  )
}

import { Separator } from 'react-resizable-panels'
import styles from './Splitter.module.css'

/** Between two panels: 1 px seen, 8 px grabbed, moved by arrows, reset by a double click. */
export function Splitter({ name, id }: { name: string; id: string }) {
  return <Separator id={id} aria-label={name} className={styles.splitter} />
}

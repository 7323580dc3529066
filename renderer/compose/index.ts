export { ComposeCommands } from './ComposeCommands.tsx'
export { Composer } from './Composer.tsx'
export { OutboxList } from './OutboxList.tsx'
export { useCompose } from './store.ts'

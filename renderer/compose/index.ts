export { ComposeCommands } from './ComposeCommands.tsx'
export { Composer } from './Composer.tsx'
export { Outbox } from './Outbox.tsx'
export { useCompose } from './store.ts'

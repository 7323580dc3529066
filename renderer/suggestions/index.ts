export { PromisesPage } from './PromisesPage.tsx'
export { Suggestions } from './Suggestions.tsx'

export { ImportPage } from './ImportPage.tsx'
export { RecordForms } from './RecordForms.tsx'
export { RecordPages } from './RecordPages.tsx'

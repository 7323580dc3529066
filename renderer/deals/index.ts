export { ImportPage } from './ImportPage.tsx'
export { RecordForms } from './RecordForms.tsx'
export { RecordWindow } from './RecordWindow.tsx'
export { RecordPages } from './RecordPages.tsx'

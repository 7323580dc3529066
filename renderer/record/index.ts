export { RecordPanel, type RecordPanelProps } from './RecordPanel.tsx'

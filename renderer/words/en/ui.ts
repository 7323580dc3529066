/** What the small shared pieces say. */
export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  notice: 'Notice',
  fixed: 'Set by your organisation',
  copy: 'Copy',
  copied: 'Copied',
  details: 'Details',
  loading: 'Loading'
}

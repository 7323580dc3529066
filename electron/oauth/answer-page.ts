/** What the browser shows once the rep is done there. */
export const words = {
  done: 'You are signed in',
  doneText: 'You can close this tab and go back to SalesInbox.',
  refused: 'SalesInbox was not let in',
  refusedText: 'Close this tab and go back to SalesInbox. It says what happened, and you can try again there.'
}

/** Nothing of this page runs, loads, is kept or tells another page where it came from: its address holds the code. */
export const answerHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close'
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:18vh auto;padding:0 1.5rem;color:#1c2024;background:#fbfcfd}' +
  'h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}p{margin:0;color:#60646c}' +
  '@media(prefers-color-scheme:dark){body{color:#edeef0;background:#18191b}p{color:#b0b4ba}}'

export function answerPage(accepted: boolean): string {
  const [title, text] = accepted ? [words.done, words.doneText] : [words.refused, words.refusedText]
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>SalesInbox</title><style>${style}</style><h1>${title}</h1><p>${text}</p></html>`
}

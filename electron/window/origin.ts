/**
 * Where the page comes from. IndexedDB belongs to an origin, so this is a data format: it never changes.
 * Registered before the app is ready as standard and secure, or the page has no storage at all.
 */
export const scheme = 'app'
export const origin = 'app://salesinbox'

export const privileges = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
}

/** Switched on nowhere: node in pages, `<webview>`, insecure content, experimental features, blink features. */
export const webPreferences = (preload: string) =>
  ({
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // elsewhere Chromium fetches dictionaries from its maker's servers
    spellcheck: process.platform === 'darwin'
  }) as const

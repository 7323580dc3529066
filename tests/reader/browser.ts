import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright'

/** The machine's Chromium where there is one, else Playwright's own. Root has no sandbox to run it in. */
export function chromiumOptions(): { executablePath?: string; args: string[] } {
  const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path)
  )
  return {
    ...(own === undefined ? {} : { executablePath: own }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : []
  }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch(chromiumOptions())
}

import { existsSync } from 'node:fs'
import { chromium, type Browser, type LaunchOptions } from 'playwright'

/** The machine's Chromium where there is one, else Playwright's own. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path)
  )
  const root = process.getuid?.() === 0
  return chromium.launch({
    ...(own === undefined ? {} : { executablePath: own }),
    ...options,
    args: [...(root ? ['--no-sandbox'] : []), ...(options.args ?? [])]
  })
}

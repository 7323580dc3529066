import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { App } from 'electron'

/** Given by the login's own start: no window opens. */
export const hiddenSwitch = '--hidden'

/**
 * Starting with the rep's login. macOS and Windows keep it themselves; on Linux it is a file of the desktop's
 * (Desktop Application Autostart Specification).
 * @param program what is started: absolute
 * @param settingsFolder where a Linux keeps a user's settings, such as `~/.config`
 */
export function createLoginItem(deps: {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>
  platform: NodeJS.Platform
  program: string
  settingsFolder: string
}): { on(): boolean; set(on: boolean): void } {
  const { app, platform } = deps
  if (platform === 'linux') return autostart(deps.program, join(deps.settingsFolder, 'autostart'))
  const args = platform === 'win32' ? [hiddenSwitch] : []
  return {
    on: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on, args })
  }
}

function autostart(program: string, folder: string): { on(): boolean; set(on: boolean): void } {
  const file = join(folder, 'salesinbox.desktop')
  return {
    on: () => existsSync(file),
    set(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      const lines = [
        '[Desktop Entry]',
        'Type=Application',
        'Name=SalesInbox',
        `Exec=${quoted(program)} ${hiddenSwitch}`,
        'Icon=salesinbox',
        'Terminal=false'
      ]
      writeFileSync(file, `${lines.join('\n')}\n`)
    }
  }
}

/** As the Desktop Entry Specification has it: quoted, its own signs escaped, and once more as a string of the file. */
function quoted(program: string): string {
  const escaped = program.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${escaped.replaceAll('\\', '\\\\')}"`
}

import { join, posix, win32 } from 'node:path'

/** Where an organisation's file is looked for on this system: a place that only administrators write to. */
export function managedPath(
  platform: NodeJS.Platform = process.platform,
  environment: Record<string, string | undefined> = process.env
): string {
  if (platform === 'win32')
    return win32.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'SalesInbox', 'managed.json')
  if (platform === 'darwin') return posix.join('/Library/Application Support', 'SalesInbox', 'managed.json')
  return join('/etc', 'salesinbox', 'managed.json')
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './system.ts'

const root = join(import.meta.dirname, '../..')

/**
 * Compiles our own part of the Windows installer within a script that does nothing else: the same names that
 * electron-builder's script defines, our icon, every warning a fault.
 * @returns faults, and the size of the program in bytes
 */
export function compileInstaller(include: string, folder: string): { faults: string[]; size: number } {
  const script = join(folder, 'minimal.nsi')
  const out = join(folder, 'minimal.exe')
  writeFileSync(
    script,
    `Unicode true
Name "SalesInbox"
OutFile "${out}"
Icon "${join(root, 'resources/icons/app/icon.ico')}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\\Programs\\SalesInbox"
!define APP_EXECUTABLE_FILENAME "SalesInbox.exe"
!include "${include}"
Section
  SetShellVarContext current
  WriteUninstaller "$INSTDIR\\Uninstall.exe"
  !insertmacro customInstall
SectionEnd
Section "un.Uninstall"
  SetShellVarContext current
  !insertmacro customUnInstall
SectionEnd
`
  )
  const { code, said } = say('makensis', ['-V2', '-WX', script])
  if (code !== 0) return { faults: said.split('\n').filter(Boolean), size: 0 }
  const bytes = readFileSync(out)
  return {
    faults: bytes.toString('latin1', 0, 2) === 'MZ' ? [] : ['what came out is no program'],
    size: bytes.length
  }
}

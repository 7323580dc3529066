import { constants } from 'node:fs'
import { copyFile, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { diskError, errnoOf } from '../../shared/disk-error.ts'
import { AppError } from '../../shared/errors.ts'
import { numberedName, safeFileName } from '../../shared/mail/file-name.ts'

/** Writes where the rep chose: the dialog asked already whether an old file may go. Half a file never replaces it. */
export async function saveAs(source: string, target: string): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target).slice(0, 60)}.${process.pid}.part`)
  try {
    await copyFile(source, temporary)
    await rename(temporary, target)
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw saveError(error, source)
  }
}

/** Writes into a folder under a safe name, never over what is there: "offer (2).pdf". */
export async function saveInto(source: string, folder: string, claimed: string): Promise<string> {
  const name = safeFileName(claimed) || 'file'
  for (let count = 1; count < 1000; count++) {
    const target = join(folder, numberedName(name, count))
    try {
      await copyFile(source, target, constants.COPYFILE_EXCL)
      return target
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') continue
      await unlink(target).catch(() => undefined)
      throw saveError(error, source)
    }
  }
  throw new AppError('disk.failed', { code: 'EEXIST' })
}

function saveError(error: unknown, source: string): AppError {
  const gone =
    errnoOf(error) === 'ENOENT' && error instanceof Error && 'path' in error && error.path === source
  return gone ? new AppError('file.notFound') : diskError(error)
}

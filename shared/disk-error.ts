import { AppError } from './errors.ts'

/** Names what the file system answered: disk.full when space or quota ran out, else disk.failed. */
export function diskError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = errnoOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new AppError('disk.full', {}, { cause: error })
  return new AppError('disk.failed', { code }, { cause: error })
}

/** The system's name of an error, such as ENOENT; '' where it has none. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

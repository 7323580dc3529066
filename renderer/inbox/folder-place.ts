import { levelsOf, type ShownFolder } from '../cache/index.ts'

type Facts = Pick<ShownFolder, 'path' | 'delimiter' | 'role' | 'name'>

/** Below the nearest folder that stands here; levels that do not, such as one that holds no mail, are in the name. */
export function placeOf(folder: Facts, folders: readonly Facts[]): { depth: number; name: string } {
  const levels = levelsOf(folder)
  const first = levels[0]?.toUpperCase() === 'INBOX' ? 1 : 0
  let [depth, from] = [0, first]
  for (let end = first + 1; end < levels.length; end++) {
    const path = levels.slice(0, end).join(folder.delimiter)
    if (!folders.some((one) => one.role === '' && one.path === path)) continue
    depth++
    from = end
  }
  return { depth: Math.min(4, depth), name: [...levels.slice(from, -1), folder.name].join('/') }
}

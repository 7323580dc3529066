import { type SettingsPlace, settingsPages } from '../words/en/settings-pages.ts'
import { score } from './match.ts'

/** Pages of Settings and their sections by what they are called, here or elsewhere; the best match first. */
export function foundPages(query: string): SettingsPlace[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return []
  return settingsPages
    .map((page) => ({
      page,
      // its own name before what others call it, and its whole name before a longer one
      points: Math.max(
        score(page.title, query) * (page.title.toLowerCase() === wanted ? 3 : 2),
        ...page.words.map((word) => score(word, query))
      )
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ page }) => page)
}

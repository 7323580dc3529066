import type { Group } from './groups.ts'

/** Where things stand in a list of rows of one height with labels between them. Lengths in CSS px. */
export interface Layout {
  total: number
  topOf(row: number): number
  /** The row at this height; the nearest one where a label is. */
  rowAt(y: number): number
  labelTop(group: number): number
}

export function layoutOf(rows: number, groups: Group[], rowHeight: number, labelHeight: number): Layout {
  /** How many labels stand above a row: groups are few, rows many. */
  function labelsAbove(row: number): number {
    let low = 0
    let high = groups.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (groups[middle]!.first <= row) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    total: rows * rowHeight + groups.length * labelHeight,
    topOf: (row) => row * rowHeight + labelsAbove(row) * labelHeight,
    labelTop: (group) => groups[group]!.first * rowHeight + group * labelHeight,
    rowAt(y) {
      let low = 0
      let high = groups.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if (groups[middle]!.first * rowHeight + middle * labelHeight <= y) low = middle
        else high = middle - 1
      }
      const row = Math.floor((y - (low + 1) * labelHeight) / rowHeight)
      const first = groups[low]?.first ?? 0
      return Math.max(first, Math.min(row, rows - 1, (groups[low + 1]?.first ?? rows) - 1))
    }
  }
}

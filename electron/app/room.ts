import { statfs } from 'node:fs/promises'

/**
 * A browser that meets the very end of a disk closes its databases, and may throw away all that is in them. So mail
 * stops coming while there is still room for what the rep writes: this many octets, or this part of a small disk.
 */
const spare = 500_000_000
const sparePart = 0.05

/** Whether the disk that holds this folder has no room for more mail. What cannot be asked is no reason to stop. */
export async function isDiskLow(folder: string): Promise<boolean> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return bavail * bsize < Math.min(spare, blocks * bsize * sparePart)
  } catch {
    return false
  }
}

/**
 * Where a worker's code lies: beside its parent as source when run from source, beside the bundle when built.
 * @param parent import.meta.url of the file that starts the worker
 */
export function workerFile(parent: string, source: string, built: string): URL {
  return new URL(parent.endsWith('.ts') ? source : `./${built}`, parent)
}

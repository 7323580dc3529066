// Loaded into the core by `node --import`: measures how long its main loop is held, told when asked by a signal.
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.env.LOOP_DELAY_FILE) {
  const histogram = monitorEventLoopDelay({ resolution: 2 })
  histogram.enable()
  process.on('SIGUSR2', () => {
    const ms = (nanoseconds) => nanoseconds / 1e6
    const told = { p99: ms(histogram.percentile(99)), max: ms(histogram.max), rss: process.memoryUsage.rss() }
    writeFileSync(process.env.LOOP_DELAY_FILE, JSON.stringify(told))
    histogram.reset()
  })
}

/**
 * The page's own policy, the same in both shells. WebAssembly is SQLite's and pdf.js's; inline styles are what
 * positions rows; mail frames come from the page's own origin, under a policy of their own.
 * @param bridge the WebSocket's origin in the browser shell, '' in Electron
 */
export function pageCsp(bridge: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ${bridge}`.trim(),
    "worker-src 'self'",
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}

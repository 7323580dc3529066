/** The app's own mark: an open envelope between two bars. */
export function AppMark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 44 44" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="44" height="44" rx="11" fill="var(--mark-app)" />
      <g fill="none" stroke="var(--on-acc)" strokeWidth="3.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M18 11h8M9.5 17.5 22 25.5l12.500-8M14.500 32h15" />
      </g>
    </svg>
  )
}

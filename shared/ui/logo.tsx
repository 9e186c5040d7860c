/** The mark: an open ring that has caught its point. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden fill="none">
      <path d="M18.6 6.2a8.5 8.5 0 1 0 0 11.6" stroke="currentColor" strokeWidth="3.2" strokeLinecap="round" />
      <circle cx="16.2" cy="12" r="2.7" fill="var(--accent)" />
    </svg>
  );
}

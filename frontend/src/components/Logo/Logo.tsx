/** A cell inside the corners of a frame. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <path
        d="M3 10V6a3 3 0 0 1 3-3h4M22 3h4a3 3 0 0 1 3 3v4M29 22v4a3 3 0 0 1-3 3h-4M10 29H6a3 3 0 0 1-3-3v-4"
        stroke="var(--target-fill)"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path
        d="M16 7.200c5.200 0 8.900 3.500 8.900 8.300S21.500 24.800 16.300 24.800 7.100 21.500 7.100 16.300 10.800 7.200 16 7.200z"
        fill="var(--accent)"
        fillOpacity=".25"
        stroke="var(--accent)"
        strokeWidth="1.800"
      />
      <circle cx="17.600" cy="15.400" r="4" fill="var(--accent)" />
    </svg>
  );
}

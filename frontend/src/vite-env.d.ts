/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Address of the gateway where it is not the page's own, without a slash at the end. */
  readonly VITE_API_BASE?: string;
}

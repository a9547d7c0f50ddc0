import 'react';

declare module 'react' {
  interface CSSProperties {
    '--picture-filter'?: string;
  }
}

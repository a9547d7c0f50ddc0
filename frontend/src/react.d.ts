import 'react';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Lets a file input choose a whole folder. */
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}

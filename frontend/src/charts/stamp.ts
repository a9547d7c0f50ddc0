import { createContext } from 'react';

/** What every saved figure carries under it: model version, confidence, scale, labels and n. */
export const StampContext = createContext('');

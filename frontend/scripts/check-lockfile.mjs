// The lock file must carry no download address, so that any mirror of the registry will do.
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
if (/"resolved"\s*:|https?:\/\/[^"]*\.tgz/.test(text)) {
  console.error(
    'package-lock.json names download addresses: run npm install again, .npmrc leaves them out.',
  );
  process.exit(1);
}

import { randomUuid } from './ids';

const LOCK = 'cellscanner.page/';
let page: string | null = null;

/** Only where the page is served with TLS, or from this very machine. */
const locks = (): LockManager | null => ('locks' in navigator ? navigator.locks : null);

/** This page's own name. It holds a lock as long as it is open, which the browser lets go even when the tab is killed. */
export function thisPage(): string {
  if (page === null) {
    page = randomUuid();
    void locks()?.request(LOCK + page, () => new Promise(() => undefined));
  }
  return page;
}

/** Names of the pages that are open now; none where the browser does not tell. */
export async function livingPages(): Promise<ReadonlySet<string>> {
  const held = (await locks()?.query())?.held ?? [];
  const names = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(LOCK));
  return new Set(names.map((name) => name.slice(LOCK.length)));
}

/** Queues of this page that are on their way: what lists and counts labels waits for them, else it would lag behind. */
const sending = new Set<object>();
const waiting = new Set<() => void>();

/** What no network answers in this time is for the next question. */
const PATIENCE_MS = 60_000;

export function noteSending(queue: object, isSending: boolean): void {
  if (isSending) sending.add(queue);
  else sending.delete(queue);
  if (sending.size === 0) letGo();
}

/** Waits for none of them any more. */
export function forgetSending(): void {
  sending.clear();
  letGo();
}

function letGo(): void {
  for (const go of waiting) go();
  waiting.clear();
}

/** Resolves once nothing that was changed on this page is on its way any more, or patience runs out. */
export function whenSent(patience = PATIENCE_MS): Promise<void> {
  if (sending.size === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(go, patience);
    function go() {
      clearTimeout(timer);
      waiting.delete(go);
      resolve();
    }
    waiting.add(go);
  });
}

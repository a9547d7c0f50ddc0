import { vi } from 'vitest';

export interface Call {
  method: string;
  path: string;
  body: unknown;
}

type Reply =
  { status?: number; body?: unknown } | ((call: Call) => { status?: number; body?: unknown });

const isJson = ({ headers }: Request) => headers.get('Content-Type')?.includes('json') ?? false;

async function readCall(request: Request): Promise<Call> {
  const text = await request.clone().text();
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname + url.search,
    body: isJson(request) && text ? (JSON.parse(text) as unknown) : text || undefined,
  };
}

/** Answers at the network's edge, so that the generated client and the queries run as they are. */
export function fakeGateway(replies: Record<string, Reply>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const call = await readCall(request);
    calls.push(call);
    const reply = replies[`${call.method} ${call.path.split('?')[0] ?? ''}`];
    if (reply === undefined) throw new TypeError(`no answer to ${call.method} ${call.path}`);
    const { status = 200, body } = typeof reply === 'function' ? reply(call) : reply;
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
    });
  });
  return calls;
}

import createClient from 'openapi-fetch';
import { noAnswer, toProblem } from './problem';
import type { paths } from './schema';

export const apiBase: string = import.meta.env.VITE_API_BASE ?? '';

/** The one way to call the API: paths, parameters and answers are typed from docs/openapi.json. */
export const api = createClient<paths>({
  baseUrl: apiBase || location.origin,
  credentials: 'include',
  // Looked up at each call: the client would keep the one of the moment it was made.
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

async function settle<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await call.catch(() => {
    throw noAnswer();
  });
  if (!answer.response.ok) throw toProblem(answer.response.status, answer.error);
  return answer;
}

/** Body of the answer, or a `ProblemError`. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data } = await settle(call);
  if (data === undefined) throw noAnswer();
  return data;
}

/** For calls that answer 204. */
export async function done(call: Promise<Answer<unknown>>): Promise<void> {
  await settle(call);
}

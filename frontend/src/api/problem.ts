import type { Problem } from './types';

export type Facts = Readonly<Record<string, unknown>>;

/** What went wrong with a call: the service's own problem, or that no answer came (status 0). */
export class ProblemError extends Error {
  readonly status: number;
  readonly slug: string;
  readonly title: string;
  readonly detail: string | null;
  /** Every member of the problem: its `reason`, and the names and numbers of its detail. */
  readonly facts: Facts;

  constructor(
    status: number,
    slug: string,
    title: string,
    detail: string | null = null,
    facts: Facts = {},
  ) {
    super(detail ?? title);
    this.name = 'ProblemError';
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.detail = detail;
    this.facts = facts;
  }

  /** True where trying again later may help: no answer, overload, a service that is away. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

export function isRecord(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Last part of `/docs/errors/{slug}`; `''` for `about:blank`. */
export function slugOf(type: string | null): string {
  return type === null || type === 'about:blank' ? '' : (type.split('/').at(-1) ?? '');
}

/** Reads a problem+json body, or makes a plain problem of anything else. */
export function toProblem(status: number, body: unknown): ProblemError {
  if (!isRecord(body)) return new ProblemError(status, '', `HTTP ${status}`);
  const title = text(body['title']) ?? `HTTP ${status}`;
  return new ProblemError(status, slugOf(text(body['type'])), title, text(body['detail']), body);
}

export function fromProblem(problem: Problem): ProblemError {
  return toProblem(problem.status, problem);
}

export function noAnswer(): ProblemError {
  return new ProblemError(0, 'no-answer', 'No answer from the service');
}

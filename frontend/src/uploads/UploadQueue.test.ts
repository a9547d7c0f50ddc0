import { describe, expect, it, vi } from 'vitest';
import { noAnswer, ProblemError } from '../api/problem';
import type { Picture, UploadItem } from '../api/types';
import { type Send, UploadQueue } from './UploadQueue';

const target = { project: 'p', group: 'Control', specimen: '' };
const files = (...names: string[]) => names.map((name) => new File(['x'], name));
const added = (name: string): UploadItem => ({ filename: name, image: { id: name } as Picture });

interface Call {
  file: File;
  onProgress: (share: number) => void;
  finish: (items: UploadItem[]) => void;
  fail: (error: unknown) => void;
}

function setUp() {
  const calls: Call[] = [];
  const send: Send = (file, _target, onProgress, signal) =>
    new Promise((finish, fail) => {
      calls.push({ file, onProgress, finish, fail });
      signal.addEventListener('abort', () => fail(new DOMException('', 'AbortError')));
    });
  const onAdded = vi.fn();
  const queue = new UploadQueue(send, onAdded);
  const states = () => queue.snapshot().map(({ state }) => state);
  const call = (name: string) => {
    const found = calls.findLast(({ file }) => file.name === name);
    if (!found) throw new Error(`${name} was not sent`);
    return found;
  };
  return { queue, calls, call, states, onAdded };
}

describe('UploadQueue', () => {
  it('sends three at a time and goes on as they finish', async () => {
    const { queue, calls, call, states, onAdded } = setUp();
    queue.add(files('a', 'b', 'c', 'd'), target);
    expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting']);
    call('b').finish([added('b')]);
    await vi.waitFor(() => expect(calls).toHaveLength(4));
    expect(states()).toEqual(['sending', 'done', 'sending', 'sending']);
    expect(onAdded).toHaveBeenCalledWith('p');
  });

  it('keeps a refused file with its problem while the rest goes on', async () => {
    const { queue, call, states } = setUp();
    queue.add(files('bad', 'good'), target);
    const problem = { type: '/docs/errors/not-a-picture', title: 'Not a picture', status: 415 };
    call('bad').finish([{ filename: 'bad', problem } as UploadItem]);
    call('good').finish([added('good')]);
    await vi.waitFor(() => expect(states()).toEqual(['failed', 'done']));
    expect(queue.snapshot()[0]?.problem?.slug).toBe('not-a-picture');
  });

  it('sends failed files again when asked', async () => {
    const { queue, calls, call, states } = setUp();
    queue.add(files('a'), target);
    call('a').fail(noAnswer());
    await vi.waitFor(() => expect(states()).toEqual(['failed']));
    queue.retryFailed();
    expect(calls).toHaveLength(2);
    call('a').finish([added('a')]);
    await vi.waitFor(() => expect(states()).toEqual(['done']));
    expect(queue.snapshot()[0]?.problem).toBeNull();
  });

  it('cancels what is under way and what waits', async () => {
    const { queue, calls, states } = setUp();
    queue.add(files('a', 'b', 'c', 'd'), target);
    queue.cancelAll();
    await vi.waitFor(() => expect(states()).toEqual(Array(4).fill('cancelled')));
    expect(calls).toHaveLength(3);
  });

  it('tells progress to its subscribers', () => {
    const { queue, call } = setUp();
    const listener = vi.fn();
    const unsubscribe = queue.subscribe(listener);
    queue.add(files('a'), target);
    listener.mockClear();
    call('a').onProgress(0.25);
    expect(listener).toHaveBeenCalledOnce();
    expect(queue.snapshot()[0]?.share).toBe(0.25);
    unsubscribe();
  });

  it('names the pages of a file of several, and fails it where one page was refused', async () => {
    const { queue, call, states } = setUp();
    queue.add(files('stack', 'torn'), target);
    call('stack').finish([added('1'), added('2')]);
    const problem = { type: 'about:blank', title: 'Cut off', status: 422 };
    call('torn').finish([added('1'), { filename: 'torn', problem } as UploadItem]);
    await vi.waitFor(() => expect(states()).toEqual(['done', 'failed']));
    expect(queue.snapshot().map(({ pages }) => pages)).toEqual([2, 1]);
    expect(queue.snapshot()[1]?.problem).toBeInstanceOf(ProblemError);
  });

  it('forgets what has ended', async () => {
    const { queue, call, states } = setUp();
    queue.add(files('a', 'b'), target);
    call('a').finish([added('a')]);
    await vi.waitFor(() => expect(states()).toEqual(['done', 'sending']));
    queue.clearFinished();
    expect(states()).toEqual(['sending']);
  });
});

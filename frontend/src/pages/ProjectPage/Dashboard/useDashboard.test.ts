import { expect, it } from 'vitest';
import { readDashboard, written } from './useDashboard';

const address = 'tab=dashboard&prediction=p&with=labels&metric=size_ratio&hide=A&hide=&review=accepted&from=0.5&to=x'; // prettier-ignore

it('reads the whole state from the address, and nothing from what it does not know', () => {
  expect(readDashboard(new URLSearchParams(address))).toEqual({
    prediction: 'p',
    beside: 'labels',
    metric: 'size_ratio',
    sort: null,
    hidden: new Set(['A', '']),
    warning: null,
    review: 'accepted',
    from: 0.5,
    to: null,
  });
  expect(readDashboard(new URLSearchParams('review=maybe')).review).toBeNull();
});

it('writes what changed and keeps the rest; another metric has another range', () => {
  const now = new URLSearchParams('tab=dashboard&from=0.5&to=2&hide=A');
  expect(written(now, { hidden: new Set(['B']) }).toString()).toBe('tab=dashboard&from=0.5&to=2&hide=B'); // prettier-ignore
  expect(written(now, { metric: 'size_ratio' }).toString()).toBe('tab=dashboard&hide=A&metric=size_ratio'); // prettier-ignore
  expect(written(now, { beside: 'q', from: null }).toString()).toBe('tab=dashboard&to=2&hide=A&with=q'); // prettier-ignore
  expect(now.toString()).toBe('tab=dashboard&from=0.5&to=2&hide=A');
});

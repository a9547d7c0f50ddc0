import type { PictureStatistics } from '../../../api/types';
import { type Metric, valueOf } from '../../../results/metrics';

export interface Order {
  /** Null: as the prediction lists them. */
  metric: Metric | null;
  falling: boolean;
}

export const asListed: Order = { metric: null, falling: false };

/** A first click sorts with the largest on top, a second turns it round, a third goes back to the list's own order. */
export function nextOrder(order: Order, metric: Metric): Order {
  if (order.metric?.name !== metric.name) return { metric, falling: true };
  return order.falling ? { metric, falling: false } : asListed;
}

/** Pictures without the number come last, whichever way it goes. */
export function sorted(pictures: readonly PictureStatistics[], { metric, falling }: Order) {
  if (metric === null) return [...pictures];
  const key = (picture: PictureStatistics) => {
    const value = valueOf(picture, metric);
    return value === null ? Infinity : falling ? -value : value;
  };
  return [...pictures].sort((a, b) => key(a) - key(b) || 0);
}
